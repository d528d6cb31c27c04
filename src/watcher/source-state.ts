import type { Cause } from '../shared/facts.ts';
import type { UnusedPictures } from './group-unused.ts';

export interface SourceState {
  state: 'unknown' | 'ok' | 'unreachable' | 'off';
  why: Cause | null;
  /** Beyond the maximum that is tracked. */
  leftOut: number;
  /** Names of skipped links and unreadable entries. */
  skipped: string[];
  unused: UnusedPictures[];
}

/** Null = unknown: where the scans themselves fail, that says nothing about the folder. */
export function isReachable({ state, why }: Pick<SourceState, 'state' | 'why'>): boolean | null {
  if (state !== 'unreachable') return true;
  return why?.cause === 'scan_failed' ? null : false;
}
