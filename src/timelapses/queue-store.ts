import { join } from 'node:path';
import type { Knex } from 'knex';
import type { Status } from '../shared/statuses.ts';
import { type AutomaticCopy, replaceCopies } from './copies-of-videos.ts';
import { putAttempt, takeForRender, takeForVideo } from './frame-lists.ts';
import type { FrameMarks } from './frame-marks.ts';
import { FILES, loadTimelapses } from './load-timelapses.ts';
import { type RenderResult, videoColumns } from './render-result.ts';
import type { Failure, Timelapse } from './timelapse.ts';
import type { TimelapseRow } from './timelapse-columns.ts';
import { putFile, removeArchived } from './timelapse-files.ts';
import { OUT_OF_QUEUE, type Patch, type TimelapseWrites } from './timelapse-writes.ts';

/** To share, of each new video. */
export interface CopiesOfNew {
  automatic: AutomaticCopy | null;
  /** Where those of an archived one are. */
  outputFolder: string;
}

/** Moves timelapses into the queue, through a render, and out of it. Knows rows, not rules. */
export class QueueStore {
  readonly #db: Knex;
  readonly #writes: TimelapseWrites;
  readonly #copies: () => CopiesOfNew;

  constructor(db: Knex, writes: TimelapseWrites, copies: () => CopiesOfNew) {
    this.#db = db;
    this.#writes = writes;
    this.#copies = copies;
  }

