import { randomUUID } from 'node:crypto';
import { basename, dirname, extname, join } from 'node:path';
import type { Knex } from 'knex';
import type { ShareRow } from '../db/rows.ts';
import { putRemoval } from './removal-store.ts';
import type { TimelapseFile } from './timelapse.ts';

export const SHARES = 'shares';
/** Beside each video: hidden, so that nothing takes its files for videos. */
const COPIES_FOLDER = '.timelapse-shares';
const PARTIAL = '.part';

export function copiesFolder(videoFolder: string): string {
  return join(videoFolder, COPIES_FOLDER);
}

/** @param ending without its dot */
export function newCopyPath(videoPath: string, ending: string): string {
  return join(copiesFolder(dirname(videoPath)), `${randomUUID()}.${ending}`);
}

/** Where a copy is written until it is complete; with the same ending, by which ffmpeg knows the format. */
export function partialCopyPath(path: string): string {
  const ending = extname(path);
  return join(dirname(path), `${basename(path, ending)}${PARTIAL}${ending}`);
}

/** Whether a name in the hidden folder is one that the app gave. */
export function isCopyName(name: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:\.part)?\.(?:mp4|gif|webp)$/.test(name);
}

/** Everything that may be there of a copy, whatever state it is in. */
export function filesOfCopy({ path, bytes }: Pick<ShareRow, 'path' | 'bytes'>): TimelapseFile[] {
  const kind = 'share';
  if (bytes !== null) return [{ kind, path, sizeBytes: bytes }];
  return [path, partialCopyPath(path)].map((each) => ({ kind, path: each, sizeBytes: 0 }));
}

/** To be removed with the timelapse. */
export async function filesOfCopies(trx: Knex, timelapseId: string): Promise<TimelapseFile[]> {
  return ((await trx(SHARES).where({ timelapse_id: timelapseId })) as ShareRow[]).flatMap(filesOfCopy);
}

/** A wish that each new video gets. */
export interface AutomaticCopy {
  kind: string;
  /** As JSON. */
  wish: string;
}

/**
 * The video was replaced: copies of the earlier one go, those that were not ready yet are made of the new one, and the
 * automatic one begins.
 */
export async function replaceCopies(
  trx: Knex,
  { id, videoPath }: { id: string; videoPath: string },
  automatic: AutomaticCopy | null,
  now: number,
): Promise<void> {
  const rows = (await trx(SHARES).where({ timelapse_id: id })) as ShareRow[];
  const leaving = rows.filter(({ state }) => state !== 'waiting').flatMap(filesOfCopy);
  if (leaving.length > 0) await putRemoval(trx, { files: leaving, frames: null });
  await trx(SHARES).where({ timelapse_id: id }).whereIn('state', ['ready', 'failed']).delete();
  const unfinished = rows.filter(({ state }) => state === 'waiting' || state === 'making');
  for (const row of unfinished) {
    const again = { state: 'waiting', reason: null, path: newCopyPath(videoPath, row.kind), updated_at: now };
    await trx(SHARES).where({ id: row.id }).update(again);
  }
  if (automatic === null || unfinished.some(({ wish }) => wish === automatic.wish)) return;
  await trx(SHARES).insert({
    id: randomUUID(),
    timelapse_id: id,
    ...automatic,
    path: newCopyPath(videoPath, automatic.kind),
    state: 'waiting',
    created_at: now,
    updated_at: now,
  });
}
