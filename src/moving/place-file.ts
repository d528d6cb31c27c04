import { basename, dirname } from 'node:path';
import { AppError } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import { type DiskSpace, missingFor } from '../queue/disk-space.ts';
import { partialPath } from '../queue/output-plan.ts';
import { type CopyRun, putCopy } from './put-copy.ts';

/** Nobody has so many of one name. */
const MAX_NAMES = 1000;
/** File systems keep times no coarser than this. */
const COARSEST_TIME_MS = 2000;
/** Of their partial files, of which each has one at a time; those in the output folder are removed at the next start. */
const PARTIAL_IDS = {
  media_move: '00000000-0000-4000-8000-000000000000',
  archive: '00000000-0000-4000-8000-000000000001',
};
type Mover = keyof typeof PARTIAL_IDS;

export interface Placement {
  by: Mover;
  from: string;
  sizeBytes: number;
  /** Of the disk that it goes to; it is there. */
  folder: string;
  /** Counted from 1. */
  nameFor: (number: number) => string;
  /** Whether a file that may not be there has this path. */
  isTaken: (path: string) => Promise<boolean>;
  /** Saves what is being put in place, before there is anything under the new name. */
  begin: (to: string) => Promise<void>;
  /** Whether a copy is as the original; omitted = they are compared. */
  isGood?: (copy: string) => Promise<boolean>;
}

export interface PlaceDeps {
  files: Files;
  diskSpace: (path: string) => Promise<DiskSpace>;
}

/**
 * Has a file in another folder too, under the first name that is free.
 *
 * @returns its path there
 * @throws AppError `disk_full`, MoveHalted, or the system's error; nothing is left there then
 */
export async function placeFile(placement: Placement, run: CopyRun, deps: PlaceDeps): Promise<string> {
  const { by, from, folder, nameFor, isTaken, begin, sizeBytes, isGood } = placement;
  const { files } = deps;
  for (let number = 1; number <= MAX_NAMES; number += 1) {
    const to = nameFor(number);
    if ((await files.inspect(to)) !== null || (await isTaken(to))) continue;
    await prepareFolder(files, folder, dirname(to));
    await begin(to);
    const partial = partialPath(folder, PARTIAL_IDS[by]);
    const requireRoom = () => requireSpace(deps, folder, sizeBytes);
    if (await putCopy(files, { from, to, partial, isGood }, { ...run, requireRoom })) return to;
  }
  throw Object.assign(new Error(`no free name for "${basename(from)}" in ${folder}`), { code: 'EEXIST' });
}

/** What was being put in place when the app ended. */
export interface Placing {
  from: string;
  to: string;
  sizeBytes: number;
  modifiedAt: number;
}

/**
 * Whether it is in place. A name that was only taken is free again afterwards.
 *
 * @param isCopy of the original that is still there; without one, it is known by its size and its time
 */
export async function isPlaced(
  files: Files,
  { from, to, sizeBytes, modifiedAt }: Placing,
  isCopy: () => Promise<boolean>,
): Promise<boolean> {
  const there = await files.inspect(to);
  if (there?.kind !== 'file') return false;
  if (there.sizeBytes === 0 && sizeBytes > 0) {
    await files.remove(to);
    return false;
  }
  if (there.sizeBytes !== sizeBytes) return false;
  if ((await files.inspect(from))?.kind === 'file') return isCopy();
  return Math.abs(there.modifiedAt - modifiedAt) <= COARSEST_TIME_MS;
}

export async function removePartial(files: Files, folder: string, by: Mover): Promise<void> {
  await files.remove(partialPath(folder, PARTIAL_IDS[by])).catch(() => {});
}

/** Nobody else's link is followed. @throws the system's error */
async function prepareFolder(files: Files, target: string, folder: string): Promise<void> {
  if ((await files.inspect(target))?.kind !== 'folder') throw noFolder(target);
  if (folder === target) return;
  await files.makeFolder(folder, 'any');
  if ((await files.inspect(folder))?.kind !== 'folder') throw noFolder(folder);
}

async function requireSpace({ diskSpace }: PlaceDeps, folder: string, bytes: number): Promise<void> {
  const missing = missingFor(await diskSpace(folder), bytes);
  if (missing === 0) return;
  throw new AppError('disk_full', `${folder} needs ${missing} more bytes of free space.`, {
    status: 507,
    detail: { cause: 'ENOSPC', reason: 'no space left', missing_bytes: missing },
  });
}

function noFolder(path: string): Error {
  return Object.assign(new Error(`"${path}" is not a folder`), { code: 'ENOTDIR' });
}
