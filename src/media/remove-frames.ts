import { lstat, readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../lib/errors.ts';
import { isFrameName } from './frame-files.ts';

/**
 * Removes the frames of an image folder, and the folder itself when nothing else is in it.
 *
 * @throws the system's error when a frame cannot be removed; those before it are gone then
 */
export async function removeFrames(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (isFrameName(name) && (await lstat(path)).isFile()) await unlink(path);
  }
  await rmdir(folder).catch((error: unknown) => {
    if (errnoOf(error) !== 'ENOTEMPTY') throw error;
  });
}
