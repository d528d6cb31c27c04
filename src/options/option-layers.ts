import { optionGroups, type Options } from './catalogue.ts';
import { type OptionProblem, type ParsedOptions, parseOptions } from './parse-options.ts';

export interface RawOptions {
  values: Record<string, unknown>;
  problems: OptionProblem[];
}

/** Later layers override earlier ones. */
export interface OptionLayers {
  /** Replace the defaults of the schema. */
  defaults: Partial<Options>;
  /** Saved by the user: options.json, or the Supervisor's copy of it. */
  stored: RawOptions;
  environment: RawOptions;
}

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
  for (const name of optionGroups.keys()) {
    const [below, above] = [stored[name], environment[name]];
    if (isGroup(below) && isGroup(above)) merged[name] = { ...below, ...above };
  }
  return merged;
}

export function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `video.fps` → group and member; a single option has no member. */
export function splitName(name: string): [group: string, member: string | undefined] {
  const dot = name.indexOf('.');
  return dot < 0 ? [name, undefined] : [name.slice(0, dot), name.slice(dot + 1)];
}

export function optionIn(values: Record<string, unknown>, name: string): unknown {
  const [group, member] = splitName(name);
  const value = Object.hasOwn(values, group) ? values[group] : undefined;
  if (member === undefined) return value;
  return isGroup(value) && Object.hasOwn(value, member) ? value[member] : undefined;
}
