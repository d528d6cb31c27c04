import type { Knex } from 'knex';
import { STATUSES, type Status } from '../shared/statuses.ts';
import type { Timelapse } from './timelapse.ts';
import { statusEvent } from './timelapse-events.ts';

/** What somebody outside is told of a timelapse, each once: a new status, or its end. */
export type FactEvent = `timelapse.${Status}` | 'timelapse.deleted';

/** Each of them, in the order of a timelapse's life. */
export const FACT_EVENTS: readonly FactEvent[] = [...STATUSES.map(statusEvent), 'timelapse.deleted'];

/** Keeps facts for somebody who may not be there now. */
export interface FactRecorder {
  /**
   * Writes a fact down in the transaction that makes it true.
   *
   * @param trx that transaction
   * @param timelapses as they are from then on; a deleted one as it was last
   */
  record(trx: Knex, event: FactEvent, timelapses: readonly Timelapse[], now: number): Promise<void>;
}
