import { z } from 'zod';
import type { CaptureProblemCode } from './capture.ts';
import { type Cause, factsSchema } from './facts.ts';
import type { OptionProblemCode } from './settings.ts';

export const noticeSchema = z
  .object({
    code: z.string().describe('Stable code for programs'),
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
        'capture',
      ])
      .describe('Affected part of the app'),
    message: z.string().describe('What is wrong, with the value'),
    remedy: z.string().nullable().describe('What to do'),
    facts: factsSchema,
  })
  .meta({ id: 'Notice', description: 'A problem that does not stop the app' });

/** `format`: unsupported; `deeper`: in sub-folders; `names`: not UTF-8; `loose`: directly in the source folder. */
export type UnusedReason = 'links' | 'format' | 'deeper' | 'names' | 'empty' | 'unreadable' | 'loose';

export type NoticeFacts = {
  /** The value as JSON; null = none. */
  invalid_option: { option: string; value: string | null; problem: OptionProblemCode };
  database_set_aside: { path: string; reason: string };
  data_folder_full: { path: string };
  database_unavailable: { path: string } & Cause;
  source_unreachable: { path: string } & Cause;
  too_many_folders: { left_out: number };
  /** Not necessarily all of them. */
  entries_skipped: { names: string[] };
  /** Not necessarily all names; `count` is the total. */
  pictures_unused: { reason: UnusedReason; names: string[]; count: number };
  output_not_writable: { path: string } & Cause;
  /** The engine used instead; null = none. */
  engine_not_found: { configured: string; path: string | null };
  engine_not_executable: { configured: string };
  ffmpeg_missing: { tool: string };
  print_jobs_unreachable: { url: string } & Cause;
  printer_entity_missing: { entity: string; printer: string };
  printer_state_unknown: { entity: string; printer: string; state: string };
  /** It is tried again for a while. */
  printer_video_not_brought: { printer: string; file: string } & Cause;
  /** The path is where its pictures belong. */
  pictures_missing: { job: string; job_id: string; printer: string | null; minutes: number; path: string };
  /** The app keeps retrying. */
  capture_problem: { capture_id: string; capture: string; problem: CaptureProblemCode; reason: string };
  home_assistant_away: Cause;
  home_assistant_refused: Cause;
  events_dropped: { count: number };
  mqtt_unreachable: Cause;
  archive_away: { path: string } & Cause;
  /** Where the video cannot be moved to; the app keeps retrying. */
  archive_stopped: { title: string; path: string; missing_bytes: number | null } & Cause;
  /** The file in the archive is not what was put there. */
  archive_damaged: { title: string; path: string };
  media_link_blocked: { path: string } & Cause;
  /** The app keeps retrying; the bytes are those to free, if that is the problem. */
  media_move_stopped: { path: string; missing_bytes: number | null } & Cause;
  /** Deleted before their time, since a render needed the space. */
  trash_emptied: { videos: number; bytes: number };
  /** Home Assistant failed to bring a video somewhere. */
  not_sent: { target: string; title: string } & Cause;
};

const joinOfferSchema = z
  .object({
    code: z.literal('print_in_parts').describe('The pictures of one print are in several folders'),
    job_id: z.string().describe('Id of the print job; POST /jobs/{id}/join makes one video of them'),
    job: z.string().describe('Name of the print job'),
    printer: z.string().nullable().describe('Its printer'),
    folders: z.array(z.string()).describe('Names of the folders, in order of time'),
    image_count: z.int().describe('Number of pictures in all of them'),
  })
  .meta({ id: 'JoinOffer', description: 'To make one video of a print' });
const moveOfferSchema = z
  .object({
    code: z.literal('videos_out_of_reach').describe("Home Assistant's actions cannot read the videos"),
    from: z.string().describe('Folder of the videos'),
    to: z.string().describe('Folder they would move to; POST /home-assistant/media-move moves them'),
  })
  .meta({ id: 'MoveOffer', description: "To move the videos where Home Assistant's actions reach them" });
