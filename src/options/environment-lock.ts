import { isGroup, splitName, optionIn } from './option-layers.ts';
import type { OptionLock } from './options-store.ts';

export function environmentLock(environment: Record<string, unknown>, name: string): OptionLock | null {
  const [group, member] = splitName(name);
  const variables = [group, ...(member ? [`${group}_${member}`] : [])].map((each) => each.toUpperCase());
  const isSet = member !== undefined && isGroup(environment[group]) ? name : group;
  if (optionIn(environment, isSet) === undefined) return null;
  const by = variables.reverse();
  const reason = `The environment variable ${by.join(' or ')} overrides this option. Change it there.`;
  return { code: 'environment', by, reason };
}
