import type { Knex } from 'knex';
import type { DestinationRow } from '../db/rows.ts';
import { conflict } from '../lib/errors.ts';
import { foldText } from '../lib/fold-text.ts';
import type { DestinationKind, Sends } from '../shared/uploads.ts';
import type { Address, Destination } from './destination.ts';

const TABLE = 'destinations';
/** Nobody wants to look through more. */
const MAX_DESTINATIONS = 20;

/** How many uploads of a destination are in which state. */
export interface UploadCounts {
  waiting: number;
  failed: number;
  done: number;
}

export class DestinationStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async list(): Promise<Destination[]> {
    const rows = (await this.#db(TABLE).orderBy('name_key')) as DestinationRow[];
    return rows.map(toDestination);
  }

  async get(id: string): Promise<Destination | null> {
    const [row] = (await this.#db(TABLE).where({ id })) as DestinationRow[];
    return row ? toDestination(row) : null;
  }

  async counts(): Promise<Map<string, UploadCounts>> {
    const rows = (await this.#db('uploads')
      // Not those of videos in the trash.
      .whereIn('timelapse_id', this.#db('timelapses').select('id'))
      .select('destination_id', 'state')
      .count({ count: '*' })
      .groupBy('destination_id', 'state')) as { destination_id: string; state: string; count: number }[];
    const counts = new Map<string, UploadCounts>();
    for (const { destination_id: id, state, count } of rows) {
      const each = counts.get(id) ?? { waiting: 0, failed: 0, done: 0 };
      counts.set(id, each);
      if (state === 'waiting' || state === 'sending') each.waiting += count;
      if (state === 'failed') each.failed += count;
      if (state === 'done') each.done += count;
    }
    return counts;
  }

  /** @throws AppError 409 when the name is taken, or there are too many */
  add(destination: Destination): Promise<void> {
    return this.#db.transaction(async (trx) => {
      await refuseTaken(trx, destination);
      const [{ count }] = (await trx(TABLE).count({ count: '*' })) as [{ count: number }];
      if (count >= MAX_DESTINATIONS)
        throw conflict(
          'too_many_destinations',
          `There are ${MAX_DESTINATIONS} destinations already.`,
          { most: MAX_DESTINATIONS },
          'Remove one first.',
        );
      await trx(TABLE).insert(toRow(destination));
    });
  }

  /** False = it is gone. @throws AppError 409 when the name is taken */
  change(destination: Destination): Promise<boolean> {
    return this.#db.transaction(async (trx) => {
      await refuseTaken(trx, destination);
      const { id } = destination;
      return (await trx(TABLE).where({ id }).update(toRow(destination))) > 0;
    });
  }

  /** With its uploads. False = it was already gone. */
  async delete(id: string): Promise<boolean> {
    return (await this.#db(TABLE).where({ id }).delete()) > 0;
  }
}

async function refuseTaken(trx: Knex, { id, name }: Destination): Promise<void> {
  const [taken] = (await trx(TABLE)
    .where({ name_key: foldText(name) })
    .whereNot({ id })) as DestinationRow[];
  if (!taken) return;
  throw conflict(
    'name_taken',
    `There is already a destination named "${taken.name}".`,
    { field: 'name' },
    'Choose another name.',
  );
}

function toRow(destination: Destination): DestinationRow {
  const { id, name, kind, address, sends, sendsSince, sealedSecret, createdAt, updatedAt } = destination;
  return {
    id,
    name,
    name_key: foldText(name),
    kind,
    address: JSON.stringify(address),
    secret: sealedSecret,
    sends,
    sends_since: sendsSince,
    created_at: createdAt,
    updated_at: updatedAt,
  };
}

function toDestination(row: DestinationRow): Destination {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as DestinationKind,
    address: JSON.parse(row.address) as Address,
    sends: row.sends as Sends,
    sendsSince: row.sends_since,
    sealedSecret: row.secret,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
