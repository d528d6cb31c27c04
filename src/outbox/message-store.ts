import type { Knex } from 'knex';
import type { MessageRow } from '../db/rows.ts';
import type { EventRecorder, RecordedEvent } from '../timelapses/event-recorder.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';

const TABLE = 'messages';

export type MessageKind = 'made' | 'failed';

/** A message that is to be sent. */
export interface PendingMessage {
  seq: number;
  timelapseId: string;
  /** An action or entity of Home Assistant. */
  target: string;
  kind: MessageKind;
  refusals: number;
  /** Milliseconds since 1970. */
  happenedAt: number;
}

const KINDS: Partial<Record<RecordedEvent, MessageKind>> = {
  'timelapse.completed': 'made',
  'timelapse.failed': 'failed',
};

export class MessageStore implements EventRecorder {
  readonly #db: Knex;
  readonly #targets: () => readonly string[];

  /** @param targets who gets a message after each video */
  constructor(db: Knex, targets: () => readonly string[]) {
    this.#db = db;
    this.#targets = targets;
  }

  async record(
    trx: Knex,
    event: RecordedEvent,
    timelapses: readonly Timelapse[],
    now: number,
  ): Promise<void> {
    const kind = KINDS[event];
    if (kind === undefined) return;
    const rows = timelapses
      .filter((timelapse) => kind === 'failed' || isNew(timelapse, now))
      .flatMap(({ id }) =>
        [...new Set(this.#targets())].map((target) => ({
          ...{ timelapse_id: id, target, kind, happened_at: now, due_at: now },
        })),
      );
    if (rows.length > 0) await trx(TABLE).insert(rows);
  }

  /** The oldest first, and when the next is due; null = none waits. */
  async due(now: number): Promise<{ messages: PendingMessage[]; nextAt: number | null }> {
    const rows = (await this.#db(TABLE).orderBy('seq')) as MessageRow[];
    const later = rows.filter(({ due_at: dueAt }) => dueAt > now).map(({ due_at: dueAt }) => dueAt);
    return {
      messages: rows.filter(({ due_at: dueAt }) => dueAt <= now).map(toMessage),
      nextAt: later.length === 0 ? null : Math.min(...later),
    };
  }

  async remove(seq: number): Promise<void> {
    await this.#db(TABLE).where({ seq }).delete();
  }

  /** It was refused, and is due again later. */
  async postpone(seq: number, dueAt: number): Promise<void> {
    await this.#db(TABLE).where({ seq }).update({ due_at: dueAt }).increment('refusals', 1);
  }
}

/** A change of the record does not make a video. */
function isNew({ processingCompletedAt }: Timelapse, now: number): boolean {
  return processingCompletedAt === now;
}

function toMessage(row: MessageRow): PendingMessage {
  const { seq, target, refusals } = row;
  return {
    ...{ seq, target, refusals },
    timelapseId: row.timelapse_id,
    kind: row.kind as MessageKind,
    happenedAt: row.happened_at,
  };
}
