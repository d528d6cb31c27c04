import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Status } from '../shared/statuses.ts';
import type { Fingerprint } from './fingerprint.ts';
import { putAllSeen, putIfUnknown, putSeen } from './frame-lists.ts';
import type { FrameMarks } from './frame-marks.ts';
import { type IgnoredFolder, removeTombstone } from './ignored-folder-store.ts';
import { getTimelapse, loadTimelapses, ROWS_PER_STATEMENT, TABLE } from './load-timelapses.ts';
import { type RenderResult, videoColumns } from './render-result.ts';
import type { FolderSnapshot, Timelapse } from './timelapse.ts';
import type { TimelapseRow } from './timelapse-columns.ts';
import { putFile } from './timelapse-files.ts';
import { searchText, snapshotColumns, toTimelapse } from './timelapse-row.ts';
import { OUT_OF_QUEUE, type Patch, type TimelapseWrites } from './timelapse-writes.ts';

/** Of the folder, only what the video's tags say is known. */
const EMPTY_SNAPSHOT = { newestName: '', newestSize: 0, usualGapMs: 0, folderModifiedAt: 0, sample: [] };

/** Records what is known of image folders: new ones, and what has become of them. */
export class FolderStore {
  readonly #db: Knex;
  readonly #writes: TimelapseWrites;

  constructor(db: Knex, writes: TimelapseWrites) {
    this.#db = db;
    this.#writes = writes;
  }

