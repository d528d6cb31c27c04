import type { PrintJobStatus } from '../shared/print-job.ts';

export interface PrintJob {
  id: string;
  source: string;
  /** Null when the source has no id for it. */
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

export interface PrintJobReport {
  externalId: string | null;
  name: string;
  fileName: string | null;
  printer: string | null;
  status: PrintJobStatus;
  startedAt: number | null;
  endedAt: number | null;
  /** When the source recorded it; null = now. */
  createdAt: number | null;
}

const UNDER_WAY: readonly PrintJobStatus[] = ['printing', 'paused'];
const ENDED: readonly PrintJobStatus[] = ['completed', 'failed', 'cancelled'];

/** Successfully or not. */
export function isEnded({ status, endedAt }: Pick<PrintJob, 'status' | 'endedAt'>): boolean {
  return endedAt !== null || ENDED.includes(status);
}

/** As far as known; a paused print counts. */
export function isUnderWay(job: Pick<PrintJob, 'status' | 'endedAt'>): boolean {
  return UNDER_WAY.includes(job.status) && !isEnded(job);
}
