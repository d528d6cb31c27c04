import type { PrintJob } from './print-job.ts';

export type Print = Pick<PrintJob, 'id' | 'name' | 'printer' | 'startedAt' | 'endedAt'>;

/** Emitted after the change is in the database. */
export interface PrintEvents {
  /** All that a source reported together. */
  'print.changed': readonly PrintJob[];
  /** Not repeated after a restart. */
  'print.began': Print;
  /** Not repeated after a restart. */
  'print.ended': Print;
}