const offerSchema = z
  .union([joinOfferSchema, moveOfferSchema])
  .meta({ id: 'Offer', description: 'An action the app suggests to the user' });
export type WireOffer = z.infer<typeof offerSchema>;

export type WireNotice = {
  [Code in keyof NoticeFacts]: Omit<z.infer<typeof noticeSchema>, 'code' | 'facts'> & {
    code: Code;
    facts: NoticeFacts[Code];
  };
}[keyof NoticeFacts];

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

export const healthSchema = z
  .object({
    status: z.enum(['ok', 'degraded']).describe('degraded = something below needs attention'),
    version: z.string().describe('Version of the app'),
    checks: z
      .object({
        source: checkState.describe('Source folder readable'),
        output: checkState.describe('Output folder writable'),
        engine: checkState.describe('Engine and ffmpeg found'),
        database: checkState.describe('Database intact'),
        home_assistant: checkState.describe(
          'Connected to Home Assistant, videos shown there; off = outside Home Assistant',
        ),
        options: checkState.describe('All options valid'),
        print_jobs: checkState.describe('Source of print jobs; off = not configured'),
      })
      .describe('State of each part'),
    engine: z
      .object({
        path: z.string().nullable().describe('Path of the engine'),
        why: z.string().describe('Why it was chosen'),
        code: z
          .enum(ENGINE_CODES)
          .describe(
            'The same for programs. configured = found at the configured path; bundled_instead, elsewhere = nothing was ' +
              'found there, so the bundled engine or one at a usual path is used',
          ),
        configured: z.string().describe('Configured path'),
      })
      .describe('The engine that renders'),
    home_assistant: z
      .object({
        state: z
          .enum(['connecting', 'starting', 'connected', 'away', 'refused'])
          .describe('starting = it is running, but has not finished starting'),
        version: z.string().nullable().describe('Its version while connected'),
        sensors: z
          .enum(['mqtt', 'states', 'none'])
          .describe('mqtt = entities of a device; states = without a device; none = not shown at the moment'),
      })
      .nullable()
      .describe('How Home Assistant shows the app; null = outside Home Assistant'),
    archive: z
      .object({
        folder: z.string().nullable().describe('Where videos are archived; null = not configured'),
        away: z
          .array(z.string())
          .describe('Archive folders with videos that cannot be reached now, so those cannot be watched'),
      })
      .describe('Folders of archived videos'),
    offers: z.array(offerSchema).describe('Actions the app suggests to the user'),
    // Which facts belong to which code is more than the schema says.
    notices: z
      .array(noticeSchema as unknown as z.ZodType<WireNotice>)
      .describe('Everything that needs attention'),
  })
  .meta({ id: 'Health', description: 'State of the app and its parts' });
export type WireHealth = z.infer<typeof healthSchema>;

/** The page takes positions in the queue from `pending_ids`. */
export const queueSchema = z
  .object({
    paused: z.boolean().describe('No new renders are started'),
    waiting_for: z
      .string()
      .nullable()
      .describe('Printer whose print has to finish before the next render starts; null = none'),
    processing_id: z
      .string()
      .nullable()
      .describe('Timelapse being rendered; of several, the one that began first'),
    processing_ids: z.array(z.string()).describe('All timelapses being rendered, in the order they began'),
    pending_ids: z.array(z.string()).describe('Timelapses waiting, next first; at most a thousand'),
  })
  .meta({ id: 'Queue', description: 'What is being rendered and what is waiting' });
export type WireQueue = z.infer<typeof queueSchema>;

export const viewerSchema = z
  .object({
    may_change: z.boolean().describe('Delete, process, link, change settings; false = view only'),
    name: z.string().nullable().describe('Name of the user in Home Assistant; null = not known'),
  })
  .meta({ id: 'Viewer', description: 'The user of the page, and what they are allowed to do' });
export type WireViewer = z.infer<typeof viewerSchema>;

export interface WireSnapshot {
  queue: WireQueue;
  stats: import('./stats.ts').WireStats;
  health: WireHealth;
  /** Of the render that began first; that of others follows as events. */
  progress: import('./timelapse.ts').WireProgress | null;
}
