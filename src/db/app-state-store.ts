import type { Knex } from 'knex';

const TABLE = 'settings';

export interface StoredJoin {
  first: string;
  root: string;
  later: { id: string; folder: string }[];
  moves: { from: string; to: string }[];
}

export interface AppState {
  queue_paused: boolean;
  /** Targets of the links that the app made in Home Assistant's media folder. */
  media_links: string[];
  printers: unknown;
  join: StoredJoin | null;
  /** Ids of recent print jobs with pictures; printers that are not expected to have any. */
  pictures: { seen: string[]; dismissed: string[] };
}

export class AppStateStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async get<K extends keyof AppState>(name: K): Promise<AppState[K] | null> {
    const [row] = (await this.#db(TABLE).where({ name }).select('value')) as { value: string }[];
    return row ? (JSON.parse(row.value) as AppState[K]) : null;
  }

  async set<K extends keyof AppState>(name: K, value: AppState[K]): Promise<void> {
    await this.#db(TABLE)
      .insert({ name, value: JSON.stringify(value) })
      .onConflict('name')
      .merge();
  }
}
