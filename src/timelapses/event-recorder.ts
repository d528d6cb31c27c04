import type { Knex } from 'knex';
import { STATUSES, type Status } from '../shared/statuses.ts';
import type { Timelapse } from './timelapse.ts';
import { statusEvent } from './timelapse-events.ts';

/** Events reported to outside systems, each once. */
export type RecordedEvent = `timelapse.${Status}` | 'timelapse.deleted';

export const RECORDED_EVENTS: readonly RecordedEvent[] = [...STATUSES.map(statusEvent), 'timelapse.deleted'];

export interface EventRecorder {
  /** Recorded in the transaction that makes it true. @param timelapses their new state; of a deleted one the last */
  record(trx: Knex, event: RecordedEvent, timelapses: readonly Timelapse[], now: number): Promise<void>;
}
