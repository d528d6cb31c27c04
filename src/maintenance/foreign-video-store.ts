import type { Knex } from 'knex';
import type { ForeignVideoRow } from '../db/rows.ts';

const TABLE = 'foreign_videos';
const PATHS_PER_STATEMENT = 500;

export interface VideoFile {
  path: string;
  sizeBytes: number;
  modifiedAt: number;
}

export class ForeignVideoStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async all(): Promise<Map<string, VideoFile>> {
    const rows = (await this.#db(TABLE)) as ForeignVideoRow[];
    return new Map(
      rows.map(({ path, size_bytes, modified_at }) => [
        path,
        { path, sizeBytes: size_bytes, modifiedAt: modified_at },
      ]),
    );
  }

  async put({ path, sizeBytes, modifiedAt }: VideoFile): Promise<void> {
    await this.#db(TABLE)
      .insert({ path, size_bytes: sizeBytes, modified_at: modifiedAt })
      .onConflict('path')
      .merge();
  }

  async forget(paths: readonly string[]): Promise<void> {
    for (let start = 0; start < paths.length; start += PATHS_PER_STATEMENT)
      await this.#db(TABLE)
        .whereIn('path', paths.slice(start, start + PATHS_PER_STATEMENT))
        .delete();
  }
}
