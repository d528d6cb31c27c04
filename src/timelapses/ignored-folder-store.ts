import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { IgnoredFolderRow } from '../db/rows.ts';
import type { Fingerprint } from './fingerprint.ts';

const TABLE = 'ignored_folders';

/** A tombstone: the image folder of a deleted timelapse, with the frames it held then. */
export interface IgnoredFolder {
  id: string;
  sourceFolder: string;
  folderName: string;
  fingerprint: Fingerprint;
  title: string | null;
  createdAt: number;
}

/** Every knex query on tombstones. */
export class IgnoredFolderStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async list(): Promise<IgnoredFolder[]> {
    const rows = (await this.#db(TABLE).orderBy('created_at', 'desc')) as IgnoredFolderRow[];
    return rows.map(toIgnoredFolder);
  }

  /** The tombstones of these image folders. */
  async find(sourceFolders: readonly string[]): Promise<IgnoredFolder[]> {
    const rows = (await this.#db(TABLE).whereIn('source_folder', [...sourceFolders])) as IgnoredFolderRow[];
    return rows.map(toIgnoredFolder);
  }

  async add(folder: Omit<IgnoredFolder, 'id'>): Promise<void> {
    await this.#db(TABLE)
      .insert({
        id: randomUUID(),
        source_folder: folder.sourceFolder,
        folder_name: folder.folderName,
        ...fingerprintColumns(folder.fingerprint),
        title: folder.title,
        created_at: folder.createdAt,
      })
      .onConflict('source_folder')
      .merge();
  }

  async updateFingerprint(id: string, fingerprint: Fingerprint): Promise<void> {
    await this.#db(TABLE).where({ id }).update(fingerprintColumns(fingerprint));
  }

  async remove(id: string): Promise<void> {
    await this.#db(TABLE).where({ id }).delete();
  }
}

function fingerprintColumns(fingerprint: Fingerprint): Partial<IgnoredFolderRow> {
  return {
    frame_count: fingerprint.count,
    frames_newest_at: fingerprint.newestAt,
    frames_last_name: fingerprint.lastName,
    frames_bytes: fingerprint.totalBytes,
  };
}

function toIgnoredFolder(row: IgnoredFolderRow): IgnoredFolder {
  return {
    id: row.id,
    sourceFolder: row.source_folder,
    folderName: row.folder_name,
    fingerprint: {
      count: row.frame_count,
      newestAt: row.frames_newest_at,
      lastName: row.frames_last_name,
      totalBytes: row.frames_bytes,
    },
    title: row.title,
    createdAt: row.created_at,
  };
}
