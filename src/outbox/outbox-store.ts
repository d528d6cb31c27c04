import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { OutboxRow } from '../db/rows.ts';
import type { RecordedEvent, EventRecorder } from '../timelapses/event-recorder.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import { type EventDetails, eventDetailsOf } from './event-details.ts';

const TABLE = 'outbox';
const ROWS_PER_STATEMENT = 200;
/** Days of printing while Home Assistant is away; older events are no longer news. */
export const MAX_EVENTS = 5000;

export interface OutboxEntry {
  seq: number;
  /** Stays the same when it is sent again, so that duplicates can be recognised. */
  eventId: string;
  event: RecordedEvent;
  fact: EventDetails;
  happenedAt: number;
}

export class OutboxStore implements EventRecorder {
  readonly #db: Knex;
  readonly #most: number;
  #dropped = 0;

  /** @param most when exceeded, the oldest are dropped */
  constructor(db: Knex, most = MAX_EVENTS) {
    this.#db = db;
    this.#most = most;
  }

  /** Since {@link forgetDropped} or the start. */
  get dropped(): number {
    return this.#dropped;
  }

  forgetDropped(): void {
    this.#dropped = 0;
  }

  async record(
    trx: Knex,
    event: RecordedEvent,
    timelapses: readonly Timelapse[],
    now: number,
  ): Promise<void> {
    const rows = timelapses.map((timelapse) => ({
      event_id: randomUUID(),
      event,
      fact: JSON.stringify(eventDetailsOf(timelapse)),
      happened_at: now,
    }));
    for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
      await trx(TABLE).insert(rows.slice(start, start + ROWS_PER_STATEMENT));
    }
    const beyond = trx(TABLE).select('seq').orderBy('seq', 'desc').limit(1).offset(this.#most);
    this.#dropped += await trx(TABLE).where('seq', '<=', beyond).delete();
  }

  async oldest(limit: number): Promise<OutboxEntry[]> {
    const rows = (await this.#db(TABLE).orderBy('seq').limit(limit)) as OutboxRow[];
    return rows.map((row) => ({
      seq: row.seq,
      eventId: row.event_id,
      event: row.event as RecordedEvent,
      fact: JSON.parse(row.fact) as EventDetails,
      happenedAt: row.happened_at,
    }));
  }

  async remove(seq: number): Promise<void> {
    await this.#db(TABLE).where({ seq }).delete();
  }
}
