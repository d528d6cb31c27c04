import type { Knex } from 'knex';
import type { ShareRow } from '../db/rows.ts';
import type { ShareKind, ShareState } from '../shared/share-copies.ts';
import { type AutomaticCopy, filesOfCopy, SHARES } from '../timelapses/copies-of-videos.ts';
import { putRemoval, type Removal } from '../timelapses/removal-store.ts';
import type { Options } from '../options/catalogue.ts';
import {
  automaticWish,
  type MadeCopy,
  type Reason,
  type ShareCopy,
  type ShareWish,
  wishText,
} from './share-copy.ts';

/** Those without an overlay have no such field. */
type StoredWish = Omit<ShareWish, 'kind' | 'overlay'> & Partial<Pick<ShareWish, 'overlay'>>;

const NOTHING = { bytes: null, width: null, height: null, seconds: null };

/** Knows rows, not rules. */
export class ShareCopyStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** Oldest first. */
  async listOf(timelapseId: string): Promise<ShareCopy[]> {
    const rows = await this.#db(SHARES).where({ timelapse_id: timelapseId }).orderBy(['created_at', 'id']);
    return (rows as ShareRow[]).map(toCopy);
  }

  async get(timelapseId: string, id: string): Promise<ShareCopy | null> {
    const [row] = (await this.#db(SHARES).where({ timelapse_id: timelapseId, id })) as ShareRow[];
    return row ? toCopy(row) : null;
  }

  /** Also those that nobody makes anymore, oldest first. */
  async listUnfinished(): Promise<ShareCopy[]> {
    const rows = await this.#db(SHARES).whereIn('state', ['waiting', 'making']).orderBy(['created_at', 'id']);
    return (rows as ShareRow[]).map(toCopy);
  }

  async paths(): Promise<string[]> {
    return (await this.#db(SHARES).pluck('path')) as string[];
  }

  async add(copy: ShareCopy): Promise<void> {
    await this.#db(SHARES).insert({
      id: copy.id,
      timelapse_id: copy.timelapseId,
      kind: copy.wish.kind,
      wish: wishText(copy.wish),
      path: copy.path,
      state: copy.state,
      created_at: copy.createdAt,
      updated_at: copy.updatedAt,
    });
  }

  /** Null when it was deleted, or is to be made of another video by now. */
  async change(
    { id, path }: Pick<ShareCopy, 'id' | 'path'>,
    state: ShareState,
    now: number,
    { reason = null, made = null }: { reason?: Reason | null; made?: MadeCopy | null } = {},
  ): Promise<ShareCopy | null> {
    const rows = (await this.#db(SHARES)
      .where({ id, path })
      .update({ state, reason: reason && JSON.stringify(reason), ...(made ?? NOTHING), updated_at: now })
      .returning('*')) as ShareRow[];
    return rows[0] ? toCopy(rows[0]) : null;
  }

  /** All or nothing. @returns the files to remove now; null when it was already deleted */
  delete(id: string): Promise<Removal | null> {
    return this.#db.transaction(async (trx) => {
      const [row] = (await trx(SHARES).where({ id })) as ShareRow[];
      if (!row) return null;
      await trx(SHARES).where({ id }).delete();
      return putRemoval(trx, { files: filesOfCopy(row), frames: null });
    });
  }
}

/** As a row that the next video gets; null = none. */
export function automaticCopy(option: Options['timelapse_share_copy']): AutomaticCopy | null {
  const wish = automaticWish(option);
  return wish && { kind: wish.kind, wish: wishText(wish) };
}

function toCopy(row: ShareRow): ShareCopy {
  const { bytes, width, height, seconds } = row;
  const made =
    bytes === null ? null : { bytes, width: width ?? 0, height: height ?? 0, seconds: seconds ?? 0 };
  return {
    id: row.id,
    timelapseId: row.timelapse_id,
    wish: { kind: row.kind as ShareKind, overlay: null, ...(JSON.parse(row.wish) as StoredWish) },
    path: row.path,
    state: row.state as ShareState,
    reason: row.reason === null ? null : (JSON.parse(row.reason) as Reason),
    made,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
