import type { PrintJobStatus } from '../shared/print-job.ts';

/** A print known from a source: Home Assistant, a Printernizer server, the API. Times in milliseconds since 1970. */
export interface PrintJob {
  id: string;
  source: string;
  /** What the source calls it; null when it has no name for it. */
  externalId: string | null;
  name: string;
  fileName: string | null;
  printer: string | null;
  status: PrintJobStatus;
  startedAt: number | null;
  endedAt: number | null;
  createdAt: number;
  updatedAt: number;
}

/** A print as its source tells of it. */
export interface PrintJobReport {
  externalId: string | null;
  name: string;
  fileName: string | null;
  printer: string | null;
  status: PrintJobStatus;
  startedAt: number | null;
  endedAt: number | null;
  /** When the source wrote it down; null = now. */
  createdAt: number | null;
}

const ENDED: readonly PrintJobStatus[] = ['completed', 'failed', 'cancelled'];

/** Whether the print is over, well or not. */
export function isEnded({ status, endedAt }: Pick<PrintJob, 'status' | 'endedAt'>): boolean {
  return endedAt !== null || ENDED.includes(status);
}
