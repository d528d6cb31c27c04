import { z } from 'zod';
import { type Cause, factsSchema } from './facts.ts';

export const OPTION_PROBLEM_CODES = [
  'invalid_value',
  'unknown_option',
  'locked',
  'fps_order',
  'output_is_source',
  'archive_inside',
  'unreadable_file',
  'unreadable_environment',
] as const;
export type OptionProblemCode = (typeof OPTION_PROBLEM_CODES)[number];

export const optionProblemSchema = z
  .object({
    option: z.string().describe('Name of the option, `video.fps` for a member of a group'),
    value: z.unknown().describe('The given value'),
    code: z
      .enum(OPTION_PROBLEM_CODES)
      .describe(
        'Stable code for programs. invalid_value = the option does not accept the value; fps_order = the minimum ' +
          'frame rate is above the maximum; output_is_source = one folder for both; archive_inside = it is in the source or output folder; locked = it cannot be changed here',
      ),
    reason: z.string().describe('What is wrong'),
    remedy: z.string().describe('What to do'),
  })
  .meta({ id: 'OptionProblem', description: 'A problem with one option' });
export type WireOptionProblem = z.infer<typeof optionProblemSchema>;

const fieldSchema = z
  .object({
    name: z.string().describe('Name of the field'),
    required: z.boolean().describe('It is required'),
    help: z.string().describe('What it is for'),
    domains: z
      .array(z.string())
      .nullable()
      .describe('For fields that take an entity of Home Assistant: the usual domains; null = any text'),
  })
  .meta({ id: 'OptionField', description: 'A field of each entry of a list' });

export const entitySchema = z
  .object({
    entity_id: z.string().describe('Value for the option, such as `sensor.x1c_print_status`'),
    name: z.string().describe('Name in Home Assistant'),
    domain: z.string().describe('Domain: the part of the id before the dot'),
  })
  .meta({ id: 'Entity', description: 'An entity of Home Assistant' });
export type WireEntity = z.infer<typeof entitySchema>;

/** The page chooses its input by them. */
export const OPTION_TYPES = [
  'boolean',
  'integer',
  'number',
  'choice',
  'text',
  'url',
  'folder',
  'file',
  'list',
] as const;

export const OPTION_SECTIONS = ['folders', 'processing', 'video', 'cleanup', 'printers', 'system'] as const;

export const OPTION_UNITS = ['seconds', 'minutes', 'days', 'frames', 'fps', 'pixels'] as const;

export const OPTION_LOCK_CODES = ['environment', 'secret'] as const;

const optionLockSchema = z
  .object({
    code: z
      .enum(OPTION_LOCK_CODES)
      .describe('environment = set by a variable; secret = saving would expose a secret of Home Assistant'),
    by: z.array(z.string()).describe('Variables that can set it, or the option that uses the secret'),
  })
  .meta({ id: 'OptionLock', description: 'What prevents an option from being changed here' });
export type WireOptionLock = z.infer<typeof optionLockSchema>;

export const optionSchema = z
  .object({
    name: z
      .string()
      .describe('Name of the option, `video.fps` for a member of a group; PUT accepts the same'),
    section: z.enum(OPTION_SECTIONS).describe('Section in the settings'),
    value: z.unknown().describe('Current value; null = none'),
    default: z.unknown().describe('Default value; null = none'),
    source: z
      .enum(['default', 'file', 'environment', 'supervisor'])
      .describe('Where the current value comes from'),
    type: z.enum(OPTION_TYPES).describe('Type of value'),
    unit: z.enum(OPTION_UNITS).nullable().describe('What a number counts; null = nothing, or not a number'),
    limits: z
      .object({
        min: z.number().nullable().describe('Minimum'),
        max: z.number().nullable().describe('Maximum'),
        choices: z.array(z.string()).nullable().describe('Allowed words'),
      })
      .describe('Limits of the value; null = no such limit'),
    fields: z
      .array(fieldSchema)
      .nullable()
      .describe('For a list: the fields of an entry; null = its entries are texts'),
    help: z.string().describe('What the option does'),
    read_only: z.boolean().describe('It cannot be changed here'),
    reason: z.string().nullable().describe('Why it cannot be changed here, and where it can be'),
    lock: optionLockSchema.nullable().describe('The same for programs; null = it can be changed here'),
  })
  .meta({ id: 'Option', description: 'One option with its value, limits and source' });
export type WireOption = z.infer<typeof optionSchema>;

