import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { OutboxRow } from '../db/rows.ts';
import type { RecordedEvent, EventRecorder } from '../timelapses/event-recorder.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import { CAPTURE_EVENTS, type CaptureEvent, type CaptureEventDetails } from './capture-event.ts';
import { type EventDetails, eventDetailsOf } from './event-details.ts';
import { RULE_APPLIED, type RuleEventDetails } from './rule-event.ts';

const TABLE = 'outbox';
const ROWS_PER_STATEMENT = 200;
/** Days of printing while Home Assistant is away; older events are no longer news. */
export const MAX_EVENTS = 5000;

interface Sent {
  seq: number;
  /** Stays the same when it is sent again, so that duplicates can be recognised. */
  eventId: string;
  happenedAt: number;
}
export type TimelapseEntry = Sent & { event: RecordedEvent; fact: EventDetails };
export type CaptureEntry = Sent & { event: CaptureEvent; fact: CaptureEventDetails };
export type RuleEntry = Sent & { event: typeof RULE_APPLIED; fact: RuleEventDetails };
export type OutboxEntry = TimelapseEntry | CaptureEntry | RuleEntry;

export function isOfCapture(entry: OutboxEntry): entry is CaptureEntry {
  return CAPTURE_EVENTS.some((event) => event === entry.event);
}

export function isOfRule(entry: OutboxEntry): entry is RuleEntry {
  return entry.event === RULE_APPLIED;
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
    await this.#insert(trx, event, timelapses.map(eventDetailsOf), now);
  }

  /** Recorded in the transaction that makes it true. */
  recordCapture(trx: Knex, event: CaptureEvent, details: CaptureEventDetails, now: number): Promise<void> {
    return this.#insert(trx, event, [details], now);
  }

  /** Likewise. */
  recordRule(trx: Knex, details: RuleEventDetails, now: number): Promise<void> {
    return this.#insert(trx, RULE_APPLIED, [details], now);
  }

  async #insert(
    trx: Knex,
    event: OutboxEntry['event'],
    facts: readonly OutboxEntry['fact'][],
    now: number,
  ): Promise<void> {
    const rows = facts.map((fact) => ({
      event_id: randomUUID(),
      event,
      fact: JSON.stringify(fact),
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
    return rows.map(
      (row) =>
        ({
          seq: row.seq,
          eventId: row.event_id,
          event: row.event,
          fact: JSON.parse(row.fact),
          happenedAt: row.happened_at,
        }) as OutboxEntry,
    );
  }

  async remove(seq: number): Promise<void> {
    await this.#db(TABLE).where({ seq }).delete();
  }
}
