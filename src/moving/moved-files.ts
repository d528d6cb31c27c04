import { dirname } from 'node:path';
import type { Knex } from 'knex';
import { AppStateStore, type StoredMediaMove, type StoredPlacing } from '../db/app-state-store.ts';
import type { ShareRow, TimelapseFileRow } from '../db/rows.ts';
import { sourceOf } from '../queue/output-plan.ts';
import type { Origin } from '../shared/statuses.ts';
import { SHARES } from '../timelapses/copies-of-videos.ts';
import { isInUse } from '../timelapses/is-in-use.ts';
import { FILES, loadTimelapses, TABLE } from '../timelapses/load-timelapses.ts';
import { putRemoval, type Removal } from '../timelapses/removal-store.ts';
import type { FileKind, Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseRow } from '../timelapses/timelapse-columns.ts';

export type FileToMove = StoredPlacing['file'] & { sizeBytes: number };

export type Committed =
  | { outcome: 'moved'; timelapse: Timelapse | null; removal: Removal }
  /** A render or a copy uses it, so it stays for now. */
  | { outcome: 'in_use' }
  /** The timelapse was deleted, or has another file by now. */
  | { outcome: 'gone' };

type FoundRow = Pick<TimelapseFileRow, 'timelapse_id' | 'kind' | 'path' | 'size_bytes'> &
  Pick<TimelapseRow, 'source_folder'> & { origin: Origin };

const VIDEOS = ['video', 'original', 'copy'];

/** Which files of timelapses are below a folder, and where they are then. Knows rows, not files. */
export class MovedFiles {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** Videos first, the newest at the front; then copies to share that are ready. */
  async list(folder: string): Promise<FileToMove[]> {
    const rows = (await below(this.#db(FILES), folder)
      .join(TABLE, `${FILES}.timelapse_id`, `${TABLE}.id`)
      .whereIn('kind', VIDEOS)
      .whereNull('archived')
      .orderBy([{ column: 'processing_completed_at', order: 'desc' }, { column: 'path' }])
      .select('timelapse_id', 'kind', 'path', 'size_bytes', 'source_folder', 'origin')) as FoundRow[];
    const shares = (await below(this.#db(SHARES), folder)
      .where({ state: 'ready' })
      .orderBy(['created_at', 'id'])) as ShareRow[];
    return [
      // One beside its pictures belongs to them, even where they are below this folder.
      ...rows
        .filter(({ path, ...row }) => {
          const parent = dirname(path);
          return (
            parent === folder || parent !== sourceOf({ origin: row.origin, sourceFolder: row.source_folder })
          );
        })
        .map(({ timelapse_id: timelapseId, kind, path, size_bytes: sizeBytes }) => ({
          ...{ timelapseId, kind, path, sizeBytes },
        })),
      ...shares.map(({ id: shareId, timelapse_id: timelapseId, path, bytes }) => ({
        ...{ shareId, timelapseId, kind: 'share', path, sizeBytes: bytes ?? 0 },
      })),
    ];
  }

  /** Timelapses whose poster for Home Assistant is still there. */
  async withPosters(folder: string): Promise<string[]> {
    const ids = await below(this.#db(FILES), folder).where({ kind: 'media_poster' }).pluck('timelapse_id');
    return ids as string[];
  }

  /** Copies that have no file yet are made in the new place. */
  async moveUnmadeCopies(folder: string, pathOf: (path: string) => string, now: number): Promise<void> {
    const rows = (await below(this.#db(SHARES), folder).whereIn('state', [
      'waiting',
      'failed',
    ])) as ShareRow[];
    for (const { id, path, state } of rows) {
      await this.#db(SHARES)
        .where({ id, path, state })
        .update({ path: pathOf(path), updated_at: now });
    }
  }

  /** Something is still being made below the folder. */
  async isBeingFilled(folder: string): Promise<boolean> {
    const runs = (await this.#db('runs').whereNull('ended_at').pluck('partial_paths')) as string[];
    const isBelow = (path: string) => path.startsWith(`${folder}/`);
    if (runs.some((paths) => (JSON.parse(paths) as string[]).some(isBelow))) return true;
    return (await below(this.#db(SHARES), folder).where({ state: 'making' }).first()) !== undefined;
  }

  async isTaken(path: string): Promise<boolean> {
    const [file, share] = [this.#db(FILES), this.#db(SHARES)].map((table) => table.where({ path }).first());
    return (await file) !== undefined || (await share) !== undefined;
  }

  /** In one transaction: the file is known in its new place, the old one is to be removed, and so it is no longer being put in place. */
  commit({ file, to, sizeBytes }: StoredPlacing, next: StoredMediaMove, now: number): Promise<Committed> {
    return this.#db.transaction(async (trx): Promise<Committed> => {
      const { timelapseId, kind, path, shareId } = file;
      const row = shareId
        ? trx(SHARES).where({ id: shareId, path, state: 'ready' })
        : trx(FILES).where({ timelapse_id: timelapseId, kind, path });
      if ((await row.clone().first()) === undefined) return { outcome: 'gone' };
      if (!shareId && (await isInUse(trx, timelapseId))) return { outcome: 'in_use' };
      await row.update(shareId ? { path: to } : { path: to, size_bytes: sizeBytes });
      const removal = await putRemoval(trx, {
        files: [{ kind: kind as FileKind, path, sizeBytes }],
        frames: null,
      });
      await new AppStateStore(trx).set('media_move', next);
      if (shareId) return { outcome: 'moved', timelapse: null, removal };
      const isThere = kind === 'video' ? { video_exists: 1 as const } : {};
      const changed = (await trx(TABLE)
        .where({ id: timelapseId })
        .update({ ...isThere, updated_at: now })
        .returning('*')) as TimelapseRow[];
      const [timelapse = null] = await loadTimelapses(trx, changed);
      return { outcome: 'moved', timelapse, removal };
    });
  }
}

function below(query: Knex.QueryBuilder, folder: string): Knex.QueryBuilder {
  // "0" comes after "/".
  return query.where('path', '>', `${folder}/`).where('path', '<', `${folder}0`);
}
