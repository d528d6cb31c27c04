import type { Cause } from '../shared/facts.ts';
import type { PrintJobReport } from './print-job.ts';

/** How a source of print jobs is doing. */
export interface PrintJobSourceState {
  /** `off`: not set up; `unknown`: not asked yet. */
  state: 'off' | 'unknown' | 'ok' | 'unreachable';
  /** Where it is, for people, without secrets. */
  where: string | null;
  /** Why it cannot be reached. */
  why: Cause | null;
}

/** Something that knows of prints: a Printernizer server, Home Assistant. */
export interface PrintJobSource {
  /** Stable word; what it calls a print is unique under it. */
  readonly name: string;
  readonly state: PrintJobSourceState;
  /** Begins to tell; never throws, however ill the source is. */
  start(): void | Promise<void>;
  stop(): Promise<void>;
}

/** Takes in what a source tells. */
export type ReceivePrintJobs = (source: string, reports: readonly PrintJobReport[]) => Promise<void>;
