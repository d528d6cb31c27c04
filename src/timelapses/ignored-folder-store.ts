import type { Knex } from 'knex';
import type { IgnoredFolderRow } from '../db/rows.ts';
import type { FolderLook } from './timelapse.ts';

const TABLE = 'ignored_folders';

/** A tombstone: the image folder of a deleted timelapse, with what it takes to bring that back. */
export interface IgnoredFolder {
  /** Id of the deleted timelapse. */
  id: string;
  /** The image folder as last seen. */
  look: FolderLook;
  title: string | null;
  notes: string | null;
  pinned: boolean;
  discoveredAt: number;
  /** When the timelapse was deleted. */
  createdAt: number;
}

/** Every knex query on tombstones. */
export class IgnoredFolderStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async get(id: string): Promise<IgnoredFolder | null> {
    const [row] = (await this.#db(TABLE).where({ id })) as IgnoredFolderRow[];
    return row ? toIgnoredFolder(row) : null;
  }

  /** All tombstones, latest first. */
  async list(): Promise<IgnoredFolder[]> {
    const rows = (await this.#db(TABLE).orderBy('created_at', 'desc')) as IgnoredFolderRow[];
    return rows.map(toIgnoredFolder);
  }

  /** The tombstones of these image folders. */
  async find(sourceFolders: readonly string[]): Promise<IgnoredFolder[]> {
    const rows = (await this.#db(TABLE).whereIn('source_folder', [...sourceFolders])) as IgnoredFolderRow[];
    return rows.map(toIgnoredFolder);
  }

  /** Adds a tombstone; an earlier one of the same folder makes way. */
  async add(folder: IgnoredFolder): Promise<void> {
    await this.#db(TABLE)
      .insert({
        id: folder.id,
        source_folder: folder.look.sourceFolder,
        folder_name: folder.look.folderName,
        look: JSON.stringify(folder.look),
        title: folder.title,
        notes: folder.notes,
        pinned: folder.pinned,
        discovered_at: folder.discoveredAt,
        created_at: folder.createdAt,
      })
      .onConflict('source_folder')
      .merge();
  }

  async updateLook(id: string, look: FolderLook): Promise<void> {
    await this.#db(TABLE)
      .where({ id })
      .update({ look: JSON.stringify(look) });
  }

  async remove(id: string): Promise<void> {
    await this.#db(TABLE).where({ id }).delete();
  }
}

function toIgnoredFolder(row: IgnoredFolderRow): IgnoredFolder {
  return {
    id: row.id,
    look: JSON.parse(row.look) as FolderLook,
    title: row.title,
    notes: row.notes,
    pinned: row.pinned === 1,
    discoveredAt: row.discovered_at,
    createdAt: row.created_at,
  };
}
