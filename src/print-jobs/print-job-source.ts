import type { Cause } from '../shared/facts.ts';
import type { PrintJobReport } from './print-job.ts';

export interface PrintJobSourceState {
  /** `off`: not configured; `unknown`: not asked yet. */
  state: 'off' | 'unknown' | 'ok' | 'unreachable';
  /** For people, without secrets. */
  where: string | null;
  why: Cause | null;
}

export interface PrintJobSource {
  /** Under this name, external ids are unique. */
  readonly name: string;
  readonly state: PrintJobSourceState;
  /** Never throws, even if the source is unreachable. */
  start(): void | Promise<void>;
  stop(): Promise<void>;
}

export type ReceivePrintJobs = (source: string, reports: readonly PrintJobReport[]) => Promise<void>;
