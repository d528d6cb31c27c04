import type { z } from 'zod';
import '../lib/plain-issues.ts';
import type { WireOptionProblem } from '../shared/settings.ts';
import { type OptionName, type Options, optionGroups, optionsSchema } from './catalogue.ts';

export type OptionProblem = WireOptionProblem;

/** Includes defaults, and everything that was wrong. */
export interface ParsedOptions {
  options: Options;
  problems: OptionProblem[];
}

/**
 * Checks each value separately, so that one bad value affects neither the others nor the start.
 *
 * @param defaults replace the schema's own (folders outside Home Assistant)
 */
export function parseOptions(raw: Record<string, unknown>, defaults: Partial<Options> = {}): ParsedOptions {
  const problems: OptionProblem[] = [];
  const known = optionsSchema.shape;
  for (const name of Object.keys(raw)) {
    if (!Object.hasOwn(known, name)) problems.push(unknownOption(name, raw[name]));
  }
  const entries = Object.entries(known).flatMap(([name, schema]) => {
    const members = optionGroups.get(name);
    const value = members
      ? parseGroup(name, members, raw[name], problems)
      : (given(raw[name]) ?? defaults[name as OptionName]);
    const parsed = parseOne(name, schema, value, problems);
    return parsed === undefined ? [] : [[name, parsed]];
  });
  const options = Object.fromEntries(entries) as Options;
  for (const name of Object.keys(defaults) as OptionName[]) {
    // An invalid value falls back to the schema's default, but outside Home Assistant another default applies.
    if (problems.some((problem) => problem.option === name))
      Object.assign(options, { [name]: defaults[name] });
  }
  checkTogether(options, problems);
  return { options, problems };
}

function parseGroup(
  group: string,
  { shape }: z.ZodObject,
  value: unknown,
  problems: OptionProblem[],
): unknown {
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push(problem(group, value, 'must be a group of options'));
    return undefined;
  }
  const raw = value as Record<string, unknown>;
  for (const name of Object.keys(raw)) {
    if (!Object.hasOwn(shape, name)) problems.push(unknownOption(`${group}.${name}`, raw[name]));
  }
  const entries = Object.entries<z.ZodType>(shape).map(([name, schema]) => [
    name,
    parseOne(`${group}.${name}`, schema, raw[name], problems),
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

/** Home Assistant's options page sends an empty text for an empty field. */
function given(value: unknown): unknown {
  return value === null || value === '' ? undefined : value;
}

/** Contradictions between options that are each valid. */
function checkTogether(options: Options, problems: OptionProblem[]): void {
  const { video, timelapse_source_folder: source, timelapse_output_folder: output } = options;
  if (video.min_fps > video.max_fps) {
    problems.push({
      option: 'video.min_fps',
      value: video.min_fps,
      code: 'fps_order',
      reason: `must not be above video.max_fps (${video.max_fps})`,
      remedy: 'Lower video.min_fps or raise video.max_fps.',
    });
    options.video = { ...video, min_fps: video.max_fps };
  }
  if (output === source && options.timelapse_output_strategy !== 'same') {
    problems.push({
      option: 'timelapse_output_folder',
      value: output,
      code: 'output_is_source',
      reason: 'is the source folder itself',
      remedy: 'Choose another output folder, or the strategy "same".',
    });
  }
  checkArchive(options, problems);
}

/** Its videos would be taken for new ones, or moved along with the others. */
function checkArchive(options: Options, problems: OptionProblem[]): void {
  const { timelapse_archive_folder: archive } = options;
  const { timelapse_source_folder: source, timelapse_output_folder: output } = options;
  if (archive === undefined) return;
  const around = [source, output].find((each) => `${archive}/`.startsWith(`${each}/`));
  if (around === undefined) return;
  problems.push({
    option: 'timelapse_archive_folder',
    value: archive,
    code: 'archive_inside',
    reason: `is in ${around}, which is the source folder or the output folder`,
    remedy: 'Choose a folder elsewhere, on network storage or a USB disk.',
  });
  delete options.timelapse_archive_folder;
}

function problem(option: string, value: unknown, reason: string): OptionProblem {
  return {
    option,
    value,
    code: 'invalid_value',
    reason,
    remedy: `Change ${option}; until then, its default is used.`,
  };
}

function unknownOption(option: string, value: unknown): OptionProblem {
  return {
    option,
    value,
    code: 'unknown_option',
    reason: 'is not an option',
    remedy: `Remove ${option} or correct its spelling.`,
  };
}
