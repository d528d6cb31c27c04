import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { TimelapseFileRow, TimelapseRow } from '../db/rows.ts';
import type { SortKey, Status } from '../shared/statuses.ts';
import type { Failure, FolderLook, Timelapse, TimelapseFile, VideoFacts } from './timelapse.ts';
import { lookColumns, toTimelapse } from './timelapse-row.ts';

const TABLE = 'timelapses';
const FILES = 'timelapse_files';

/** Rows in one insert; SQLite allows 32,766 values a statement and a row has some 40. */
const ROWS_PER_INSERT = 200;

export interface ListFilter {
  statuses?: readonly Status[];
  linked?: boolean;
  pinned?: boolean;
  sort: SortKey;
  descending: boolean;
  limit: number;
  offset: number;
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

/** Columns that a timelapse leaves behind when it is no longer in the queue. */
const OUT_OF_QUEUE: Patch = { queue_seq: null, not_before: null, manual: 0 };

/** Every knex query on timelapses and their files. Knows rows, not rules: which change is allowed is the caller's. */
export class TimelapseStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async get(id: string): Promise<Timelapse | null> {
    const rows = (await this.#db(TABLE).where({ id })) as TimelapseRow[];
    return (await this.#withFiles(rows))[0] ?? null;
  }

  async list(filter: ListFilter): Promise<{ timelapses: Timelapse[]; total: number }> {
    const filtered = this.#filtered(filter);
    const [count] = (await filtered.clone().count({ total: '*' })) as { total: number }[];
    const rows = (await this.#sorted(filtered, filter)
      .select('timelapses.*')
      .limit(filter.limit)
      .offset(filter.offset)) as TimelapseRow[];
    return { timelapses: await this.#withFiles(rows), total: Number(count?.total ?? 0) };
  }

  /** The current timelapse of every image folder, without its files. */
  async listCurrent(): Promise<Timelapse[]> {
    const rows = (await this.#db(TABLE).where({ superseded: 0 })) as TimelapseRow[];
    return rows.map((row) => toTimelapse(row, []));
  }

  /** The current timelapses of these image folders. */
  async findCurrent(sourceFolders: readonly string[]): Promise<Timelapse[]> {
    const rows = await this.#db(TABLE)
      .where({ superseded: 0 })
      .whereIn('source_folder', [...sourceFolders]);
    return this.#withFiles(rows as TimelapseRow[]);
  }

  /** Those that wait for the end of their quiet period, without their files. */
  async listWaiting(minFrames: number): Promise<Timelapse[]> {
    const rows = (await this.#db(TABLE)
      .where({ status: 'discovered', held: 0, superseded: 0, source_missing: 0 })
      .where('frame_count', '>=', minFrames)) as TimelapseRow[];
    return rows.map((row) => toTimelapse(row, []));
  }

  /** Ids waiting for the engine, next first. */
  async pendingIds(): Promise<string[]> {
    return (await this.#queueOrder(this.#db(TABLE).where({ status: 'pending' })).pluck('id')) as string[];
  }

  async processing(): Promise<Timelapse | null> {
    const rows = (await this.#db(TABLE).where({ status: 'processing' })) as TimelapseRow[];
    return (await this.#withFiles(rows))[0] ?? null;
  }

  /** When the next retry that waits may start; null when none does. */
  async nextRetryAt(): Promise<number | null> {
    const [row] = (await this.#db(TABLE).where({ status: 'pending' }).min({ at: 'not_before' })) as {
      at: number | null;
    }[];
    return row?.at ?? null;
  }

  /** Adds a timelapse for each look. */
  async insertDiscovered(
    found: readonly { look: FolderLook; confirmedAt: number | null }[],
    now: number,
  ): Promise<Timelapse[]> {
    const rows = found.map(({ look, confirmedAt }) => ({
      ...lookColumns(look),
      id: randomUUID(),
      confirmed_at: confirmedAt,
      status: 'discovered',
      last_frame_at: Math.min(look.fingerprint.newestAt, now),
      created_at: now,
      updated_at: now,
    }));
    const inserted = (await this.#db.transaction(async (trx) => {
      const parts: TimelapseRow[] = [];
      for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
        parts.push(
          ...(await trx(TABLE)
            .insert(rows.slice(start, start + ROWS_PER_INSERT))
            .returning('*')),
        );
      }
      return parts;
    })) as TimelapseRow[];
    return inserted.map((row) => toTimelapse(row, []));
  }

  /** Writes what a look saw; `lastFrameAt` and `confirmedAt` are decided by the caller. */
  saveLook(
    id: string,
    look: FolderLook,
    state: { lastFrameAt: number; confirmedAt: number | null; now: number },
  ): Promise<Timelapse | null> {
    return this.#change(id, null, state.now, {
      ...lookColumns(look),
      last_frame_at: state.lastFrameAt,
      confirmed_at: state.confirmedAt,
      source_missing: 0,
    });
  }

  /** Notes that a second look found the folder as it was; no one is told, since nothing changed. */
  async confirm(ids: readonly string[], now: number): Promise<void> {
    await this.#db(TABLE)
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

  setPinned(id: string, pinned: boolean, now: number): Promise<Timelapse | null> {
    return this.#change(id, null, now, { pinned: pinned ? 1 : 0 });
  }

  setVideoExists(id: string, exists: boolean, now: number): Promise<Timelapse | null> {
    return this.#change(id, null, now, { video_exists: exists ? 1 : 0 });
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
      retry_count: this.#db.raw('retry_count + 1') as unknown as number,
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
    const rows = (await this.#db.raw(
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
    return (await this.#withFiles(rows))[0] ?? null;
  }

  /** The render is done and its files are in place. */
  complete(id: string, result: RenderResult, now: number): Promise<Timelapse | null> {
    return this.#db.transaction(async (trx) => {
      // A path may change its kind with the output strategy, so the earlier ones leave first.
      await trx(FILES).where({ timelapse_id: id }).whereIn('kind', ['video', 'copy']).delete();
      for (const file of result.files) await putFile(trx, id, file, now);
      return this.#change(
        id,
        ['processing'],
        now,
        {
          ...OUT_OF_QUEUE,
          status: 'completed',
          held: 0,
          video_exists: 1,
          video_duration: result.video.durationSeconds,
          width: result.video.width,
          height: result.video.height,
          fps: result.video.fps,
          dropped_frames: result.droppedFrames,
          flicker_before: result.flickerBefore,
          flicker_after: result.flickerAfter,
          processing_completed_at: now,
          error_code: null,
          error_detail: null,
        },
        trx,
      );
    });
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
    return putFile(this.#db, id, file, now);
  }

  async removeFile(id: string, kind: TimelapseFile['kind']): Promise<void> {
    await this.#db(FILES).where({ timelapse_id: id, kind }).delete();
  }

  /** The timelapse that owns a file, by the file's path. */
  async ownerOf(path: string): Promise<string | null> {
    const [row] = (await this.#db(FILES).where({ path }).select('timelapse_id')) as TimelapseFileRow[];
    return row?.timelapse_id ?? null;
  }

  async delete(id: string): Promise<void> {
    await this.#db(TABLE).where({ id }).delete();
  }

  /** Writes a patch if the status is one of `from` (any when null), and returns what is then true. */
  async #change(
    id: string,
    from: readonly Status[] | null,
    now: number,
    patch: Patch,
    db: Knex = this.#db,
  ): Promise<Timelapse | null> {
    const query = db(TABLE).where({ id });
    if (from) query.whereIn('status', [...from]);
    const rows = (await query.update({ ...patch, updated_at: now }).returning('*')) as TimelapseRow[];
    return (await this.#withFiles(rows, db))[0] ?? null;
  }

  async #withFiles(rows: readonly TimelapseRow[], db: Knex = this.#db): Promise<Timelapse[]> {
    if (rows.length === 0) return [];
    const files = (await db(FILES).whereIn(
      'timelapse_id',
      rows.map((row) => row.id),
    )) as TimelapseFileRow[];
    const byOwner = Map.groupBy(files, (file) => file.timelapse_id);
    return rows.map((row) => toTimelapse(row, byOwner.get(row.id) ?? []));
  }

  #nextQueueSeq(): number {
    return this.#db.raw('(SELECT COALESCE(MAX(queue_seq), 0) + 1 FROM timelapses)') as unknown as number;
  }

  #queueOrder<Q extends Knex.QueryBuilder>(query: Q): Q {
    query.orderBy([{ column: 'manual', order: 'desc' }, { column: 'queue_seq' }]);
    return query;
  }

