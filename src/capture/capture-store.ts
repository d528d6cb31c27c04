import type { Knex } from 'knex';
import type { CaptureRow } from '../db/rows.ts';
import type { CaptureEvent, CaptureEventDetails } from '../outbox/capture-event.ts';
import type { CaptureEnd, CaptureState } from '../shared/capture.ts';
import type { Capture, CaptureChange, CapturedPrint } from './capture.ts';
import { captureEventDetails } from './capture-events.ts';

const TABLE = 'captures';

export interface CaptureRecorderOfEvents {
  recordCapture(trx: Knex, event: CaptureEvent, details: CaptureEventDetails, now: number): Promise<void>;
}

type Progress = Pick<
  Capture,
  'halvings' | 'firstDueAt' | 'sizes' | 'refused' | 'firstLayer' | 'lastLayer' | 'isDark' | 'isOnDemand'
>;

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

  /** Unless it goes on by now. */
  async settle(id: string): Promise<void> {
    await this.#db(TABLE).where({ id }).whereNotNull('ended_at').update({ settled: 1 });
  }

  async get(id: string): Promise<Capture | null> {
    const [row] = (await this.#db(TABLE).where({ id })) as CaptureRow[];
    return row ? toCapture(row) : null;
  }

  /** Its print was not over after all: its folder waits for it again. */
  reopen(before: Capture, now: number): Promise<Capture> {
    const capture: Capture = {
      ...before,
      ...{ state: 'starting', stateSince: now, endedAt: null, endedBecause: null, isSettled: false },
    };
    return this.#db.transaction(async (trx) => {
      await trx(TABLE).where({ id: capture.id }).update(toRow(capture));
      const current = { source_folder: capture.folder, superseded: 0 };
      await trx('timelapses').where(current).update({ capture_id: capture.id });
      return capture;
    });
  }

  /** Of one print; those of other printers may have the same id. */
  async listOfPrint(externalId: string): Promise<Capture[]> {
    return ((await this.#db(TABLE).where({ print_id: externalId })) as CaptureRow[]).map(toCapture);
  }

  /** Of the latest print of a printer: one for each camera. */
  async listLatestOf(printerKey: string): Promise<Capture[]> {
    const ofPrinter = () => this.#db(TABLE).where({ printer_key: printerKey });
    const latest = ofPrinter().select('print_id').orderBy('started_at', 'desc').limit(1);
    const rows = (await ofPrinter().where('print_id', latest).orderBy('started_at')) as CaptureRow[];
    return rows.map(toCapture);
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
  const { halvings, firstDueAt, sizes, refused, firstLayer, lastLayer, isDark, isOnDemand, print } = capture;
  return {
    id: capture.id,
    name: capture.name,
    camera: JSON.stringify(capture.camera),
    folder: capture.folder,
    rules: JSON.stringify(capture.rules),
    state: capture.state,
    state_since: capture.stateSince,
    progress: JSON.stringify({
      ...{ halvings, firstDueAt, sizes, refused, firstLayer, lastLayer, isDark, isOnDemand },
    } satisfies Progress),
    pictures: capture.pictures,
    last_picture_at: capture.lastPictureAt,
    problem: capture.problem && JSON.stringify(capture.problem),
    started_at: capture.startedAt,
    ended_at: capture.endedAt,
    ended_because: capture.endedBecause,
    settled: capture.isSettled ? 1 : 0,
    printer_key: print?.printerKey ?? null,
    printer_name: print?.printerName ?? null,
    print_id: print?.externalId ?? null,
    print_started_at: print?.startedAt ?? null,
  };
}

function toCapture(row: CaptureRow): Capture {
  return {
    id: row.id,
    name: row.name,
    print: toPrint(row),
    camera: JSON.parse(row.camera) as Capture['camera'],
    folder: row.folder,
    rules: JSON.parse(row.rules) as Capture['rules'],
    state: row.state as CaptureState,
    stateSince: row.state_since,
    ...toProgress(row),
    pictures: row.pictures,
    lastPictureAt: row.last_picture_at,
    problem: row.problem === null ? null : (JSON.parse(row.problem) as Capture['problem']),
    startedAt: row.started_at,
    endedAt: row.ended_at,
    endedBecause: row.ended_because as CaptureEnd | null,
    isSettled: row.settled === 1,
  };
}

/** Earlier versions knew less of it. */
function toProgress({ progress }: CaptureRow): Progress {
  return { isOnDemand: false, ...(JSON.parse(progress) as Omit<Progress, 'isOnDemand'>) };
}

function toPrint(row: CaptureRow): CapturedPrint | null {
  const { printer_key: printerKey, printer_name: printerName, print_id: externalId } = row;
  if (printerKey === null || printerName === null || externalId === null) return null;
  return { printerKey, printerName, externalId, startedAt: row.print_started_at ?? row.started_at };
}
