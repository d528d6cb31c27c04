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