  async insertDiscovered(
    found: readonly {
      snapshot: FolderSnapshot;
      confirmedAt: number | null;
      arrivedAt?: number;
      frames?: FrameMarks;
    }[],
    now: number,
  ): Promise<Timelapse[]> {
    const rows = found.map(({ snapshot, confirmedAt, arrivedAt = 0 }) => ({
      ...snapshotColumns(snapshot),
      id: randomUUID(),
      search_text: searchText({ title: null, folderName: snapshot.folderName, notes: null }),
      confirmed_at: confirmedAt,
      status: 'discovered',
      last_frame_at: Math.min(snapshot.fingerprint.newestAt, now),
      arrived_at: arrivedAt,
      capture_id: this.#captureOf(snapshot.sourceFolder),
      created_at: now,
      updated_at: now,
    }));
    return this.#writes.recorded('timelapse.discovered', now, async (trx) => {
      const inserted: TimelapseRow[] = [];
      for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
        const part = rows.slice(start, start + ROWS_PER_STATEMENT);
        inserted.push(...((await trx(TABLE).insert(part).returning('*')) as TimelapseRow[]));
      }
      const seen = rows.map(({ id }, index) => ({ id, frames: found[index]!.frames }));
      await putAllSeen(
        trx,
        seen.flatMap(({ id, frames }) => (frames === undefined ? [] : [{ id, frames }])),
      );
      return inserted.map((row) => toTimelapse(row, []));
    });
  }

  /** Null when its folder already has one. */
  async insertRestored(folder: IgnoredFolder, now: number): Promise<Timelapse | null> {
    const { id, snapshot, title, notes, pinned, discoveredAt } = folder;
    const values = {
      ...snapshotColumns(snapshot),
      id,
      title,
      notes,
      search_text: searchText({ title, folderName: snapshot.folderName, notes }),
      status: 'discovered',
      pinned: pinned ? 1 : 0,
      // The watcher confirms folders, but has nothing more to ask of a video that it knows.
      confirmed_at: snapshot.origin === 'video' ? now : null,
      last_frame_at: Math.min(snapshot.fingerprint.newestAt, now),
      created_at: discoveredAt,
      updated_at: now,
    };
    const restored = await this.#writes.recorded('timelapse.discovered', now, async (trx) => {
      const there = trx(TABLE).where({ source_folder: snapshot.sourceFolder, superseded: 0 }).orWhere({ id });
      if (await there.first()) return [];
      await removeTombstone(trx, id);
      const rows = (await trx(TABLE).insert(values).returning('*')) as TimelapseRow[];
      return rows.map((row) => toTimelapse(row, []));
    });
    return restored[0] ?? null;
  }

  /**
   * Adds a video of the bundled engine that the database does not know. No event is recorded, since it is old news.
   * @param fingerprint from the tags; the last name is empty
   */
  async insertAdopted(
    adopted: {
      /** Omitted = a new one. */
      id?: string;
      folderName: string;
      sourceFolder: string;
      title: string | null;
      fingerprint: Fingerprint;
    },
    result: RenderResult,
    madeAt: number,
    now: number,
  ): Promise<Timelapse | null> {
    const { id = randomUUID(), folderName, sourceFolder, title, fingerprint } = adopted;
    await this.#db.transaction(async (trx) => {
      await trx(TABLE).insert({
        ...snapshotColumns({ ...EMPTY_SNAPSHOT, folderName, sourceFolder, fingerprint }),
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
    return getTimelapse(this.#db, id);
  }

  /** The caller decides the times. */
  async saveSnapshot(
    id: string,
    snapshot: FolderSnapshot,
    state: {
      frames: FrameMarks;
      lastFrameAt: number;
      arrivedAt: number;
      confirmedAt: number | null;
      now: number;
      isRendered?: boolean;
    },
  ): Promise<Timelapse | null> {
    await putSeen(this.#db, id, state.frames);
    if (state.isRendered) await putIfUnknown(this.#db, id, ['video'], state.frames);
    return this.#writes.change(id, null, state.now, {
      ...snapshotColumns(snapshot),
      last_frame_at: state.lastFrameAt,
      arrived_at: state.arrivedAt,
      confirmed_at: state.confirmedAt,
      source_missing: 0,
      ...(state.isRendered ? { rendered_fingerprint: JSON.stringify(snapshot.fingerprint) } : {}),
    });
  }

  /** For an unchanged folder whose frames are not known yet. */
  keepFrames(id: string, frames: FrameMarks, isRendered: boolean): Promise<void> {
    return putIfUnknown(this.#db, id, isRendered ? ['seen', 'video'] : ['seen'], frames);
  }

  /** Null while it renders from the old name. */
  async moveFolder(
    id: string,
    { folderName, sourceFolder }: Pick<FolderSnapshot, 'folderName' | 'sourceFolder'>,
    now: number,
  ): Promise<Timelapse | null> {
    const timelapse = await getTimelapse(this.#db, id);
    if (!timelapse) return null;
    const search_text = searchText({ ...timelapse, folderName });
    const patch: Patch = {
      folder_name: folderName,
      source_folder: sourceFolder,
      // What came of a video is treated as one without frames, wherever the video is.
      ...(timelapse.origin === 'frames' ? { source_missing: 0 } : {}),
      search_text,
    };
    const from: Status[] = ['discovered', 'pending', 'completed', 'failed'];
    return (await this.#writes.update(id, from, now, patch, this.#db))[0] ?? null;
  }

  /** Nothing visible changed, so no event is emitted. */
  async confirm(ids: readonly string[], now: number): Promise<void> {
    await this.#db(TABLE)
      .whereIn('id', [...ids])
      .whereNull('confirmed_at')
      .update({ confirmed_at: now });
  }

  /** Future times come from a wrong clock; a countdown would wait for them. */
  async capTimes(now: number): Promise<Timelapse[]> {
    const rows = (await this.#db(TABLE)
      .where({ status: 'discovered' })
      .where((ahead) => ahead.where('last_frame_at', '>', now).orWhere('arrived_at', '>', now))
      .update({
        last_frame_at: this.#db.raw('min(last_frame_at, ?)', [now]),
        arrived_at: this.#db.raw('min(arrived_at, ?)', [now]),
        updated_at: now,
      })
      .returning('*')) as TimelapseRow[];
    return loadTimelapses(this.#db, rows);
  }

  /** What fills a folder at the moment. */
  #captureOf(sourceFolder: string): string {
    const running = 'SELECT id FROM captures WHERE folder = ? AND settled = 0';
    return this.#db.raw(`(${running})`, [sourceFolder]) as unknown as string;
  }

  setSourceMissing(id: string, missing: boolean, now: number): Promise<Timelapse | null> {
    return this.#writes.change(id, null, now, { source_missing: missing ? 1 : 0 });
  }

  /**
   * Another print uses the folder: only the video remains, and it is not rendered again. No event is recorded. Null
   * while it renders.
   */
  async supersede(id: string, now: number): Promise<Timelapse | null> {
    const from: Status[] = ['discovered', 'pending', 'completed', 'failed'];
    const rest: Patch = { ...OUT_OF_QUEUE, held: 0, error_code: null, error_detail: null };
    const patch: Patch = { ...rest, superseded: 1, source_missing: 1, status: 'completed' };
    return (await this.#writes.update(id, from, now, patch, this.#db))[0] ?? null;
  }
}
