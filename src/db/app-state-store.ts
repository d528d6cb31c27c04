import type { Knex } from 'knex';

const TABLE = 'settings';

export interface StoredJoin {
  first: string;
  root: string;
  later: { id: string; folder: string }[];
  moves: { from: string; to: string }[];
}

/** Videos that move into Home Assistant's media folder. */
export interface StoredMediaMove {
  from: string;
  to: string;
  /** Whether `to` is the output folder by now. */
  isSwitched: boolean;
  /** What is being put in place; saved before there is anything under the new name. */
  placing: StoredPlacing | null;
  /** Since it began. */
  done: { videos: number; bytes: number };
  isFinished: boolean;
}

export interface StoredPlacing {
  /** Of a timelapse; that of a copy to share has its id, too. */
  file: { timelapseId: string; kind: string; path: string; shareId?: string };
  to: string;
  sizeBytes: number;
  modifiedAt: number;
}

/** A file on its way into an archive or back; saved before there is anything under the new name. */
export interface StoredArchiving {
  timelapseId: string;
  kind: 'video' | 'original';
  from: string;
  to: string;
  /** Null = it comes back. */
  archiveFolder: string | null;
  sizeBytes: number;
  modifiedAt: number;
}

export interface AppState {
  queue_paused: boolean;
  /** Targets of the links that the app made in Home Assistant's media folder. */
  media_links: string[];
  printers: unknown;
  /** Printers that are shown via MQTT, by their id there, and whether a poster of theirs may lie at the broker. */
  mqtt_printers: Record<string, { key: string; name: string; hasPoster?: true }>;
  join: StoredJoin | null;
  media_move: StoredMediaMove | null;
  archiving: StoredArchiving | null;
  /** The archive folder, once it is an archive; null = it was chosen since. */
  archive_made: string | null;
  /** The user does not want the videos moved into Home Assistant's media folder. */
  media_move_dismissed: boolean;
  /** Deleted from the trash before their time, since a render needed the space; milliseconds since 1970. */
  trash_emptied: { at: number; videos: number; bytes: number };
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
