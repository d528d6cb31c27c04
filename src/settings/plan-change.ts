import { isDeepStrictEqual } from 'node:util';
import { composeOptions, isGroup, type OptionLayers, splitName, optionIn } from '../config/option-layers.ts';
import type { Options } from '../shared/options.ts';
import type { OptionProblemCode, WireOptionProblem } from '../shared/settings.ts';
import { environmentLock } from './environment-lock.ts';
import { askFor, type OptionFacts, optionFacts } from './option-facts.ts';
import type { OptionLock } from './options-store.ts';
import { withCode } from './problem-code.ts';

/** What a wish to change options comes to. */
export interface ChangePlan {
  /** The whole set to save: what was there, with the changes that are fine. */
  values: Record<string, unknown>;
  /** The options that would then be in effect. */
  options: Options;
  /** Everything that is wrong with the wish; it is only carried out when there is nothing. */
  problems: WireOptionProblem[];
}

/** One option by its name, with the value it is to have; undefined = back to the default. */
interface Leaf {
  name: string;
  value: unknown;
}

/**
 * Decides what a wish to change options comes to. Each value is judged on its own, so that all problems are told at
 * once; then the result as a whole, for contradictions that were not there before.
 *
 * @param wish values by option name; null or an empty text = back to the default
 * @param lockOf what keeps an option from being changed in the store
 */
export function planChange(
  layers: OptionLayers,
  wish: Record<string, unknown>,
  lockOf: LockOf = () => null,
): ChangePlan {
  const problems: WireOptionProblem[] = [];
  let values = layers.stored.values;
  for (const leaf of Object.entries(wish).flatMap(([name, value]) => toLeaves(name, value))) {
    const judged = judge(leaf, layers, lockOf);
    if ('problems' in judged) problems.push(...judged.problems);
    else values = withValue(values, leaf.name, judged.value);
  }
  const before = composeOptions(layers);
  const after = composeOptions({ ...layers, stored: { values, problems: [] } });
  const isNew = (problem: unknown) => !before.problems.some((each) => isDeepStrictEqual(each, problem));
  problems.push(...after.problems.filter(isNew).map(withCode));
  return { values, options: after.options, problems };
}

/** A group becomes its members; anything else stays what it is. */
function toLeaves(name: string, value: unknown): Leaf[] {
  if (name !== 'video' || !isGroup(value)) return [{ name, value: given(value) }];
  return Object.entries(value).map(([member, each]) => ({ name: `video.${member}`, value: given(each) }));
}

function given(value: unknown): unknown {
  return value === null || value === '' ? undefined : value;
}

type LockOf = (name: string, saved: unknown) => OptionLock | null;
type Judged = { value: unknown } | { problems: WireOptionProblem[] };

function judge({ name, value }: Leaf, layers: OptionLayers, lockOf: LockOf): Judged {
  const facts = optionFacts.get(name);
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

/** What is no option can only be removed, from where it was misspelled; the group itself can be emptied. */
function judgeUnknown({ name, value }: Leaf, saved: unknown): Judged {
  if (value === undefined && (saved !== undefined || name === 'video')) return { value };
  if (name === 'video') {
    const remedy = 'Give an object, such as {"fps": 30}.';
    return { problems: [problemOf('invalid_value', name, value, ['must be a group of options', remedy])] };
  }
  const remedy = 'Correct its spelling; GET /settings lists every option.';
  return { problems: [problemOf('unknown_option', name, value, ['is not an option', remedy])] };
}

/** A page may send everything it shows: a locked option with the value it has is no change. */
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

/** The values with one of them set or, when undefined, removed; what is not an option stays. */
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

/** The options of two sets that differ, by name. */
export function changedOptions(before: Options, after: Options): string[] {
  const differs = ({ name }: OptionFacts) =>
    !isDeepStrictEqual(optionIn(before, name), optionIn(after, name));
  return [...optionFacts.values()].filter(differs).map(({ name }) => name);
}
