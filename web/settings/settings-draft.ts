import type { OptionValues } from '../api/settings.ts';
import type { WireOption, WireOptionProblem } from '../contract.ts';

/** Values changed in the page but not saved, by option name; null or empty = back to the default. */
export type SettingsDraft = ReadonlyMap<string, unknown>;

/** Nothing changed. */
export const NO_CHANGES: SettingsDraft = new Map();

/** Changes a value; one that is what is in effect anyway is no change. */
export function withValue(draft: SettingsDraft, option: WireOption, value: unknown): SettingsDraft {
  const next = new Map(draft);
  if (isChange(option, value)) next.set(option.name, value);
  else next.delete(option.name);
  return next;
}

/** Drops what has become true meanwhile, or cannot be changed any more. */
export function keepChanges(draft: SettingsDraft, options: readonly WireOption[]): SettingsDraft {
  const byName = new Map(options.map((option) => [option.name, option]));
  const kept = [...draft].filter(([name, value]) => {
    const option = byName.get(name);
    return option !== undefined && !option.read_only && isChange(option, value);
  });
  return kept.length === draft.size ? draft : new Map(kept);
}

/** The value to show: the changed one, else the one in effect; of one that is put back its default. */
export function shownValue(draft: SettingsDraft, option: WireOption): unknown {
  if (!draft.has(option.name)) return option.value;
  return draft.get(option.name) ?? option.default;
}

/** The changes as the server takes them. */
export function toValues(draft: SettingsDraft): OptionValues {
  return Object.fromEntries([...draft].map(([name, value]) => [name, value === '' ? null : value]));
}

/** Problems by the option at whose field they are shown; those of entries of a list are shown at the list. */
export function problemsByOption(
  problems: readonly WireOptionProblem[],
  options: readonly WireOption[],
): Map<string, WireOptionProblem[]> {
  const byOption = new Map<string, WireOptionProblem[]>();
  for (const problem of problems) {
    const owner = options.find(
      ({ name }) => problem.option === name || problem.option.startsWith(`${name}.`),
    );
    const name = owner?.name ?? problem.option;
    byOption.set(name, [...(byOption.get(name) ?? []), problem]);
  }
  return byOption;
}

function isChange(option: WireOption, value: unknown): boolean {
  if (value === null || value === '') return option.source !== 'default';
  return JSON.stringify(value) !== JSON.stringify(option.value);
}
