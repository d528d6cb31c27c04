import type { Knex } from 'knex';
import { AppError, conflict, messageOf } from '../lib/errors.ts';
import type { Removal, RemovalPlan } from './removal-store.ts';
import { fileOf, type Timelapse, type TimelapseFile } from './timelapse.ts';
import type { TrashedFile } from './trash-store.ts';

/** First in the transaction of the change. @throws AppError when it must not be made after all */
export type LastCheck = (trx: Knex) => Promise<void>;

export interface FilesOfTimelapses {
  /** @throws AppError 503 `archive_away` while one of them is in an archive that is away */
  requireArchive(files: readonly TimelapseFile[]): Promise<void>;
  isPlayable(videoPath: string): Promise<boolean>;
  /** Checks without removing anything; null = all can be removed. */
  findUnremovable(plan: RemovalPlan): Promise<{ path: string; error: unknown } | null>;
  /** What cannot be removed now is removed later. */
  remove(removal: Removal): Promise<void>;
}

/** Where videos of deleted timelapses go for a while. */
export interface VideoBin {
  /**
   * What of it would be kept, and where; null = nothing.
   *
   * @throws AppError 409 `cannot_delete`
   */
  plan(timelapse: Timelapse): Promise<TrashedFile[] | null>;
  /** Once it is deleted. Never throws: what remains is moved later. */
  moveIn(id: string): Promise<void>;
  /** @throws AppError 404, or 409 when it stays in the trash */
  restore(id: string): Promise<Timelapse>;
  has(id: string): Promise<boolean>;
}

/** Up to the newest known frame, since later ones may belong to another print. Null = none; a video is kept. */
export function framesToRemove({
  origin,
  sourceFolder,
  sourceMissing,
  fingerprint,
}: Timelapse): RemovalPlan['frames'] {
  return sourceMissing || origin === 'video' ? null : { folder: sourceFolder, until: fingerprint.newestAt };
}

/** @throws AppError 409 `wrong_status` */
export function refuseUnfinished({ status }: Timelapse): void {
  if (status === 'completed') return;
  const message = `Only frames of a completed timelapse can be deleted; this one is ${status}.`;
  throw conflict('wrong_status', message, { status });
}

/** @throws AppError 409 `wrong_status` or `not_playable` when there would be no good video left */
export async function refuseLosingFrames(timelapse: Timelapse, files: FilesOfTimelapses): Promise<void> {
  refuseUnfinished(timelapse);
  const { status } = timelapse;
  const video = fileOf(timelapse, 'video');
  if (video) await files.requireArchive([video]);
  if (!video || !(await files.isPlayable(video.path))) {
    const remedy = 'Render it again first, or delete the timelapse without its frames.';
    throw conflict('not_playable', 'The frames were kept: the video cannot be played.', { status }, remedy);
  }
}

/** Checked before anything is removed. @throws AppError 409 `cannot_delete` */
export async function refuseWhatStays(
  { status }: Timelapse,
  plan: RemovalPlan,
  files: FilesOfTimelapses,
): Promise<void> {
  const stays = await files.findUnremovable(plan);
  if (stays) throw cannotDelete(stays.path, status, stays.error);
}

export function cannotDelete(path: string, status: Timelapse['status'], error: unknown): AppError {
  return new AppError('cannot_delete', `"${path}" could not be deleted: ${messageOf(error)}.`, {
    status: 409,
    detail: { status },
    remedy: 'Check that the app can write to its folder, then try again. Nothing was deleted.',
    cause: error,
  });
}
