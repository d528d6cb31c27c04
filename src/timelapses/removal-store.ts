import type { Knex } from 'knex';
import type { RemovalRow } from '../db/rows.ts';
import type { TimelapseFile } from './timelapse.ts';

const TABLE = 'removals';

export interface RemovalPlan {
  files: TimelapseFile[];
  /** Up to the newest known frame, since later ones may belong to another print. Null = kept. */
  frames: { folder: string; until: number } | null;
}

/** Saved, but not yet carried out. */
export interface Removal extends RemovalPlan {
  id: number;
}

export class RemovalStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async list(): Promise<Removal[]> {
    const rows = (await this.#db(TABLE).orderBy('id')) as RemovalRow[];
    return rows.map((row) => ({
      id: row.id,
      files: JSON.parse(row.files) as TimelapseFile[],
      frames: row.source_folder === null ? null : { folder: row.source_folder, until: row.frames_until ?? 0 },
    }));
  }

  async findFolders(folders: readonly string[]): Promise<Set<string>> {
    const found = await this.#db(TABLE)
      .whereIn('source_folder', [...folders])
      .pluck('source_folder');
    return new Set(found as string[]);
  }

  async done(id: number): Promise<void> {
    await this.#db(TABLE).where({ id }).delete();
  }
}

/** In the transaction of the deletion. */
export async function putRemoval(trx: Knex, { files, frames }: RemovalPlan): Promise<Removal> {
  const row = {
    files: JSON.stringify(files),
    source_folder: frames?.folder ?? null,
    frames_until: frames?.until ?? null,
  };
  const [id] = await trx(TABLE).insert(row);
  return { id: id!, files, frames };
}
