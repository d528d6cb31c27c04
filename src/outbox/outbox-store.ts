import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { OutboxRow } from '../db/rows.ts';
import type { FactEvent, FactRecorder } from '../timelapses/fact-recorder.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import { type Fact, factOf } from './fact.ts';

const TABLE = 'outbox';
const ROWS_PER_STATEMENT = 200;
/** Days of printing with Home Assistant away; what is older than so many facts is news no longer. */
export const MOST_FACTS = 5000;

/** A fact that waits for Home Assistant. */
export interface OutboxEntry {
  seq: number;
  /** The same however often it is sent, so that a repetition can be told. */
  eventId: string;
  event: FactEvent;
  fact: Fact;
  /** When it became true, milliseconds since 1970. */
  happenedAt: number;
}

/** Every knex query on facts that wait for Home Assistant. */
export class OutboxStore implements FactRecorder {
  readonly #db: Knex;
  readonly #most: number;
  #dropped = 0;

  /** @param most beyond so many the oldest are dropped */
  constructor(db: Knex, most = MOST_FACTS) {
    this.#db = db;
    this.#most = most;
  }

  /** How many were dropped since {@link forgetDropped}, or since the start. */
  get dropped(): number {
    return this.#dropped;
  }

  forgetDropped(): void {
    this.#dropped = 0;
  }

  async record(trx: Knex, event: FactEvent, timelapses: readonly Timelapse[], now: number): Promise<void> {
    const rows = timelapses.map((timelapse) => ({
      event_id: randomUUID(),
      event,
      fact: JSON.stringify(factOf(timelapse)),
      happened_at: now,
    }));
    for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
      await trx(TABLE).insert(rows.slice(start, start + ROWS_PER_STATEMENT));
    }
    const beyond = trx(TABLE).select('seq').orderBy('seq', 'desc').limit(1).offset(this.#most);
    this.#dropped += await trx(TABLE).where('seq', '<=', beyond).delete();
  }

  /** The oldest, in the order in which they became true. */
  async oldest(limit: number): Promise<OutboxEntry[]> {
    const rows = (await this.#db(TABLE).orderBy('seq').limit(limit)) as OutboxRow[];
    return rows.map((row) => ({
      seq: row.seq,
      eventId: row.event_id,
      event: row.event as FactEvent,
      fact: JSON.parse(row.fact) as Fact,
      happenedAt: row.happened_at,
    }));
  }

  async remove(seq: number): Promise<void> {
    await this.#db(TABLE).where({ seq }).delete();
  }
}
