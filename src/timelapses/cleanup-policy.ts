import type { Timelapse } from './timelapse.ts';

const DAY_MS = 86_400_000;

/** Whole days since the video was made, else since the folder was found. */
export function ageDays(timelapse: Timelapse, now: number): number {
  const born = timelapse.processingCompletedAt ?? timelapse.createdAt;
  return Math.max(0, Math.floor((now - born) / DAY_MS));
}

/** Whether clean-up offers it: a finished video, old enough, and not pinned. */
export function isCleanupCandidate(timelapse: Timelapse, thresholdDays: number, now: number): boolean {
  return (
    timelapse.status === 'completed' &&
    timelapse.videoExists &&
    !timelapse.pinned &&
    ageDays(timelapse, now) >= thresholdDays
  );
}

/** Why clean-up offers a video; for people, and in figures for a page in another language. */
export interface CleanupReason {
  text: string;
  ageDays: number;
}

/** @param thresholdDays the option `timelapse_cleanup_age_days` */
export function cleanupReason(timelapse: Timelapse, thresholdDays: number, now: number): CleanupReason {
  const days = ageDays(timelapse, now);
  return {
    text: `${days} days old (clean-up offers from ${thresholdDays} days on), and not pinned.`,
    ageDays: days,
  };
}
