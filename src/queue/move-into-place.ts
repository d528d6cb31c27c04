import { dirname, join } from 'node:path';
import type { Files } from '../lib/files.ts';
import type { Entry } from '../lib/open-file.ts';
import { numberedName } from './output-plan.ts';

export interface Move {
  kind: 'video' | 'copy';
  partial: string;
  target: string;
  /** The target is an earlier video of this timelapse. */
  replaces: boolean;
  sizeBytes: number;
}

const MAX_NAMES = 1000;

export interface OwnFile {
  path: string;
  sizeBytes: number;
}

/**
 * The name of the earlier video of the same timelapse, else the first free one. A file of someone else is never
 * overwritten, not even under the name of the earlier video: its size reveals it. Anything at a path takes the name,
 * even a link.
 */
export async function chooseTarget(files: Files, folder: string, fileName: string, own: OwnFile | undefined) {
  if (own) {
    const there = await files.inspect(own.path);
    if (there === null || isFileOf(there, own.sizeBytes)) return { target: own.path, replaces: true };
  }
  for (let number = 1; number <= MAX_NAMES; number += 1) {
    const target = join(folder, numberedName(fileName, number));
    if ((await files.inspect(target)) === null) return { target, replaces: false };
  }
  throw Object.assign(new Error(`no free name for "${fileName}" in ${folder}`), { code: 'EEXIST' });
}

/** Can be repeated. @returns false when the name was taken in the meantime @throws the system's error */
export async function moveIntoPlace(files: Files, move: Move): Promise<boolean> {
  const partial = await files.inspect(move.partial);
  if (partial === null) {
    if ((await files.inspect(move.target))?.kind === 'file') return true;
    throw Object.assign(new Error(`"${move.partial}" is missing`), { code: 'ENOENT' });
  }
  const free = move.replaces ? await mayReplace(files, move.target) : await reserve(files, move.target);
  if (!free) return false;
  await files.rename(move.partial, move.target);
  await files.flushFolder(dirname(move.target));
  return true;
}

/** False when it is taken, except by a reservation from before a crash. */
async function reserve(files: Files, target: string): Promise<boolean> {
  if (await files.reserve(target)) return true;
  const there = await files.inspect(target);
  return there !== null && isFileOf(there, 0);
}

/** Someone may have put a link, folder or pipe there since. */
async function mayReplace(files: Files, target: string): Promise<boolean> {
  const there = await files.inspect(target);
  return there === null || there.kind === 'file';
}

function isFileOf({ kind, sizeBytes }: Entry, size: number): boolean {
  return kind === 'file' && sizeBytes === size;
}

/** Null = no regular file. @throws the system's error */
export async function sizeOf(files: Pick<Files, 'inspect'>, path: string): Promise<number | null> {
  const there = await files.inspect(path);
  return there?.kind === 'file' ? there.sizeBytes : null;
}

/** A file that cannot be removed now is removed at the next start. */
export async function removeQuietly(files: Files, path: string): Promise<void> {
  await files.remove(path).catch(() => {});
}

/** Whatever has a hidden name belongs to the app. */
export async function removePartial(files: Files, path: string): Promise<void> {
  await files.removeAll(path).catch(() => {});
}
