import { isGroup, splitName, optionIn } from '../config/option-layers.ts';

/** Why an option that the environment sets cannot be changed in the app; null when the environment leaves it alone. */
export function environmentLock(environment: Record<string, unknown>, name: string): string | null {
  const [group, member] = splitName(name);
  const variables = [group, ...(member ? [`${group}_${member}`] : [])].map((each) => each.toUpperCase());
  const isSet = member !== undefined && isGroup(environment[group]) ? name : group;
  if (optionIn(environment, isSet) === undefined) return null;
  const named = variables.reverse().join(' or ');
  return `The environment variable ${named} sets it and would win again at the next start: change it there.`;
}
