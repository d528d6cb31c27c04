import type { Progress, Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseStats } from '../timelapses/timelapse-stats.ts';

/** What the app is doing, in one word. */
export const APP_STATES = ['idle', 'processing', 'paused', 'problem'] as const;
export type AppState = (typeof APP_STATES)[number];

/** The last video that was made, and where Home Assistant finds it. */
export interface LastVideo {
  timelapse: Timelapse;
  mediaContentId: string | null;
  mediaUrl: string | null;
  posterUrl: string | null;
  panelUrl: string | null;
}

/** Everything that Home Assistant shows of the app, at one moment. */
export interface Summary {
  /** By the user. */
  paused: boolean;
  /** The printer that renders wait for; null = they do not wait. */
  waitingFor: string | null;
  /** How many wait for the engine. */
  pending: number;
  /** What is rendered now. */
  current: Timelapse | null;
  progress: Progress | null;
  lastVideo: LastVideo | null;
  stats: TimelapseStats;
  /** What needs a look, in sentences. */
  problems: readonly string[];
}

/** A render goes on whatever else is wrong; a problem is more than a pause. */
export function appState({ current, problems, paused, pending, waitingFor }: Summary): AppState {
  if (current) return 'processing';
  if (problems.length > 0) return 'problem';
  return paused || (waitingFor !== null && pending > 0) ? 'paused' : 'idle';
}
