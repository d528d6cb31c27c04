import { plainName } from './plain-name.ts';

/**
 * Names of files that every system takes, each once: in Windows, upper and lower case are the same.
 *
 * @param ending with its dot
 */
export function uniqueNames(names: readonly string[], ending: string): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = plainName(name) || 'video';
    let unique = plain;
    for (let number = 2; taken.has(unique.toLowerCase()); number += 1) unique = `${plain} (${number})`;
    taken.add(unique.toLowerCase());
    return unique + ending;
  });
}
