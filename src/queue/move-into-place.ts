import { open, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf } from '../lib/errors.ts';
import { numberedName } from './output-plan.ts';

/** One file on its way from its hidden name to its own. */
export interface Move {
  kind: 'video' | 'copy';
  partial: string;
  target: string;
  /** The target is an earlier video of this timelapse and may be replaced. */
  replaces: boolean;
  sizeBytes: number;
}

/** Most names tried before giving up: nobody has a thousand videos of one name. */
const MOST_NAMES = 1000;

/** The earlier file of this timelapse at a path, as the database knows it. */
export interface OwnFile {
  path: string;
  sizeBytes: number;
}

/**
 * Chooses the name a file gets: that of the earlier video of the same timelapse, else the first that is free. A file
 * that we did not write is never overwritten, not even under the name of ours: its size tells.
 */
export async function chooseTarget(folder: string, fileName: string, own: OwnFile | undefined) {
  if (own) {
    const size = await sizeOf(own.path);
    if (size === null || size === own.sizeBytes) return { target: own.path, replaces: true };
  }
  for (let number = 1; number <= MOST_NAMES; number += 1) {
    const target = join(folder, numberedName(fileName, number));
    if ((await sizeOf(target)) === null) return { target, replaces: false };
  }
  throw Object.assign(new Error(`no free name for "${fileName}" in ${folder}`), { code: 'EEXIST' });
}

/**
 * Moves a file to its name. Safe to repeat: what is in place already stays.
 *
 * @returns false when someone else took the name in the meantime: choose another
 * @throws the system's error
 */
export async function moveIntoPlace(move: Move): Promise<boolean> {
  if ((await sizeOf(move.partial)) === null) {
    if ((await sizeOf(move.target)) !== null) return true;
    throw Object.assign(new Error(`"${move.partial}" is gone`), { code: 'ENOENT' });
  }
  if (!move.replaces && !(await reserve(move.target))) return false;
  await rename(move.partial, move.target);
  await flushFolder(dirname(move.target));
  return true;
}

/** Takes a name with an empty file, which fails if the name is taken: unlike a rename, which would overwrite. */
async function reserve(target: string): Promise<boolean> {
  try {
    await (await open(target, 'wx')).close();
    return true;
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    // Empty: our own reservation from before a crash.
    return (await sizeOf(target)) === 0;
  }
}

/** Sees to it that a file's content is on the disk before its name is. */
export async function flushFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes renames in a folder last; not every share can, and then nothing is lost but certainty. */
async function flushFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  } catch {
    // See above.
  }
}

export async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Removes a file that may be gone already; a file that cannot be removed is left to the next start. */
export async function removeQuietly(path: string): Promise<void> {
  await unlink(path).catch(() => {});
}
