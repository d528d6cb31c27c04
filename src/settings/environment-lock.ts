import { isGroup, splitName, optionIn } from '../config/option-layers.ts';
import type { OptionLock } from './options-store.ts';

/** Keeps an option that the environment sets from being changed in the app; null when the environment leaves it alone. */
export function environmentLock(environment: Record<string, unknown>, name: string): OptionLock | null {
  const [group, member] = splitName(name);
  const variables = [group, ...(member ? [`${group}_${member}`] : [])].map((each) => each.toUpperCase());
  const isSet = member !== undefined && isGroup(environment[group]) ? name : group;
  if (optionIn(environment, isSet) === undefined) return null;
  const by = variables.reverse();
  const reason = `The environment variable ${by.join(' or ')} sets it and would win again at the next start: change it there.`;
  return { code: 'environment', by, reason };
}
