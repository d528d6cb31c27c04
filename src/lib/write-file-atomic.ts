import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { flushFolder } from './flush.ts';

/**
 * Writes beside the file, flushes, then renames, so that a power failure leaves the old or the new version. Calls for
 * one path must not overlap.
 *
 * @throws the system's error; the old file is unchanged
 */
export async function writeFileAtomic(path: string, text: string): Promise<void> {
  // A link stays a link; its target is replaced.
  const target = await realTarget(path);
  const mode = await stat(target).then(
    (stats) => stats.mode & 0o777,
    () => 0o644,
  );
  const temporary = besideOf(target);
  try {
    await writeFlushed(temporary, text, mode);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await flushFolder(dirname(target));
}

/** Where a power failure may have left an unfinished version of a file. */
export async function leftOverOf(path: string): Promise<string> {
  return besideOf(await realTarget(path));
}

function realTarget(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

function besideOf(target: string): string {
  return `${target}.tmp`;
}

async function writeFlushed(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, 'w', mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
