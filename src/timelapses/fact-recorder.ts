import type { Knex } from 'knex';
import type { Status } from '../shared/statuses.ts';
import type { Timelapse } from './timelapse.ts';

/** What somebody outside is told of a timelapse, each once: a new status, or its end. */
export type FactEvent = `timelapse.${Status}` | 'timelapse.deleted';

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
