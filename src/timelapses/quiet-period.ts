import { join } from 'node:path';
import type { Options } from '../shared/options.ts';
import type { Timelapse } from './timelapse.ts';

/** A frame that comes later than this many usual gaps was the last one. */
const GAPS_UNTIL_DONE = 3;
/** Frames may come so long after the end of their print, milliseconds. */
const LATE_FRAME_MS = 5 * 60_000;

/** What the end of the quiet period depends on; milliseconds throughout. */
export interface QuietPeriodFacts {
  /** Time of the newest frame, never later than when it was seen. */
  lastFrameAt: number;
  /** Usual time between two frames. */
  usualGapMs: number;
  frameCount: number;
  held: boolean;
  /** When the print that the frames show has ended; null = not known to. */
  printEndedAt: number | null;
}

export interface QuietPeriodOptions {
  /** The option `timelapse_auto_process_timeout` in milliseconds; 0 = by hand only. */
  quietMs: number;
  /** The option `min_frames`. */
  minFrames: number;
}

/**
 * When a folder may be rendered without being asked for: the newest frame's time plus the quiet period, which is the
 * option or three usual gaps, whichever is longer, so that a slow print is not cut in the middle. Once the print is
 * known to be over there is nothing to wait for.
 *
 * @returns milliseconds since 1970, or null when only a start by hand will do
 */
export function eligibleAt(facts: QuietPeriodFacts, options: QuietPeriodOptions): number | null {
  if (options.quietMs === 0 || facts.held || facts.frameCount < options.minFrames) return null;
  const quietAt = facts.lastFrameAt + Math.max(options.quietMs, GAPS_UNTIL_DONE * facts.usualGapMs);
  return Math.min(quietAt, facts.printEndedAt ?? quietAt);
}

/** Options that decide when a timelapse starts by itself. */
export type StartOptions = Pick<
  Options,
  'timelapse_enabled' | 'timelapse_source_folder' | 'timelapse_auto_process_timeout' | 'min_frames'
>;

/** When a timelapse will start by itself, as cards show it; null when it will not. */
export function startsAt(timelapse: Timelapse, options: StartOptions): number | null {
  const { status, sourceMissing, folderName, sourceFolder, lastFrameAt, usualGapMs, held } = timelapse;
  if (status !== 'discovered' || sourceMissing || !options.timelapse_enabled) return null;
  // Image folders of an earlier source folder are not looked at any more.
  if (join(options.timelapse_source_folder, folderName) !== sourceFolder) return null;
  return eligibleAt(
    {
      lastFrameAt,
      usualGapMs,
      held,
      frameCount: timelapse.fingerprint.count,
      printEndedAt: printEndedAt(timelapse),
    },
    { quietMs: options.timelapse_auto_process_timeout * 1000, minFrames: options.min_frames },
  );
}

/**
 * When the linked print job ended. It says nothing once frames have come long after, nor for rendering again: each
 * frame that still comes would start a render.
 */
function printEndedAt({ job, lastFrameAt, renderedFingerprint }: Timelapse): number | null {
  const endedAt = job?.endedAt ?? null;
  if (endedAt === null || renderedFingerprint !== null || lastFrameAt > endedAt + LATE_FRAME_MS) return null;
  return endedAt;
}

/** Median time between frames that follow one another in time, in milliseconds; 0 with fewer than three frames. */
export function usualGap(frameTimes: readonly number[]): number {
  if (frameTimes.length < 3) return 0;
  const sorted = Float64Array.from(frameTimes).sort();
  const gaps = sorted
    .subarray(1)
    .map((time, index) => time - (sorted[index] ?? time))
    .sort();
  return Math.round(gaps[gaps.length >> 1] ?? 0);
}
