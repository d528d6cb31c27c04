import type { Knex } from 'knex';
import type { Status } from '../shared/statuses.ts';
import type { EventRecorder, RecordedEvent } from './event-recorder.ts';
import { loadTimelapses, TABLE } from './load-timelapses.ts';
import type { Timelapse } from './timelapse.ts';
import type { TimelapseRow } from './timelapse-columns.ts';
import { statusEvent } from './timelapse-events.ts';

export type Patch = Partial<TimelapseRow>;

export const OUT_OF_QUEUE: Patch = { queue_seq: null, not_before: null, manual: 0 };

/** How rows are changed, so that no change of status goes unrecorded. */
export class TimelapseWrites {
  readonly #db: Knex;
  readonly #recorders: readonly EventRecorder[];

  /** @param recorders who is interested in events */
  constructor(db: Knex, recorders: readonly EventRecorder[] = []) {
    this.#db = db;
    this.#recorders = recorders;
  }

  /**
   * Every change of status but a claim comes through here, so its event is recorded here.
   *
   * @param from null = any status
   */
  async change(
    id: string,
    from: readonly Status[] | null,
    now: number,
    patch: Patch,
  ): Promise<Timelapse | null> {
    const { status } = patch;
    const changed = status
      ? await this.recorded(statusEvent(status), now, (trx) => this.update(id, from, now, patch, trx))
      : await this.update(id, from, now, patch, this.#db);
    return changed[0] ?? null;
  }

  async update(
    id: string,
    from: readonly Status[] | null,
    now: number,
    patch: Patch,
    db: Knex,
  ): Promise<Timelapse[]> {
    const query = db(TABLE).where({ id });
    if (from) query.whereIn('status', [...from]);
    const rows = (await query.update({ ...patch, updated_at: now }).returning('*')) as TimelapseRow[];
    return loadTimelapses(db, rows);
  }

  /** In one transaction: both are true, or neither. */
  recorded(
    event: RecordedEvent,
    now: number,
    change: (trx: Knex) => Promise<Timelapse[]>,
  ): Promise<Timelapse[]> {
    return this.#db.transaction(async (trx) => {
      const changed = await change(trx);
      if (changed.length === 0) return changed;
      for (const recorder of this.#recorders) await recorder.record(trx, event, changed, now);
      return changed;
    });
  }
}