  #filtered(filter: ListFilter): Knex.QueryBuilder {
    const query = this.#db(TABLE);
    if (filter.statuses) query.whereIn('status', [...filter.statuses]);
    if (filter.pinned !== undefined) query.where({ pinned: filter.pinned ? 1 : 0 });
    if (filter.linked === true) query.whereNotNull('job_id');
    if (filter.linked === false) query.whereNull('job_id');
    return query;
  }

  #sorted(query: Knex.QueryBuilder, { sort, descending }: ListFilter): Knex.QueryBuilder {
    const order = descending ? 'desc' : 'asc';
    const tie = { column: 'timelapses.id', order } as const;
    switch (sort) {
      case 'created':
        return query.orderBy([{ column: 'created_at', order }, tie]);
      case 'duration':
        return query.orderBy([{ column: 'video_duration', order }, tie]);
      case 'name':
        return query.orderByRaw(
          `COALESCE(title, folder_name) COLLATE NOCASE ${order}, timelapses.id ${order}`,
        );
      case 'size':
        return query
          .leftJoin(`${FILES} AS video`, (join) => {
            join.on('video.timelapse_id', 'timelapses.id').andOnVal('video.kind', 'video');
          })
          .orderBy([{ column: 'video.size_bytes', order }, tie]);
    }
  }
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
