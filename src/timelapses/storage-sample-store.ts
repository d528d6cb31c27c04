import type { Knex } from 'knex';
import { FORECAST_WINDOW_MS, KEPT_MS, type StorageSample } from './storage-forecast.ts';

const TABLE = 'storage_samples';

export class StorageSampleStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** The last sample of a day counts; very old ones are deleted. */
  async add(sample: StorageSample): Promise<void> {
    const day = new Date(sample.at).toISOString().slice(0, 10);
    await this.#db(TABLE)
      .insert({ day, taken_at: sample.at, used_bytes: sample.usedBytes })
      .onConflict('day')
      .merge();
    await this.#db(TABLE)
      .where('taken_at', '<', sample.at - KEPT_MS)
      .delete();
  }

  /** For the forecast. */
  listRecent(now: number): Promise<StorageSample[]> {
    return this.#since(now - FORECAST_WINDOW_MS);
  }

  /** Earliest first. */
  list(): Promise<StorageSample[]> {
    return this.#since(0);
  }

  async #since(at: number): Promise<StorageSample[]> {
    const rows = (await this.#db(TABLE).where('taken_at', '>=', at).orderBy('taken_at')) as {
      taken_at: number;
      used_bytes: number;
    }[];
    return rows.map((row) => ({ at: row.taken_at, usedBytes: row.used_bytes }));
  }
}
