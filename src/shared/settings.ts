import { z } from 'zod';
import { type Cause, factsSchema } from './facts.ts';

/** Kinds of things that can be wrong with an option. */
export const OPTION_PROBLEM_CODES = [
  'invalid_value',
  'unknown_option',
  'locked',
  'fps_order',
  'output_is_source',
  'unreadable_file',
  'unreadable_environment',
] as const;
export type OptionProblemCode = (typeof OPTION_PROBLEM_CODES)[number];

/** One thing wrong with one option. */
export const optionProblemSchema = z
  .object({
    option: z.string().describe('Name of the option, `video.fps` for a member of a group'),
    value: z.unknown().describe('The value that was given'),
    code: z
      .enum(OPTION_PROBLEM_CODES)
      .describe(
        'Stable word for programs. invalid_value = the value alone is not what the option takes; fps_order = the lowest ' +
          'frame rate is above the highest; output_is_source = one folder for both; locked = it cannot be changed here',
      ),
    reason: z.string().describe('What is wrong with it'),
    remedy: z.string().describe('What to do'),
  })
  .meta({ id: 'OptionProblem', description: 'One thing wrong with one option' });
export type WireOptionProblem = z.infer<typeof optionProblemSchema>;

const fieldSchema = z
  .object({
    name: z.string().describe('Name of the field'),
    required: z.boolean().describe('It may not be left out'),
    help: z.string().describe('What it is for'),
  })
  .meta({ id: 'OptionField', description: 'One field of every entry of a list' });

/** Kinds of values an option takes; the page chooses its input by them. */
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

/** Who keeps options from being changed here. */
export const OPTION_LOCK_CODES = ['environment', 'secret'] as const;

const optionLockSchema = z
  .object({
    code: z
      .enum(OPTION_LOCK_CODES)
      .describe(
        'environment = a variable sets it; secret = saving would write out a secret of Home Assistant',
      ),
    by: z
      .array(z.string())
      .describe('Names of the variables that can set it, or of the option that holds the secret'),
  })
  .meta({ id: 'OptionLock', description: 'What keeps an option from being changed here' });
export type WireOptionLock = z.infer<typeof optionLockSchema>;

/** One option as the settings page shows it. */
export const optionSchema = z
  .object({
    name: z.string().describe('Name of the option, `video.fps` for a member of a group; PUT takes the same'),
    value: z.unknown().describe('The value in effect; null = none'),
    default: z.unknown().describe('The value without any setting; null = none'),
    source: z
      .enum(['default', 'file', 'environment', 'supervisor'])
      .describe('Where the value in effect comes from'),
    type: z.enum(OPTION_TYPES).describe('Kind of value'),
    limits: z
      .object({
        min: z.number().nullable().describe('Smallest number'),
        max: z.number().nullable().describe('Largest number'),
        choices: z.array(z.string()).nullable().describe('The words to choose from'),
      })
      .describe('What a value must keep to; null = no such limit'),
    fields: z.array(fieldSchema).nullable().describe('For a list: the fields of an entry'),
    help: z.string().describe('What the option does'),
    read_only: z.boolean().describe('It cannot be changed here'),
    reason: z.string().nullable().describe('Why it cannot be changed here, and where it can'),
    lock: optionLockSchema.nullable().describe('The same for programs; null = it can be changed here'),
  })
  .meta({ id: 'Option', description: 'One option with its value, limits and source' });
export type WireOption = z.infer<typeof optionSchema>;

/** All options. */
export const settingsSchema = z
  .object({
    options: z.array(optionSchema).describe('Every option, members of a group one by one'),
    problems: z.array(optionProblemSchema).describe('What is wrong with options as they are set now'),
  })
  .meta({ id: 'Settings', description: 'Every option of the app, and what is wrong with them' });
export type WireSettings = z.infer<typeof settingsSchema>;

/** Option values that a request brings; each is checked against its option's own schema later, all at once. */
export const optionValuesSchema = z
  .record(z.string(), z.unknown())
  .describe(
    'New values by option name; left out = as it is, null = back to its default. ' +
      'Members of the video group: {"video": {"fps": 30}} or {"video.fps": 30}',
  );

/** What the configuration test looks at, in the order of its report. */
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

/** What the configuration test can find, each with its facts. */
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
  engine_no_answer: { path: string };
  engine_not_found: { configured: string };
  engine_not_executable: { configured: string };
  engine_without_interpreter: { path: string };
  engine_not_startable: { path: string } & Cause;
  engine_endless: { said: string };
  /** The bundled one ended with this exit code or signal, where it should have said how it is used. */
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
/** The engine that runs, and the path it was looked for at first. */
type Engine = { path: string; configured: string };
type Space = { path: string; free_bytes: number; total_bytes: number };

/** One sentence of a line, for programs. */
export type TestFinding = {
  [Code in keyof TestFindings]: { code: Code; facts: TestFindings[Code] };
}[keyof TestFindings];

const testFindingSchema = z
  .object({ code: z.string().describe('Stable word for programs'), facts: factsSchema })
  .meta({ id: 'TestFinding', description: 'One thing that the configuration test found, for programs' });

const testLineSchema = z
  .object({
    item: z.enum(TEST_ITEMS).describe('What was looked at'),
    ok: z.boolean().describe('It is as it should be'),
    message: z.string().describe('What was found'),
    remedy: z.string().nullable().describe('What to do; null when nothing needs to be done'),
    findings: z.array(testFindingSchema).describe('The message sentence by sentence, for programs'),
  })
  .meta({ id: 'TestLine', description: 'One line of the configuration test' });
export type WireTestLine = Omit<z.infer<typeof testLineSchema>, 'findings'> & { findings: TestFinding[] };

/** Result of the configuration test. */
export const testReportSchema = z
  .object({
    ok: z.boolean().describe('Every line is as it should be'),
    items: z.array(testLineSchema).describe('One line for each thing looked at'),
    problems: z.array(optionProblemSchema).describe('What is wrong with the options that were tested'),
  })
  .meta({ id: 'TestReport', description: 'Result of the configuration test' });
export type WireTestReport = Omit<z.infer<typeof testReportSchema>, 'items'> & { items: WireTestLine[] };

/** Why the folder picker cannot show a folder: the `cause` in the detail of its error. */
export const FOLDER_CAUSES = ['no_answer', 'outside', 'no_permission', 'too_long', 'no_folder'] as const;
export type FolderCause = (typeof FOLDER_CAUSES)[number];

const folderSchema = z
  .object({
    name: z.string().describe('Name to show'),
    path: z.string().describe('Absolute path'),
    image_count: z.number().int().nullable().describe('Pictures in it; null = not counted'),
  })
  .meta({ id: 'Folder', description: 'One folder of the folder picker' });

/** One step of the folder picker. */
export const folderListSchema = z
  .object({
    path: z.string().nullable().describe('The folder that is listed; null = the list of roots'),
    parent: z.string().nullable().describe('The folder above; null = back to the list of roots'),
    folders: z.array(folderSchema).describe('The folders in it, by natural order of their names'),
  })
  .meta({ id: 'FolderList', description: 'The folders in one folder' });
export type WireFolderList = z.infer<typeof folderListSchema>;
