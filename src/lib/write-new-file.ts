import { rename, rm, writeFile } from 'node:fs/promises';

/** Ending of files that are not whole yet. */
export const UNFINISHED = '.tmp';

/**
 * Nobody ever sees a part of it under its name. Unlike `writeFileAtomic` it is not flushed: for files that come every
 * second, of which a power failure may take the latest.
 *
 * @throws the system's error; nothing is left then
 */
export async function writeNewFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = path + UNFINISHED;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}
