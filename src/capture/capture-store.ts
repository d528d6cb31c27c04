import type { Knex } from 'knex';
import type { CaptureRow } from '../db/rows.ts';
import type { CaptureEvent, CaptureEventDetails } from '../outbox/capture-event.ts';
import type { CaptureEnd, CaptureState } from '../shared/capture.ts';
import type { Capture, CaptureChange } from './capture.ts';
import { captureEventDetails } from './capture-events.ts';

const TABLE = 'captures';

export interface CaptureRecorderOfEvents {
  recordCapture(trx: Knex, event: CaptureEvent, details: CaptureEventDetails, now: number): Promise<void>;
}

type Progress = Pick<Capture, 'halvings' | 'firstDueAt' | 'sizes' | 'refused'>;

/** Knows rows, not rules. */
export class CaptureStore {
  readonly #db: Knex;
  readonly #recorder: CaptureRecorderOfEvents | null;

  /** @param recorder null = nobody is interested in events */
  constructor(db: Knex, recorder: CaptureRecorderOfEvents | null) {
    this.#db = db;
    this.#recorder = recorder;
  }

  /** From now on, its folder waits for it. */
  async insert(capture: Capture, now: number): Promise<void> {
    await this.#db.transaction(async (trx) => {
      await trx(TABLE).insert(toRow(capture));
      await this.#recorder?.recordCapture(
        trx,
        'timelapse.capture_started',
        captureEventDetails(capture),
        now,
      );
    });
  }

  async change(
    before: Capture,
    change: CaptureChange,
    { event, now }: { event: CaptureEvent | null; now: number },
  ): Promise<Capture> {
    const capture = { ...before, ...change };
    await this.#db.transaction(async (trx) => {
      await trx(TABLE).where({ id: capture.id }).update(toRow(capture));
      if (event) await this.#recorder?.recordCapture(trx, event, captureEventDetails(capture), now);
    });
    return capture;
  }

  async get(id: string): Promise<Capture | null> {
    const [row] = (await this.#db(TABLE).where({ id })) as CaptureRow[];
    return row ? toCapture(row) : null;
  }

  /** Running, or over but not settled; oldest first. */
  async listUnsettled(): Promise<Capture[]> {
    const rows = (await this.#db(TABLE).whereRaw('settled = 0').orderBy('started_at')) as CaptureRow[];
    return rows.map(toCapture);
  }

  /** Running ones first, then the latest. */
  async list(
    running: boolean | undefined,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<{ captures: Capture[]; total: number }> {
    const found = this.#db(TABLE);
    if (running === true) found.whereNull('ended_at');
    if (running === false) found.whereNotNull('ended_at');
    const [count] = (await found.clone().count({ total: '*' })) as { total: number }[];
    const rows = (await found
      .orderByRaw('ended_at IS NOT NULL, started_at DESC, id')
      .limit(limit)
      .offset(offset)) as CaptureRow[];
    return { captures: rows.map(toCapture), total: Number(count?.total ?? 0) };
  }

  async hasFolder(folder: string): Promise<boolean> {
    return (await this.#db(TABLE).where({ folder }).first()) !== undefined;
  }

  /** Ids of the timelapses of their folders. */
  async timelapsesOf(folders: readonly string[]): Promise<Map<string, string>> {
    const rows = (await this.#db('timelapses')
      .where({ superseded: 0 })
      .whereIn('source_folder', [...folders])
      .select('id', 'source_folder')) as { id: string; source_folder: string }[];
    return new Map(rows.map(({ id, source_folder: folder }) => [folder, id]));
  }
}

function toRow(capture: Capture): CaptureRow {
  const { halvings, firstDueAt, sizes, refused } = capture;
  return {
    id: capture.id,
    name: capture.name,
    camera: JSON.stringify(capture.camera),
    folder: capture.folder,
    rules: JSON.stringify(capture.rules),
    state: capture.state,
    state_since: capture.stateSince,
    progress: JSON.stringify({ halvings, firstDueAt, sizes, refused } satisfies Progress),
    pictures: capture.pictures,
    last_picture_at: capture.lastPictureAt,
    problem: capture.problem && JSON.stringify(capture.problem),
    started_at: capture.startedAt,
    ended_at: capture.endedAt,
    ended_because: capture.endedBecause,
    settled: capture.isSettled ? 1 : 0,
  };
}

function toCapture(row: CaptureRow): Capture {
  return {
    id: row.id,
    name: row.name,
    camera: JSON.parse(row.camera) as Capture['camera'],
    folder: row.folder,
    rules: JSON.parse(row.rules) as Capture['rules'],
    state: row.state as CaptureState,
    stateSince: row.state_since,
    ...(JSON.parse(row.progress) as Progress),
    pictures: row.pictures,
    lastPictureAt: row.last_picture_at,
    problem: row.problem === null ? null : (JSON.parse(row.problem) as Capture['problem']),
    startedAt: row.started_at,
    endedAt: row.ended_at,
    endedBecause: row.ended_because as CaptureEnd | null,
    isSettled: row.settled === 1,
  };
}
