import { isDeepStrictEqual } from 'node:util';
import { composeOptions, isGroup, type OptionLayers, splitName, optionIn } from './option-layers.ts';
import type { Options } from './catalogue.ts';
import type { OptionProblemCode, WireOptionProblem } from '../shared/settings.ts';
import { optionGroups } from './catalogue.ts';
import { environmentLock } from './environment-lock.ts';
import { askFor, type OptionSpec, optionSpecs } from './option-specs.ts';
import type { OptionLock } from './options-store.ts';

export interface ChangePlan {
  /** All values to save: the old ones with the valid changes. */
  values: Record<string, unknown>;
  options: Options;
  /** The change is only made when this is empty. */
  problems: WireOptionProblem[];
}

/** Undefined = back to the default. */
interface Leaf {
  name: string;
  value: unknown;
}

/**
 * Checks each value separately, so that all problems are reported at once, then the result for new contradictions.
 * @param request null, or an empty text except for paths = back to the default
 */
export function planChange(
  layers: OptionLayers,
  request: Record<string, unknown>,
  lockOf: LockOf = () => null,
): ChangePlan {
  const problems: WireOptionProblem[] = [];
  let values = layers.stored.values;
  for (const leaf of Object.entries(request).flatMap(([name, value]) => toLeaves(name, value))) {
    const judged = judge(leaf, layers, lockOf);
    if ('problems' in judged) problems.push(...judged.problems);
    else values = withValue(values, leaf.name, judged.value);
  }
  const before = composeOptions(layers);
  const after = composeOptions({ ...layers, stored: { values, problems: [] } });
  const isNew = (problem: unknown) => !before.problems.some((each) => isDeepStrictEqual(each, problem));
  problems.push(...after.problems.filter(isNew));
  return { values, options: after.options, problems };
}

function toLeaves(name: string, value: unknown): Leaf[] {
  const members = optionGroups.has(name) && isGroup(value) ? value : null;
  const leaves = Object.entries(members ?? { [name]: value });
  return leaves.map(([each, its]): Leaf => {
    const full = members ? `${name}.${each}` : each;
    return { name: full, value: given(full, its) };
  });
}

/** Undefined = default. An empty path is probably a mistake; null resets it. */
function given(name: string, value: unknown): unknown {
  const type = optionSpecs.get(name)?.type;
  const isPath = type === 'folder' || type === 'file';
  return value === null || (value === '' && !isPath) ? undefined : value;
}

type LockOf = (name: string, saved: unknown) => OptionLock | null;
type Judged = { value: unknown } | { problems: WireOptionProblem[] };

function judge({ name, value }: Leaf, layers: OptionLayers, lockOf: LockOf): Judged {
  const facts = optionSpecs.get(name);
  const saved = optionIn(layers.stored.values, name);
  if (!facts) return judgeUnknown({ name, value }, saved);
  const lock = environmentLock(layers.environment.values, name) ?? lockOf(name, saved);
  if (lock !== null) return judgeLocked({ name, value }, layers, lock.reason);
  if (value === undefined) return { value };
  const parsed = facts.schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  return {
    problems: parsed.error.issues.map(({ path, message }) =>
      problemOf('invalid_value', [name, ...path.map(String)].join('.'), value, [message, askFor(facts)]),
    ),
  };
}

/** Unknown options can only be removed; a group can be emptied. */
function judgeUnknown({ name, value }: Leaf, saved: unknown): Judged {
  if (value === undefined && (saved !== undefined || optionGroups.has(name))) return { value };
  if (optionGroups.has(name)) {
    const remedy = 'Enter an object with its options, such as {"fps": 30} for video.';
    return { problems: [problemOf('invalid_value', name, value, ['must be a group of options', remedy])] };
  }
  const remedy = 'Correct its spelling; GET /settings lists every option.';
  return { problems: [problemOf('unknown_option', name, value, ['is not an option', remedy])] };
}

/** A page may send everything it shows: an unchanged locked option is fine. */
function judgeLocked({ name, value }: Leaf, layers: OptionLayers, reason: string): Judged {
  const current = optionIn(composeOptions(layers).options, name);
  if (value !== undefined && isDeepStrictEqual(value, current))
    return { value: optionIn(layers.stored.values, name) };
  return { problems: [problemOf('locked', name, value, ['cannot be changed here', reason])] };
}

function problemOf(
  code: OptionProblemCode,
  option: string,
  value: unknown,
  [reason, remedy]: [reason: string, remedy: string],
): WireOptionProblem {
  return { option, value: value ?? null, code, reason, remedy };
}

/** Undefined removes the value; unknown options are kept. */
function withValue(values: Record<string, unknown>, name: string, value: unknown): Record<string, unknown> {
  const [group, member] = splitName(name);
  if (member !== undefined) {
    const members = isGroup(values[group]) ? values[group] : {};
    const next = withValue(members, member, value);
    return withValue(values, group, Object.keys(next).length > 0 ? next : undefined);
  }
  const { [group]: _, ...others } = values;
  if (value === undefined) return others;
  return Object.hasOwn(values, group) ? { ...values, [group]: value } : { ...others, [group]: value };
}

export function changedOptions(before: Options, after: Options): string[] {
  const differs = ({ name }: OptionSpec) => !isDeepStrictEqual(optionIn(before, name), optionIn(after, name));
  return [...optionSpecs.values()].filter(differs).map(({ name }) => name);
}
