import type { Progress, Timelapse } from '../../timelapses/timelapse.ts';
import type { TimelapseStats } from '../../timelapses/timelapse-stats.ts';

export const APP_STATES = ['idle', 'processing', 'paused', 'problem'] as const;
export type AppState = (typeof APP_STATES)[number];

export interface LastVideo {
  timelapse: Timelapse;
  mediaContentId: string | null;
  mediaUrl: string | null;
  posterUrl: string | null;
  panelUrl: string | null;
}

export interface Summary {
  paused: boolean;
  waitingFor: string | null;
  pending: number;
  /** What is rendered now; of several, the one that began first. */
  current: Timelapse | null;
  progress: Progress | null;
  lastVideo: LastVideo | null;
  stats: TimelapseStats;
  problems: readonly string[];
}

/** A render takes precedence over problems, and problems over a pause. */
export function appState({ current, problems, paused, pending, waitingFor }: Summary): AppState {
  if (current) return 'processing';
  if (problems.length > 0) return 'problem';
  return paused || (waitingFor !== null && pending > 0) ? 'paused' : 'idle';
}
