import { join } from 'node:path';
import { errnoOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import { isFrameName, withoutPosters } from '../lib/frame-names.ts';

/**
 * Does not follow a link in place of the folder: it could lead to anyone's pictures.
 *
 * @param until newer frames are kept, milliseconds since 1970
 * @throws the system's error when a frame cannot be removed; earlier ones are gone then
 */
export async function removeFrames(files: Files, folder: string, until: number): Promise<void> {
  if ((await files.inspect(folder))?.kind === 'link') throw notOurs(folder);
  for (const name of withoutPosters(await files.list(folder))) {
    const path = join(folder, name);
    if (!isFrameName(name)) continue;
    const frame = await files.inspect(path);
    if (frame?.kind === 'file' && frame.modifiedAt <= until) await files.remove(path);
  }
}

/** @throws the system's error */
export async function removeIfEmpty(files: Files, folder: string): Promise<void> {
  await files.removeFolder(folder).catch((error: unknown) => {
    if (errnoOf(error) !== 'ENOTEMPTY') throw error;
  });
}

function notOurs(folder: string): Error {
  return Object.assign(new Error(`"${folder}" is a link, not the folder it was`), { code: 'ENOTDIR' });
}
