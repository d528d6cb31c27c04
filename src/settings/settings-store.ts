import type { Knex } from 'knex';

const TABLE = 'settings';

/** What the app remembers of itself besides its options, with the kind of each value. */
export interface StoredSettings {
  queue_paused: boolean;
  /** Targets of the links that we made in Home Assistant's media folder. */
  media_links: string[];
  /** What was seen of each printer in Home Assistant, by its key. */
  printers: unknown;
}

/** Every knex query on stored settings. */
export class SettingsStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async get<K extends keyof StoredSettings>(name: K): Promise<StoredSettings[K] | null> {
    const [row] = (await this.#db(TABLE).where({ name }).select('value')) as { value: string }[];
    return row ? (JSON.parse(row.value) as StoredSettings[K]) : null;
  }

  async set<K extends keyof StoredSettings>(name: K, value: StoredSettings[K]): Promise<void> {
    await this.#db(TABLE)
      .insert({ name, value: JSON.stringify(value) })
      .onConflict('name')
      .merge();
  }
}
