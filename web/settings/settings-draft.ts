import type { OptionValues } from '../api/settings.ts';
import type { WireOption, WireOptionProblem } from '../contract.ts';
import { isPath } from './check-value.ts';

/** Unsaved values; null or empty = back to the default. */
export type SettingsDraft = ReadonlyMap<string, unknown>;

export const NO_CHANGES: SettingsDraft = new Map();

/** The current value is not a change. */
export function withValue(draft: SettingsDraft, option: WireOption, value: unknown): SettingsDraft {
  const next = new Map(draft);
  if (isChange(option, value)) next.set(option.name, value);
  else next.delete(option.name);
  return next;
}

/** Drops changes that are in effect now or no longer possible. */
export function keepChanges(draft: SettingsDraft, options: readonly WireOption[]): SettingsDraft {
  const byName = new Map(options.map((option) => [option.name, option]));
  const kept = [...draft].filter(([name, value]) => {
    const option = byName.get(name);
    return option !== undefined && !option.read_only && isChange(option, value);
  });
  return kept.length === draft.size ? draft : new Map(kept);
}

/** The changed value, else the current one. */
export function shownValue(draft: SettingsDraft, option: WireOption): unknown {
  if (!draft.has(option.name)) return option.value;
  return draft.get(option.name) ?? option.default;
}

export function toValues(draft: SettingsDraft): OptionValues {
  return Object.fromEntries([...draft].map(([name, value]) => [name, value === '' ? null : value]));
}

/** Problems of list entries are shown at the list. */
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
  if (value === null || (value === '' && !isPath(option))) return option.source !== 'default';
  return JSON.stringify(value) !== JSON.stringify(option.value);
}
