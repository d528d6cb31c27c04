import { readFileSync } from 'node:fs';
import { describeError, EngineFailure, EXIT } from '../run/failure.ts';

/**
 * Names in a file, each ended by a NUL, since names may contain anything else.
 *
 * @param variable that the path is the value of; undefined path = no names
 */
export function readNameList(variable: string, path: string | undefined): string[] {
  if (path === undefined) return [];
  try {
    const names = readFileSync(path, 'utf8').split('\0');
    return [...new Set(names.filter((name) => name !== ''))];
  } catch (error) {
    throw new EngineFailure(
      EXIT.usage,
      `${variable} is "${path}", but must be the path of a file with NUL-separated names: ${describeError(error)}.`,
      { cause: error },
    );
  }
}
