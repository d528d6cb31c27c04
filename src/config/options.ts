import type { z } from 'zod';
import { type OptionName, type Options, optionsSchema, videoOptionsSchema } from '../shared/options.ts';

/** One thing wrong with one option; the default is used in its place. */
export interface OptionProblem {
  /** Name as written in options.json, `video.fps` for a member of a group. */
  option: string;
  value: unknown;
  reason: string;
  remedy: string;
}

/** Options that could be read, complete with defaults, and everything that was wrong with the rest. */
export interface ParsedOptions {
  options: Options;
  problems: OptionProblem[];
}

/**
 * Checks raw option values, each on its own, so that one bad value costs neither the others nor the start.
 *
 * @param raw values by option name, from options.json and the environment
 * @param defaults values that stand in for the schema's own defaults (stand-alone folders)
 */
export function parseOptions(raw: Record<string, unknown>, defaults: Partial<Options> = {}): ParsedOptions {
  const problems: OptionProblem[] = [];
  const known = optionsSchema.shape;
  for (const name of Object.keys(raw)) {
    if (!Object.hasOwn(known, name)) problems.push(unknownOption(name, raw[name]));
  }
  const entries = Object.entries(known).flatMap(([name, schema]) => {
    const value =
      name === 'video' ? parseVideo(raw.video, problems) : (given(raw[name]) ?? defaults[name as OptionName]);
    const parsed = parseOne(name, schema, value, problems);
    return parsed === undefined ? [] : [[name, parsed]];
  });
  const options = Object.fromEntries(entries) as Options;
  for (const name of Object.keys(defaults) as OptionName[]) {
    // A value that failed its check falls back to the schema's default; stand-alone it must be ours.
    if (problems.some((problem) => problem.option === name))
      Object.assign(options, { [name]: defaults[name] });
  }
  checkTogether(options, problems);
  return { options, problems };
}

function parseVideo(value: unknown, problems: OptionProblem[]): unknown {
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push(problem('video', value, 'must be a group of options'));
    return undefined;
  }
  const raw = value as Record<string, unknown>;
  for (const name of Object.keys(raw)) {
    if (!Object.hasOwn(videoOptionsSchema.shape, name))
      problems.push(unknownOption(`video.${name}`, raw[name]));
  }
  const entries = Object.entries(videoOptionsSchema.shape).map(([name, schema]) => [
    name,
    parseOne(`video.${name}`, schema, raw[name], problems),
  ]);
  return Object.fromEntries(entries);
}

function parseOne(name: string, schema: z.ZodType, value: unknown, problems: OptionProblem[]): unknown {
  const parsed = schema.safeParse(given(value));
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const where = [name, ...issue.path.map(String)].join('.');
    problems.push(problem(where, value, issue.message));
  }
  return schema.safeParse(undefined).data;
}

/** A value, undefined when it is left empty: the options page of Home Assistant sends an empty text for that. */
function given(value: unknown): unknown {
  return value === null || value === '' ? undefined : value;
}

/** Contradictions between options that are each fine alone. */
function checkTogether(options: Options, problems: OptionProblem[]): void {
  const { video, timelapse_source_folder: source, timelapse_output_folder: output } = options;
  if (video.min_fps > video.max_fps) {
    problems.push({
      option: 'video.min_fps',
      value: video.min_fps,
      reason: `must not be above video.max_fps (${video.max_fps})`,
      remedy: 'Lower video.min_fps, or raise video.max_fps.',
    });
    options.video = { ...video, min_fps: video.max_fps };
  }
  if (output === source && options.timelapse_output_strategy !== 'same') {
    problems.push({
      option: 'timelapse_output_folder',
      value: output,
      reason: 'is the source folder itself',
      remedy: 'Choose another output folder, or the strategy "same".',
    });
  }
}

function problem(option: string, value: unknown, reason: string): OptionProblem {
  return { option, value, reason, remedy: `Change ${option}; until then its default is used.` };
}

function unknownOption(option: string, value: unknown): OptionProblem {
  return { option, value, reason: 'is not an option', remedy: `Remove ${option}, or correct its spelling.` };
}
