import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { TimelapseRow } from '../db/rows.ts';
import type { Status } from '../shared/statuses.ts';
import type { FactEvent, FactRecorder } from './fact-recorder.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { IgnoredFolder } from './ignored-folder-store.ts';
import type { Failure, FolderLook, Timelapse, TimelapseFile, VideoFacts } from './timelapse.ts';
import { FILES, ROWS_PER_STATEMENT, TABLE, TimelapseReads } from './timelapse-reads.ts';
import { statusEvent } from './timelapse-events.ts';
import { lookColumns, searchText, toTimelapse } from './timelapse-row.ts';

/** Title and notes: null takes one away, left out leaves it. */
export interface TextsPatch {
  title?: string | null | undefined;
  notes?: string | null | undefined;
}

/** What a render brought, written in one go with the new status. */
export interface RenderResult {
  video: VideoFacts;
  files: TimelapseFile[];
  droppedFrames: number | null;
  flickerBefore: number | null;
  flickerAfter: number | null;
}

type Patch = Partial<TimelapseRow>;

/** A folder of which nothing is known but what a video tells. */
const EMPTY_LOOK = { newestName: '', newestSize: 0, usualGapMs: 0, folderModifiedAt: 0, sample: [] };

/** Columns that a timelapse leaves behind when it is no longer in the queue. */
const OUT_OF_QUEUE: Patch = { queue_seq: null, not_before: null, manual: 0 };

/** Every knex query that changes timelapses and their files. Knows rows, not rules: which change is allowed is the caller's. */
export class TimelapseStore extends TimelapseReads {
  readonly #facts: FactRecorder | null;

  /** @param facts hears of every change of status in the transaction that makes it; null = nobody wants to know */
  constructor(db: Knex, facts: FactRecorder | null = null) {
    super(db);
    this.#facts = facts;
  }

