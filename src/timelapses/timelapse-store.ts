import type { Knex } from 'knex';
import { conflict } from '../lib/errors.ts';
import { filesOfCopies } from './copies-of-videos.ts';
import { type IgnoredFolder, putTombstone } from './ignored-folder-store.ts';
import { FILES, getTimelapse, loadTimelapses, TABLE } from './load-timelapses.ts';
import type { LastCheck } from './removal-checks.ts';
import { putRemoval, type Removal, type RemovalPlan } from './removal-store.ts';
import type { FileKind, Timelapse, TimelapseFile } from './timelapse.ts';
import type { TimelapseRow } from './timelapse-columns.ts';
import { putFile } from './timelapse-files.ts';
import { putTrash, type TrashedFile } from './trash-store.ts';
import { searchText } from './timelapse-row.ts';
import type { TimelapseWrites } from './timelapse-writes.ts';

/** Null = remove, omitted = keep. */
export interface TextsPatch {
  title?: string | null | undefined;
  notes?: string | null | undefined;
}

/** What becomes of a timelapse that is deleted. */
interface Leaving {
  tombstone: IgnoredFolder | null;
  files: RemovalPlan;
  /** Files that are kept for a while; null = the trash gets nothing. */
  trash: TrashedFile[] | null;
}

const NO_FILES: RemovalPlan = { files: [], frames: null };
/** Into an archive and back, or into another output folder. */
const MOVING: ReadonlySet<FileKind> = new Set(['video', 'copy', 'original']);

/** Knows rows, not rules: the caller decides which change is allowed. */
export class TimelapseStore {
  readonly #db: Knex;
  readonly #writes: TimelapseWrites;

  constructor(db: Knex, writes: TimelapseWrites) {
    this.#db = db;
    this.#writes = writes;
  }

  async setTexts(id: string, { title, notes }: TextsPatch, now: number): Promise<Timelapse | null> {
    const timelapse = await getTimelapse(this.#db, id);
    if (!timelapse) return null;
    const next = {
      ...timelapse,
      ...(title === undefined ? {} : { title }),
      ...(notes === undefined ? {} : { notes }),
    };
    return this.#writes.change(id, null, now, {
      title: next.title,
      notes: next.notes,
      search_text: searchText(next),
    });
  }

  /** Null when it was deleted, or when only the user may change the link. */
  async setLink(
    id: string,
    link: { jobId: string | null; source: Timelapse['linkSource']; printer: string | null },
    now: number,
  ): Promise<Timelapse | null> {
    const query = this.#db(TABLE).where({ id });
    const mayReplace = { manual: null, capture: ['auto', 'capture'], auto: ['auto'] }[link.source ?? 'auto'];
    if (mayReplace) query.where((open) => open.whereNull('link_source').orWhereIn('link_source', mayReplace));
    const change = { job_id: link.jobId, link_source: link.source, printer: link.printer, updated_at: now };
    const rows = (await query.update(change).returning('*')) as TimelapseRow[];
    return (await loadTimelapses(this.#db, rows))[0] ?? null;
  }

  setPinned(id: string, pinned: boolean, now: number): Promise<Timelapse | null> {
    return this.#writes.change(id, null, now, { pinned: pinned ? 1 : 0 });
  }

  setVideoExists(id: string, exists: boolean, now: number): Promise<Timelapse | null> {
    return this.#writes.change(id, null, now, { video_exists: exists ? 1 : 0 });
  }

  /** Skips those that changed since the check. */
  async setVideosExist(
    ids: readonly string[],
    exists: boolean,
    { checkedAt, now }: { checkedAt: number; now: number },
  ): Promise<Timelapse[]> {
    if (ids.length === 0) return [];
    const rows = await this.#db(TABLE)
      .whereIn('id', [...ids])
      .where('updated_at', '<=', checkedAt)
      .update({ video_exists: exists ? 1 : 0, updated_at: now })
      .returning('*');
    return loadTimelapses(this.#db, rows as TimelapseRow[]);
  }

  putFile(id: string, file: TimelapseFile, now: number): Promise<void> {
    return this.#db.transaction((trx) => putFile(trx, id, file, now));
  }

  async removeFile(id: string, kind: TimelapseFile['kind']): Promise<void> {
    await this.#db(FILES).where({ timelapse_id: id, kind }).delete();
  }

  /**
   * Records that the frames are to be removed.
   *
   * @returns null when it renders again, or its frames or video are missing
   */
  letFramesGo(
    { id }: Timelapse,
    frames: NonNullable<RemovalPlan['frames']>,
    now: number,
    lastCheck?: LastCheck,
  ): Promise<{ timelapse: Timelapse; removal: Removal } | null> {
    return this.#db.transaction(async (trx) => {
      await lastCheck?.(trx);
      const rows = (await trx(TABLE)
        .where({ id, status: 'completed', video_exists: 1, source_missing: 0 })
        .update({ source_missing: 1, updated_at: now })
        .returning('*')) as TimelapseRow[];
      const [timelapse] = await loadTimelapses(trx, rows);
      return timelapse ? { timelapse, removal: await putRemoval(trx, { files: [], frames }) } : null;
    });
  }

  /**
   * All or nothing.
   *
   * @returns the files to remove at once; null when it was already deleted
   * @throws AppError 409 when a file of it has just been moved
   */
  async delete(
    id: string,
    now: number,
    leaving: Leaving = { tombstone: null, files: NO_FILES, trash: null },
    lastCheck?: LastCheck,
  ): Promise<Removal | null> {
    let removal: Removal | null = null;
    await this.#writes.recorded('timelapse.deleted', now, async (trx) => {
      await lastCheck?.(trx);
      const last = await loadTimelapses(trx, (await trx(TABLE).where({ id })) as TimelapseRow[]);
      if (last.length === 0) return [];
      const { tombstone, trash, files: going } = leaving;
      const kept = new Set(trash?.map(({ from }) => from));
      const known = new Set(going.files.map(({ path }) => path));
      const hasMoved = ({ kind, path }: TimelapseFile) => MOVING.has(kind) && !known.has(path);
      if (last[0]!.files.some(hasMoved)) throw justMoved(last[0]!);
      const files = [...(await filesOfCopies(trx, id)), ...going.files].filter(({ path }) => !kept.has(path));
      if (trash) await putTrash(trx, last[0]!, trash, { framesGo: going.frames !== null, now });
      await trx(TABLE).where({ id }).delete();
      if (tombstone) await putTombstone(trx, tombstone);
      removal = await putRemoval(trx, { ...going, files });
      return last;
    });
    return removal;
  }
}

function justMoved({ folderName, status }: Timelapse): Error {
  return conflict(
    'videos_moving',
    `The video of "${folderName}" has just been moved.`,
    { status },
    'Try again.',
  );
}
