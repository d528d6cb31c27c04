import type { Reading } from '../input/capture-log.ts';

/** Stages in which plastic is laid down, or that say nothing of it; each other one is a step before or between. */
const PRINTING = new Set([
  ...['printing', 'printing_recovery', 'dropping', 'lifting', 'running', 'print', 'in_progress'],
  ...['', 'idle', 'unavailable', 'unknown', 'none', 'offline'],
]);

/** Where this part of the pictures or more seems to be taken between, the words are not understood. */
const MAX_BETWEEN = 0.5;

/** With fewer for each picture of the video, next to nothing is left to choose. */
const MIN_CANDIDATES = 1.4;

/**
 * Those of the frames that were taken while the printer printed, and after it had: not while it prepared, paused, or
 * changed the filament. What says nothing was taken while it printed.
 *
 * @param readings of all frames
 * @param pictures of the video; all frames stay where too few would be left for it
 */
export function printingFrames(
  frames: readonly number[],
  readings: readonly (Reading | undefined)[],
  pictures: number,
): number[] {
  const isBetween = (frame: number) => !PRINTING.has(wordOf(readings[frame]?.stage ?? ''));
  // The finished part is shown whatever the printer says then.
  const end = frames.findLastIndex((frame) => !isBetween(frame));
  const printing = frames.filter((frame, i) => i > end || !isBetween(frame));
  const least = Math.max((1 - MAX_BETWEEN) * frames.length, MIN_CANDIDATES * pictures);
  return end >= 0 && printing.length > least ? printing : [...frames];
}

/** `In Progress`, `in-progress` and `IN_PROGRESS` are one word. */
function wordOf(stage: string): string {
  return stage
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_');
}