  /** Adds a timelapse for each look. */
  async insertDiscovered(
    found: readonly { look: FolderLook; confirmedAt: number | null }[],
    now: number,
  ): Promise<Timelapse[]> {
    const rows = found.map(({ look, confirmedAt }) => ({
      ...lookColumns(look),
      id: randomUUID(),
      search_text: searchText({ title: null, folderName: look.folderName, notes: null }),
      confirmed_at: confirmedAt,
      status: 'discovered',
      last_frame_at: Math.min(look.fingerprint.newestAt, now),
      created_at: now,
      updated_at: now,
    }));
    return this.#recording('timelapse.discovered', now, async (trx) => {
      const inserted: TimelapseRow[] = [];
      for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
        const part = rows.slice(start, start + ROWS_PER_STATEMENT);
        inserted.push(...((await trx(TABLE).insert(part).returning('*')) as TimelapseRow[]));
      }
      return inserted.map((row) => toTimelapse(row, []));
    });
  }

  /** Brings a deleted timelapse back, under its old id. */
  async insertRestored(folder: IgnoredFolder, now: number): Promise<Timelapse> {
    const { id, look, title, notes, pinned, discoveredAt } = folder;
    const values = {
      ...lookColumns(look),
      id,
      title,
      notes,
      search_text: searchText({ title, folderName: look.folderName, notes }),
      status: 'discovered',
      pinned: pinned ? 1 : 0,
      last_frame_at: Math.min(look.fingerprint.newestAt, now),
      created_at: discoveredAt,
      updated_at: now,
    };
    const restored = await this.#recording('timelapse.discovered', now, async (trx) => {
      const rows = (await trx(TABLE).insert(values).returning('*')) as TimelapseRow[];
      return rows.map((row) => toTimelapse(row, []));
    });
    return restored[0]!;
  }

  /**
   * Takes in a video of ours that the database does not know, without its frames. No fact is recorded: it was told
   * when it was made.
   *
   * @param fingerprint as far as the video's tags tell it; the last name is empty
   */
  async insertAdopted(
    adopted: { folderName: string; sourceFolder: string; title: string | null; fingerprint: Fingerprint },
    result: RenderResult,
    madeAt: number,
    now: number,
  ): Promise<Timelapse | null> {
    const { folderName, sourceFolder, title, fingerprint } = adopted;
    const id = randomUUID();
    await this.db.transaction(async (trx) => {
      await trx(TABLE).insert({
        ...lookColumns({ ...EMPTY_LOOK, folderName, sourceFolder, fingerprint }),
        id,
        title,
        search_text: searchText({ title, folderName, notes: null }),
        status: 'completed',
        source_missing: 1,
        rendered_fingerprint: JSON.stringify(fingerprint),
        last_frame_at: Math.min(fingerprint.newestAt, now),
        ...videoColumns(result),
        processing_completed_at: madeAt,
        created_at: madeAt,
        updated_at: now,
      });
      for (const file of result.files) await putFile(trx, id, file, now);
    });
    return this.get(id);
  }

  /** Title and notes given by the user; null takes one away, left out leaves it. */
  async setTexts(id: string, { title, notes }: TextsPatch, now: number): Promise<Timelapse | null> {
    const timelapse = await this.get(id);
    if (!timelapse) return null;
    const next = {
      ...timelapse,
      ...(title === undefined ? {} : { title }),
      ...(notes === undefined ? {} : { notes }),
    };
    return this.#change(id, null, now, {
      title: next.title,
      notes: next.notes,
      search_text: searchText(next),
    });
  }

  /** Writes what a look saw; `lastFrameAt` and `confirmedAt` are decided by the caller. */
  saveLook(
    id: string,
    look: FolderLook,
    state: { lastFrameAt: number; confirmedAt: number | null; now: number; isRendered?: boolean },
  ): Promise<Timelapse | null> {
    return this.#change(id, null, state.now, {
      ...lookColumns(look),
      last_frame_at: state.lastFrameAt,
      confirmed_at: state.confirmedAt,
      source_missing: 0,
      ...(state.isRendered ? { rendered_fingerprint: JSON.stringify(look.fingerprint) } : {}),
    });
  }

  /** Notes that a second look found the folder as it was; no one is told, since nothing changed. */
  async confirm(ids: readonly string[], now: number): Promise<void> {
    await this.db(TABLE)
      .whereIn('id', [...ids])
      .whereNull('confirmed_at')
      .update({ confirmed_at: now });
  }

  setSourceMissing(id: string, missing: boolean, now: number): Promise<Timelapse | null> {
    return this.#change(id, null, now, { source_missing: missing ? 1 : 0 });
  }

  supersede(id: string, now: number): Promise<Timelapse | null> {
    return this.#change(id, null, now, { superseded: 1, source_missing: 1 });
  }

  /** Links to a print job or to none. Null when it is gone, or when only the user may change the link. */
  async setLink(
    id: string,
    link: { jobId: string | null; source: Timelapse['linkSource']; printer: string | null },
    now: number,
  ): Promise<Timelapse | null> {
    const query = this.db(TABLE).where({ id });
    if (link.source !== 'manual') {
      query.where((open) => open.whereNull('link_source').orWhere({ link_source: 'auto' }));
    }
    const change = { job_id: link.jobId, link_source: link.source, printer: link.printer, updated_at: now };
    const rows = (await query.update(change).returning('*')) as TimelapseRow[];
    return (await this.withFiles(rows))[0] ?? null;
  }

  setPinned(id: string, pinned: boolean, now: number): Promise<Timelapse | null> {
    return this.#change(id, null, now, { pinned: pinned ? 1 : 0 });
  }

  setVideoExists(id: string, exists: boolean, now: number): Promise<Timelapse | null> {
    return this.#change(id, null, now, { video_exists: exists ? 1 : 0 });
  }

  /** The same for many, as long as nothing else changed them since they were looked at. */
  async setVideosExist(
    ids: readonly string[],
    exists: boolean,
    { lookedAt, now }: { lookedAt: number; now: number },
  ): Promise<Timelapse[]> {
    if (ids.length === 0) return [];
    const rows = await this.db(TABLE)
      .whereIn('id', [...ids])
      .where('updated_at', '<=', lookedAt)
      .update({ video_exists: exists ? 1 : 0, updated_at: now })
      .returning('*');
    return this.withFiles(rows as TimelapseRow[]);
  }

  /** Frames were added: back to the countdown. Null when it is not in one of the statuses any more. */
  rediscover(id: string, from: readonly Status[], now: number): Promise<Timelapse | null> {
    return this.#change(id, from, now, {
      ...OUT_OF_QUEUE,
      status: 'discovered',
      held: 0,
      retry_count: 0,
      error_code: null,
      error_detail: null,
    });
  }

  /** Cancelled by the user: waits for a start by hand. */
  hold(id: string, from: readonly Status[], now: number): Promise<Timelapse | null> {
    return this.#change(id, from, now, { ...OUT_OF_QUEUE, status: 'discovered', held: 1 });
  }

  /** Into the queue: behind the others, or by hand ahead of those that were not. */
  enqueue(
    id: string,
    from: readonly Status[],
    by: 'hand' | 'watcher',
    now: number,
  ): Promise<Timelapse | null> {
    return this.#change(id, from, now, {
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

  /** Back into the queue for one automatic retry. */
  enqueueRetry(id: string, failure: Failure, notBefore: number, now: number): Promise<Timelapse | null> {
    return this.#change(id, ['processing'], now, {
      status: 'pending',
      not_before: notBefore,
      retry_count: this.db.raw('retry_count + 1') as unknown as number,
      error_code: failure.code,
      error_detail: failure.detail,
    });
  }

  /** Back into the queue at its old place: its engine died with us, which is no retry. */
  requeue(id: string, now: number): Promise<Timelapse | null> {
    return this.#change(id, ['processing'], now, { status: 'pending', not_before: null });
  }

  /**
   * Takes the next of the queue, in one statement, so that two askers never get the same and never two run at once.
   * Null when nothing may start now.
   */
  async claimNext(now: number): Promise<Timelapse | null> {
    const claimed = await this.#recording('timelapse.processing', now, async (trx) => {
      const rows = (await trx.raw(
        `UPDATE timelapses
         SET status = 'processing', processing_started_at = :now, updated_at = :now, not_before = NULL,
             rendered_fingerprint = json_object('count', frame_count, 'newestAt', frames_newest_at,
                                                'lastName', frames_last_name, 'totalBytes', frames_bytes)
         WHERE id = (SELECT id FROM timelapses
                     WHERE status = 'pending' AND (not_before IS NULL OR not_before <= :now)
                     ORDER BY manual DESC, queue_seq LIMIT 1)
           AND NOT EXISTS (SELECT 1 FROM timelapses WHERE status = 'processing')
         RETURNING *`,
        { now },
      )) as TimelapseRow[];
      return this.withFiles(rows, trx);
    });
    return claimed[0] ?? null;
  }

  /** The render is done and its files are in place. */
  async complete(id: string, result: RenderResult, now: number): Promise<Timelapse | null> {
    const patch: Patch = {
      ...OUT_OF_QUEUE,
      status: 'completed',
      held: 0,
      ...videoColumns(result),
      processing_completed_at: now,
      error_code: null,
      error_detail: null,
    };
    const completed = await this.#recording('timelapse.completed', now, async (trx) => {
      // A path may change its kind with the output strategy, so the earlier ones leave first.
      await trx(FILES).where({ timelapse_id: id }).whereIn('kind', ['video', 'copy']).delete();
      for (const file of result.files) await putFile(trx, id, file, now);
      return this.#update(id, ['processing'], now, patch, trx);
    });
    return completed[0] ?? null;
  }

  fail(id: string, failure: Failure, now: number): Promise<Timelapse | null> {
    return this.#change(id, ['processing'], now, {
      ...OUT_OF_QUEUE,
      status: 'failed',
      error_code: failure.code,
      error_detail: failure.detail,
    });
  }

  putFile(id: string, file: TimelapseFile, now: number): Promise<void> {
    return putFile(this.db, id, file, now);
  }

  async removeFile(id: string, kind: TimelapseFile['kind']): Promise<void> {
    await this.db(FILES).where({ timelapse_id: id, kind }).delete();
  }

  async delete(id: string, now: number): Promise<void> {
    await this.#recording('timelapse.deleted', now, async (trx) => {
      const last = await this.withFiles((await trx(TABLE).where({ id })) as TimelapseRow[], trx);
      await trx(TABLE).where({ id }).delete();
      return last;
    });
  }

  /**
   * Writes a patch if the status is one of `from` (any when null), and returns what is then true. Every change of
   * status but a claim comes through here, and so its fact is recorded here.
   */
  async #change(
    id: string,
    from: readonly Status[] | null,
    now: number,
    patch: Patch,
  ): Promise<Timelapse | null> {
    const { status } = patch;
    const changed = status
      ? await this.#recording(statusEvent(status), now, (trx) => this.#update(id, from, now, patch, trx))
      : await this.#update(id, from, now, patch, this.db);
    return changed[0] ?? null;
  }

  async #update(
    id: string,
    from: readonly Status[] | null,
    now: number,
    patch: Patch,
    db: Knex,
  ): Promise<Timelapse[]> {
    const query = db(TABLE).where({ id });
    if (from) query.whereIn('status', [...from]);
    const rows = (await query.update({ ...patch, updated_at: now }).returning('*')) as TimelapseRow[];
    return this.withFiles(rows, db);
  }

  /** Makes a change and records its fact in one transaction: both are true, or neither. */
  #recording(
    event: FactEvent,
    now: number,
    change: (trx: Knex) => Promise<Timelapse[]>,
  ): Promise<Timelapse[]> {
    return this.db.transaction(async (trx) => {
      const changed = await change(trx);
      if (changed.length > 0) await this.#facts?.record(trx, event, changed, now);
      return changed;
    });
  }

  #nextQueueSeq(): number {
    return this.db.raw('(SELECT COALESCE(MAX(queue_seq), 0) + 1 FROM timelapses)') as unknown as number;
  }
}

function videoColumns(result: RenderResult): Patch {
  return {
    video_exists: 1,
    video_bytes: result.files.find((file) => file.kind === 'video')?.sizeBytes ?? null,
    video_duration: result.video.durationSeconds,
    width: result.video.width,
    height: result.video.height,
    fps: result.video.fps,
    dropped_frames: result.droppedFrames,
    flicker_before: result.flickerBefore,
    flicker_after: result.flickerAfter,
  };
}

async function putFile(db: Knex, id: string, file: TimelapseFile, now: number): Promise<void> {
  await db(FILES)
    .insert({
      timelapse_id: id,
      kind: file.kind,
      path: file.path,
      size_bytes: file.sizeBytes,
      created_at: now,
    })
    .onConflict(['timelapse_id', 'kind'])
    .merge();
}
