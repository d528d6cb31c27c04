import type { Knex } from 'knex';
import type { IgnoredFolderRow } from '../db/rows.ts';
import type { FolderSnapshot } from './timelapse.ts';
import type { Page } from './list-query.ts';

const TABLE = 'ignored_folders';

export interface IgnoredFolder {
  id: string;
  snapshot: FolderSnapshot;
  title: string | null;
  notes: string | null;
  pinned: boolean;
  discoveredAt: number;
  createdAt: number;
}

export class IgnoredFolderStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async get(id: string): Promise<IgnoredFolder | null> {
    const [row] = (await this.#db(TABLE).where({ id })) as IgnoredFolderRow[];
    return row ? toIgnoredFolder(row) : null;
  }

  async list({ limit, offset }: Page): Promise<{ folders: IgnoredFolder[]; total: number }> {
    const rows = (await this.#db(TABLE)
      .orderBy([{ column: 'created_at', order: 'desc' }, { column: 'id' }])
      .limit(limit)
      .offset(offset)) as IgnoredFolderRow[];
    const [count] = (await this.#db(TABLE).count({ n: '*' })) as { n: number }[];
    return { folders: rows.map(toIgnoredFolder), total: Number(count?.n ?? 0) };
  }

  async find(sourceFolders: readonly string[]): Promise<IgnoredFolder[]> {
    const rows = (await this.#db(TABLE).whereIn('source_folder', [...sourceFolders])) as IgnoredFolderRow[];
    return rows.map(toIgnoredFolder);
  }

  async updateSnapshot(id: string, snapshot: FolderSnapshot): Promise<void> {
    await this.#db(TABLE)
      .where({ id })
      .update({ look: JSON.stringify(snapshot) });
  }

  remove(id: string): Promise<void> {
    return removeTombstone(this.#db, id);
  }
}

/** In the transaction of the deletion; replaces an earlier one of the same folder. */
export async function putTombstone(trx: Knex, folder: IgnoredFolder): Promise<void> {
  const { id, snapshot } = folder;
  await trx(TABLE).where({ id }).orWhere({ source_folder: snapshot.sourceFolder }).delete();
  await trx(TABLE).insert({
    id,
    source_folder: snapshot.sourceFolder,
    folder_name: snapshot.folderName,
    look: JSON.stringify(snapshot),
    title: folder.title,
    notes: folder.notes,
    pinned: folder.pinned,
    discovered_at: folder.discoveredAt,
    created_at: folder.createdAt,
  });
}

export async function removeTombstone(trx: Knex, id: string): Promise<void> {
  await trx(TABLE).where({ id }).delete();
}

function toIgnoredFolder(row: IgnoredFolderRow): IgnoredFolder {
  return {
    id: row.id,
    snapshot: JSON.parse(row.look) as FolderSnapshot,
    title: row.title,
    notes: row.notes,
    pinned: row.pinned === 1,
    discoveredAt: row.discovered_at,
    createdAt: row.created_at,
  };
}
