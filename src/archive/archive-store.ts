import type { Knex } from 'knex';
import { AppStateStore, type StoredArchiving } from '../db/app-state-store.ts';
import type { TimelapseFileRow } from '../db/rows.ts';
import type { ArchiveState, Status } from '../shared/statuses.ts';
import { isInUse } from '../timelapses/is-in-use.ts';
import { FILES, loadTimelapses, TABLE } from '../timelapses/load-timelapses.ts';
import type { LastCheck } from '../timelapses/removal-checks.ts';
import { putRemoval, type Removal } from '../timelapses/removal-store.ts';
import type { ArchivedAs, Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseRow } from '../timelapses/timelapse-columns.ts';
import { toFile } from '../timelapses/timelapse-row.ts';
import type { Patch } from '../timelapses/timelapse-writes.ts';

export type Committed =
  | { outcome: 'moved'; timelapse: Timelapse; removal: Removal }
  /** A render or a copy uses it, so it stays for now. */
  | { outcome: 'in_use' }
  /** It was deleted, has another file by now, or is to stay where it is after all. */
  | { outcome: 'gone' };

export interface Waiting {
  id: string;
  /** Milliseconds since 1970. */
  askedAt: number;
}

/** Knows rows, not files. */
export class ArchiveStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** The next one that is to go or to come back, in the order that was asked for. @param after null = the first */
  async nextWaiting(state: ArchiveState, after: Waiting | null): Promise<Waiting | null> {
    const query = this.#db(TABLE).where({ archive_state: state }).whereRaw('archive_asked_at IS NOT NULL');
    if (after) query.whereRaw('(archive_asked_at, id) > (?, ?)', [after.askedAt, after.id]);
    const [row] = await query
      .orderBy(['archive_asked_at', 'id'])
      .limit(1)
      .select({ id: 'id', askedAt: 'archive_asked_at' });
    return (row as Waiting | undefined) ?? null;
  }

  /**
   * Null when it has changed since.
   *
   * @param askedAt milliseconds since 1970; null = nothing is to be done
   * @throws what the last check throws
   */
  async setState(
    { id, archiveState, status }: Pick<Timelapse, 'id' | 'archiveState'> & { status?: Status },
    state: ArchiveState | null,
    askedAt: number | null,
    now: number,
    lastCheck?: LastCheck,
  ): Promise<Timelapse | null> {
    return this.#db.transaction(async (trx) => {
      await lastCheck?.(trx);
      const query = trx(TABLE).where({ id, archive_state: archiveState });
      if (status) query.where({ status });
      const changed = (await query
        .update({ archive_state: state, archive_asked_at: askedAt, updated_at: now })
        .returning('*')) as TimelapseRow[];
      return (await loadTimelapses(trx, changed))[0] ?? null;
    });
  }

  async isTaken(path: string): Promise<boolean> {
    return (await this.#db(FILES).where({ path }).first('path')) !== undefined;
  }

  isInUse(timelapseId: string): Promise<boolean> {
    return isInUse(this.#db, timelapseId);
  }

  /**
   * In one transaction: the file is known in its new place, the old one is to be removed, and so it is no longer being
   * put in place.
   *
   * @param archived null = it is back
   */
  commit(placing: StoredArchiving, archived: ArchivedAs | null, now: number): Promise<Committed> {
    const { timelapseId, kind, from, to, sizeBytes } = placing;
    return this.#db.transaction(async (trx): Promise<Committed> => {
      const file = trx(FILES).where({ timelapse_id: timelapseId, kind, path: from });
      const row = (await file.clone().first()) as TimelapseFileRow | undefined;
      const state = archived ? 'archiving' : 'returning';
      if (row === undefined || !(await isWanted(trx, timelapseId, state))) return { outcome: 'gone' };
      if (await isInUse(trx, timelapseId)) return { outcome: 'in_use' };
      await file.update({ path: to, size_bytes: sizeBytes, archived: archived && JSON.stringify(archived) });
      const removal = await putRemoval(trx, { files: [{ ...toFile(row), sizeBytes }], frames: null });
      await new AppStateStore(trx).set('archiving', null);
      const found = kind === 'video' ? { video_exists: 1 as const } : {};
      const done = await doneColumns(trx, timelapseId, archived !== null);
      const changed = (await trx(TABLE)
        .where({ id: timelapseId })
        .update({ ...done, ...found, updated_at: now })
        .returning('*')) as TimelapseRow[];
      const [timelapse] = await loadTimelapses(trx, changed);
      return { outcome: 'moved', timelapse: timelapse!, removal };
    });
  }

  /** What may be left of it is removed as soon as the archive is there again. */
  async giveUp({ kind, to, sizeBytes, archiveFolder }: StoredArchiving): Promise<void> {
    const archived = { folder: archiveFolder ?? '', home: '', checksum: '' };
    await this.#db.transaction(async (trx) => {
      if (archiveFolder !== null)
        await putRemoval(trx, { files: [{ kind, path: to, sizeBytes, archived }], frames: null });
      await new AppStateStore(trx).set('archiving', null);
    });
  }
}

async function isWanted(trx: Knex, id: string, state: ArchiveState): Promise<boolean> {
  return (await trx(TABLE).where({ id, archive_state: state }).first('id')) !== undefined;
}

/** The whole video and the one that was cut from it go together. */
async function doneColumns(trx: Knex, id: string, isGoing: boolean): Promise<Patch> {
  const left = trx(FILES)
    .where({ timelapse_id: id })
    .whereIn('kind', ['video', 'original'])
    .whereRaw(`archived IS ${isGoing ? 'NULL' : 'NOT NULL'}`);
  if ((await left.first('kind')) !== undefined) return {};
  return { archive_state: isGoing ? 'archived' : null, archive_asked_at: null };
}
