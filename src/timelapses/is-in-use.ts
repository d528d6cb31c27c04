import type { Knex } from 'knex';
import { SHARES } from './copies-of-videos.ts';
import { TABLE } from './load-timelapses.ts';

/** A render knows where the video was when it began, and a copy reads it. */
export async function isInUse(trx: Knex, timelapseId: string): Promise<boolean> {
  const uses = [
    trx(TABLE).where({ id: timelapseId, status: 'processing' }),
    trx('runs').where({ timelapse_id: timelapseId }).whereNull('ended_at'),
    trx(SHARES).where({ timelapse_id: timelapseId, state: 'making' }),
  ];
  for (const use of uses) if ((await use.first()) !== undefined) return true;
  return false;
}
