import { z } from 'zod';
import { type Cause, factsSchema } from './facts.ts';
import type { OptionProblemCode } from './settings.ts';

/** One thing that the user should know about, with what to do. */
export const noticeSchema = z
  .object({
    code: z.string().describe('Stable word for programs'),
    area: z
      .enum([
        'options',
        'source',
        'output',
        'engine',
        'ffmpeg',
        'database',
        'home_assistant',
        'disk',
        'print_jobs',
      ])
      .describe('Part of the app that is concerned'),
    message: z.string().describe('What is wrong, with the value'),
    remedy: z.string().nullable().describe('What to do'),
    facts: factsSchema,
  })
  .meta({ id: 'Notice', description: 'A problem that does not stop the app' });

/** The facts in the message of each notice. */
export type NoticeFacts = {
  /** The value as JSON; null = there is none. */
  invalid_option: { option: string; value: string | null; problem: OptionProblemCode };
  database_set_aside: { path: string; reason: string };
  source_unreachable: { path: string } & Cause;
  too_many_folders: { left_out: number };
  /** Some of their names. */
  entries_skipped: { names: string[] };
  output_not_writable: { path: string } & Cause;
  /** The engine that is used instead; null = none. */
  engine_not_found: { configured: string; path: string | null };
  engine_not_executable: { configured: string };
  ffmpeg_missing: { tool: string };
  print_jobs_unreachable: { url: string } & Cause;
  printer_entity_missing: { entity: string; printer: string };
  printer_state_unknown: { entity: string; printer: string; state: string };
  home_assistant_away: Cause;
  home_assistant_refused: Cause;
  events_dropped: { count: number };
  mqtt_unreachable: Cause;
  media_link_blocked: { path: string } & Cause;
};

/** A notice with the facts of its code. */
export type WireNotice = {
  [Code in keyof NoticeFacts]: Omit<z.infer<typeof noticeSchema>, 'code' | 'facts'> & {
    code: Code;
    facts: NoticeFacts[Code];
  };
}[keyof NoticeFacts];

/** How the engine was chosen, or why there is none. */
export const ENGINE_CODES = [
  'configured',
  'bundled',
  'bundled_instead',
  'elsewhere',
  'engine_not_found',
  'engine_not_executable',
  'not_looked_for',
] as const;
export type EngineCode = (typeof ENGINE_CODES)[number];

const checkState = z.enum(['ok', 'degraded', 'off']);

/** What `/health` says: always 200 while the process can serve. */
export const healthSchema = z
  .object({
    status: z.enum(['ok', 'degraded']).describe('degraded = something below needs a look'),
    version: z.string().describe('Version of the app'),
    checks: z
      .object({
        source: checkState.describe('Source folder readable'),
        output: checkState.describe('Output folder writable'),
        engine: checkState.describe('Engine and ffmpeg found'),
        database: checkState.describe('Database as it was left'),
        home_assistant: checkState.describe(
          'Connected with Home Assistant, videos shown there; off = stand-alone',
        ),
        options: checkState.describe('All options valid'),
        print_jobs: checkState.describe('Source of print jobs; off = none is set up'),
      })
      .describe('State of each part'),
    engine: z
      .object({
        path: z.string().nullable().describe('Program chosen'),
        why: z.string().describe('Why this one'),
        code: z
          .enum(ENGINE_CODES)
          .describe(
            'The same for programs. configured = it is at the configured path; bundled_instead, elsewhere = nothing is ' +
              'there, so the bundled engine is used, or one at a usual place',
          ),
        configured: z.string().describe('Path it was looked for at first'),
      })
      .describe('The engine that renders'),
    home_assistant: z
      .object({
        state: z
          .enum(['connecting', 'starting', 'connected', 'away', 'refused'])
          .describe('starting = it is up, but not yet through with its start'),
        version: z.string().nullable().describe('Its version while it is connected'),
        sensors: z
          .enum(['mqtt', 'states', 'none'])
          .describe('mqtt = entities of a device; states = without a device; none = not shown now'),
      })
      .nullable()
      .describe('How Home Assistant is told of the app; null = stand-alone'),
    notices: z.array(noticeSchema).describe('Everything that needs a look'),
  })
  .meta({ id: 'Health', description: 'State of the app and its parts' });
export type WireHealth = Omit<z.infer<typeof healthSchema>, 'notices'> & { notices: WireNotice[] };

/** The queue as a whole; the page takes queue places from `pending_ids`. */
export const queueSchema = z
  .object({
    paused: z.boolean().describe('Nothing new is started'),
    waiting_for: z
      .string()
      .nullable()
      .describe('Printer whose print has to end before anything new is started; null = none'),
    processing_id: z.string().nullable().describe('Timelapse being rendered'),
    pending_ids: z.array(z.string()).describe('Timelapses waiting, next first'),
  })
  .meta({ id: 'Queue', description: 'What renders and what waits' });
export type WireQueue = z.infer<typeof queueSchema>;

/** The one who looks at the page. */
export const viewerSchema = z
  .object({
    may_change: z.boolean().describe('Delete, process, link, change settings; false = look only'),
    name: z.string().nullable().describe('Name of the user in Home Assistant; null = not known'),
  })
  .meta({ id: 'Viewer', description: 'The one who looks at the page, and what they may do' });
export type WireViewer = z.infer<typeof viewerSchema>;

/** First message on every socket. */
export interface WireSnapshot {
  queue: WireQueue;
  stats: import('./stats.ts').WireStats;
  health: WireHealth;
  progress: import('./timelapse.ts').WireProgress | null;
}
