import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The checkout's top folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The folder Home Assistant reads. */
export const PACKAGING = 'printernizer-timelapse';

/** Text of a file. @param path from the top folder */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** What a YAML file holds; unknown until it is checked. @param path from the top folder */
export function readYaml<T = Record<string, unknown>>(path: string): T {
  return parse(readText(path)) as T;
}

/** What users clone: every file that is tracked or about to be, from the top folder. */
export function repositoryFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return list.split('\n').filter((path) => path !== '');
}