export const settingsSchema = z
  .object({
    options: z.array(optionSchema).describe('All options, with members of groups listed individually'),
    problems: z.array(optionProblemSchema).describe('Problems with the current options'),
  })
  .meta({ id: 'Settings', description: 'All options of the app and their problems' });
export type WireSettings = z.infer<typeof settingsSchema>;

/** Each value is checked against its option's schema later, all at once. The OpenAPI document lists them. */
export const optionValuesSchema = z.record(z.string(), z.unknown()).meta({ id: 'OptionValues' });

export const TEST_ITEMS = [
  'options',
  'source',
  'output',
  'space',
  'engine',
  'ffmpeg',
  'ffprobe',
  'encoder',
  'media',
] as const;

export type TestFindings = {
  options_valid: NoFacts;
  /** Which ones is in the problems of the report. */
  options_invalid: { count: number };
  source_readable: { path: string; folders: number };
  source_unreadable: { path: string } & Cause;
  output_writable: { path: string };
  output_not_writable: { path: string } & Cause;
  space_enough: Space;
  space_low: Space;
  space_unknown: NoFacts;
  engine_configured: Engine;
  engine_bundled: Engine;
  engine_bundled_instead: Engine;
  engine_elsewhere: Engine;
  /** Not started, since it has not been saved yet. */
  engine_not_saved: { path: string };
  engine_no_answer: { path: string };
  engine_not_found: { configured: string };
  engine_not_executable: { configured: string };
  engine_without_interpreter: { path: string };
  engine_not_startable: { path: string } & Cause;
  engine_endless: { said: string };
  /** It ended with this exit code or signal instead of printing its usage. */
  engine_broken: { end: string; said: string };
  tool_runs: { tool: string; version: string };
  tool_missing: { tool: string };
  encoder_there: { encoder: string };
  encoder_missing: { encoder: string };
  media_none: NoFacts;
  media_unwanted: NoFacts;
  media_direct: NoFacts;
  media_linked: NoFacts;
  media_elsewhere: NoFacts;
  media_missing: NoFacts;
};
type NoFacts = Record<string, never>;
/** The engine in use, and the configured path. */
type Engine = { path: string; configured: string };
type Space = { path: string; free_bytes: number; total_bytes: number };

export type TestFinding = {
  [Code in keyof TestFindings]: { code: Code; facts: TestFindings[Code] };
}[keyof TestFindings];

const testFindingSchema = z
  .object({ code: z.string().describe('Stable code for programs'), facts: factsSchema })
  .meta({ id: 'TestFinding', description: 'A finding of the configuration test, for programs' });

const testLineSchema = z
  .object({
    item: z.enum(TEST_ITEMS).describe('Item checked'),
    ok: z.boolean().describe('No problem found'),
    message: z.string().describe('What was found'),
    remedy: z.string().nullable().describe('What to do; null = nothing'),
    // Which facts belong to which code is more than the schema says.
    findings: z
      .array(testFindingSchema as unknown as z.ZodType<TestFinding>)
      .describe('The message sentence by sentence, for programs'),
  })
  .meta({ id: 'TestLine', description: 'One line of the configuration test' });
export type WireTestLine = z.infer<typeof testLineSchema>;

export const testReportSchema = z
  .object({
    ok: z.boolean().describe('No problems found'),
    items: z.array(testLineSchema).describe('One line per item checked'),
    problems: z.array(optionProblemSchema).describe('Problems with the tested options'),
  })
  .meta({ id: 'TestReport', description: 'Result of the configuration test' });
export type WireTestReport = z.infer<typeof testReportSchema>;

export const FOLDER_CAUSES = ['no_answer', 'outside', 'no_permission', 'too_long', 'no_folder'] as const;
export type FolderCause = (typeof FOLDER_CAUSES)[number];

const folderSchema = z
  .object({
    name: z.string().describe('Name to display'),
    path: z.string().describe('Absolute path'),
    image_count: z.number().int().nullable().describe('Number of pictures in it; null = not counted'),
  })
  .meta({ id: 'Folder', description: 'One folder of the folder picker' });

export const folderListSchema = z
  .object({
    path: z.string().nullable().describe('The listed folder; null = the list of roots'),
    parent: z.string().nullable().describe('The parent folder; null = back to the list of roots'),
    folders: z.array(folderSchema).describe('The folders in it, in natural order'),
  })
  .meta({ id: 'FolderList', description: 'The contents of a folder' });
export type WireFolderList = z.infer<typeof folderListSchema>;
