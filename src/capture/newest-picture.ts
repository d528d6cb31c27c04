import { join } from 'node:path';
import type { Files } from '../lib/files.ts';
import { compareNatural } from '../lib/frame-names.ts';
import { OWN_NAME } from './capture-folder.ts';

/** Path of the newest picture that a capture has in its folder; null = none, or out of reach. Never throws. */
export async function newestPicture(files: Pick<Files, 'list'>, folder: string): Promise<string | null> {
  const names = await files.list(folder).catch(() => []);
  const newest = names
    .filter((name) => OWN_NAME.test(name))
    .toSorted(compareNatural)
    .at(-1);
  return newest === undefined ? null : join(folder, newest);
}