  /** A manual start goes ahead of automatic ones. */
  enqueue(
    id: string,
    from: readonly Status[],
    by: 'hand' | 'watcher',
    now: number,
  ): Promise<Timelapse | null> {
    return this.#writes.change(id, from, now, {
      status: 'pending',
      held: 0,
      manual: by === 'hand' ? 1 : 0,
      retry_count: 0,
      not_before: null,
      error_code: null,
      error_detail: null,
      queue_seq: this.#nextQueueSeq(),
    });
  }

  /**
   * Its folder is complete. Null when its status has changed.
   *
   * @param next `hold` = it only starts by hand, `release` = its usual rules apply again
   */
  endCapture(id: string, next: 'queue' | 'hold' | 'release', now: number): Promise<Timelapse | null> {
    const over: Patch = { capture_id: null };
    if (next === 'release') return this.#writes.change(id, null, now, over);
    const patch: Patch =
      next === 'hold' ? { held: 1 } : { status: 'pending', queue_seq: this.#nextQueueSeq() };
    return this.#writes.change(id, ['discovered'], now, { ...OUT_OF_QUEUE, ...patch, ...over });
  }

  /** Frames were added. Null when its status has changed. */
  rediscover(id: string, from: readonly Status[], now: number): Promise<Timelapse | null> {
    return this.#writes.change(id, from, now, {
      ...OUT_OF_QUEUE,
      status: 'discovered',
      held: 0,
      retry_count: 0,
      error_code: null,
      error_detail: null,
    });
  }

  /** Cancelled by the user. */
  hold(id: string, from: readonly Status[], now: number): Promise<Timelapse | null> {
    return this.#writes.change(id, from, now, { ...OUT_OF_QUEUE, status: 'discovered', held: 1 });
  }

  /**
   * Takes the next of the queue, in one statement, so that two askers never get the same and never more than `slots`
   * render at once. Null when nothing may start now.
   *
   * @param except those whose last run is not quite over
   */
  async claimNext(
    now: number,
    { slots = 1, except = [] }: { slots?: number; except?: readonly string[] } = {},
  ): Promise<Timelapse | null> {
    const claimed = await this.#writes.recorded('timelapse.processing', now, async (trx) => {
      const rows = (await trx.raw(
        `UPDATE timelapses
         SET status = 'processing', processing_started_at = :now, updated_at = :now, not_before = NULL,
             rendered_fingerprint = json_object('count', frame_count, 'newestAt', frames_newest_at,
                                                'lastName', frames_last_name, 'totalBytes', frames_bytes)
         WHERE id = (SELECT id FROM timelapses
                     WHERE status = 'pending' AND (not_before IS NULL OR not_before <= :now)
                       AND id NOT IN (SELECT value FROM json_each(:except))
                     ORDER BY manual DESC, queue_seq LIMIT 1)
           AND (SELECT COUNT(*) FROM timelapses WHERE status = 'processing') < :slots
         RETURNING *`,
        { now, slots, except: JSON.stringify(except) },
      )) as TimelapseRow[];
      for (const { id } of rows) await takeForRender(trx, id);
      return loadTimelapses(trx, rows);
    });
    return claimed[0] ?? null;
  }

  /** When the frames are known more recently than from the last scan. */
  takeForRender(id: string, frames: FrameMarks): Promise<void> {
    return putAttempt(this.#db, id, frames);
  }

  enqueueRetry(id: string, failure: Failure, notBefore: number, now: number): Promise<Timelapse | null> {
    return this.#writes.change(id, ['processing'], now, {
      status: 'pending',
      not_before: notBefore,
      retry_count: this.#db.raw('retry_count + 1') as unknown as number,
      error_code: failure.code,
      error_detail: failure.detail,
    });
  }

  /** Keeps its position: the engine died with the app, which is not a retry. */
  requeue(id: string, now: number): Promise<Timelapse | null> {
    return this.#writes.change(id, ['processing'], now, { status: 'pending', not_before: null });
  }

  async complete(id: string, result: RenderResult, now: number): Promise<Timelapse | null> {
    const { durationSeconds, fps } = result.video;
    const patch: Patch = {
      ...OUT_OF_QUEUE,
      status: 'completed',
      held: 0,
      ...videoColumns(result),
      ...this.#archiveColumns(result),
      // A video has no frames of its own; what it becomes is treated as one whose frames are gone.
      source_missing: this.#ofVideo('source_missing', 1),
      // Counted in the whole one; what is made of it later may have fewer.
      frame_count: this.#ofVideo('frame_count', Math.round(durationSeconds * fps), 'source_missing = 0'),
      processing_completed_at: now,
      error_code: null,
      error_detail: null,
    };
    const completed = await this.#writes.recorded('timelapse.completed', now, async (trx) => {
      await removeArchived(trx, id, result.files);
      // The output strategy may change the kind of a path, so earlier files are removed first.
      await trx(FILES).where({ timelapse_id: id }).whereIn('kind', ['video', 'copy', 'original']).delete();
      for (const file of result.files) await putFile(trx, id, file, now);
      await takeForVideo(trx, id);
      const changed = await this.#writes.update(id, ['processing'], now, patch, trx);
      const video = result.files.find(({ kind }) => kind === 'video');
      if (changed.length > 0 && video) {
        const { automatic, outputFolder } = this.#copies();
        const videoPath = video.archived ? join(outputFolder, '-') : video.path;
        await replaceCopies(trx, { id, videoPath }, automatic, now);
      }
      return changed;
    });
    return completed[0] ?? null;
  }

  fail(id: string, failure: Failure, now: number): Promise<Timelapse | null> {
    return this.#writes.change(id, ['processing'], now, {
      ...OUT_OF_QUEUE,
      status: 'failed',
      error_code: failure.code,
      error_detail: failure.detail,
    });
  }

  /** A new video is in its usual place, and goes to the archive if that was asked for. */
  #archiveColumns({ files }: RenderResult): Patch {
    const isArchived = files.some(({ kind, archived }) => kind === 'video' && archived !== undefined);
    const ifAsked = (column: string) =>
      this.#db.raw(`CASE WHEN archive_state = 'archiving' THEN ${column} END`) as unknown as null;
    return {
      archive_state: isArchived ? 'archived' : ifAsked('archive_state'),
      archive_asked_at: isArchived ? null : ifAsked('archive_asked_at'),
    };
  }

  #ofVideo<Value>(column: keyof TimelapseRow, value: Value, where = 'TRUE'): Value {
    const sql = `CASE WHEN origin = 'video' AND ${where} THEN ? ELSE ?? END`;
    return this.#db.raw(sql, [value as number, column]) as unknown as Value;
  }

  #nextQueueSeq(): number {
    return this.#db.raw('(SELECT COALESCE(MAX(queue_seq), 0) + 1 FROM timelapses)') as unknown as number;
  }
}
