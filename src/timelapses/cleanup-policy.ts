import type { Timelapse } from './timelapse.ts';

const DAY_MS = 86_400_000;

/** Since the video was made, or since the folder was found. */
export function ageDays(timelapse: Timelapse, now: number): number {
  const born = timelapse.processingCompletedAt ?? timelapse.createdAt;
  return Math.max(0, Math.floor((now - born) / DAY_MS));
}

export function isCleanupCandidate(timelapse: Timelapse, thresholdDays: number, now: number): boolean {
  return (
    timelapse.status === 'completed' &&
    timelapse.videoExists &&
    !timelapse.pinned &&
    timelapse.archiveState === null &&
    ageDays(timelapse, now) >= thresholdDays
  );
}

export interface CleanupReason {
  text: string;
  ageDays: number;
}

export function cleanupReason(timelapse: Timelapse, thresholdDays: number, now: number): CleanupReason {
  const days = ageDays(timelapse, now);
  return {
    text: `${days} days old (clean-up age: ${thresholdDays} days) and not pinned.`,
    ageDays: days,
  };
}
