import type { Options } from '../shared/options.ts';
import { type OptionProblem, type ParsedOptions, parseOptions } from './options.ts';

/** Option values as someone wrote them, not checked yet, and what was wrong with reading them. */
export interface RawOptions {
  values: Record<string, unknown>;
  problems: OptionProblem[];
}

/** Where option values come from; a later layer wins. */
export interface OptionLayers {
  /** Stand in for the schema's own defaults. */
  defaults: Partial<Options>;
  /** What the user saved: options.json, or the Supervisor's copy of it. */
  stored: RawOptions;
  environment: RawOptions;
}

/** Lays the layers over one another and checks the result, with all problems of all layers. */
export function composeOptions({ defaults, stored, environment }: OptionLayers): ParsedOptions {
  const parsed = parseOptions(mergeValues(stored.values, environment.values), defaults);
  return {
    options: parsed.options,
    problems: [...environment.problems, ...stored.problems, ...parsed.problems],
  };
}

function mergeValues(
  stored: Record<string, unknown>,
  environment: Record<string, unknown>,
): Record<string, unknown> {
  const merged = { ...stored, ...environment };
  if (isGroup(stored.video) && isGroup(environment.video))
    merged.video = { ...stored.video, ...environment.video };
  return merged;
}

/** Whether a value is a group of options, such as `video`. */
export function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `video.fps` → group and member; an option on its own has no member. */
export function splitName(name: string): [group: string, member: string | undefined] {
  const dot = name.indexOf('.');
  return dot < 0 ? [name, undefined] : [name.slice(0, dot), name.slice(dot + 1)];
}

/** The value under an option name; `video.fps` is looked for within its group. */
export function optionIn(values: Record<string, unknown>, name: string): unknown {
  const [group, member] = splitName(name);
  const value = Object.hasOwn(values, group) ? values[group] : undefined;
  if (member === undefined) return value;
  return isGroup(value) && Object.hasOwn(value, member) ? value[member] : undefined;
}
