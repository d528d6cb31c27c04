/** A frame that comes later than this many usual gaps was the last one. */
const GAPS_UNTIL_DONE = 3;

/** What the end of the quiet period depends on; milliseconds throughout. */
export interface QuietPeriodFacts {
  /** Time of the newest frame, never later than when it was seen. */
  lastFrameAt: number;
  /** Usual time between two frames. */
  usualGapMs: number;
  frameCount: number;
  held: boolean;
}

export interface QuietPeriodOptions {
  /** The option `timelapse_auto_process_timeout` in milliseconds; 0 = by hand only. */
  quietMs: number;
  /** The option `min_frames`. */
  minFrames: number;
}

/**
 * When a folder may be rendered without being asked for: the newest frame's time plus the quiet period, which is the
 * option or three usual gaps, whichever is longer, so that a slow print is not cut in the middle.
 *
 * @returns milliseconds since 1970, or null when only a start by hand will do
 */
export function eligibleAt(facts: QuietPeriodFacts, options: QuietPeriodOptions): number | null {
  if (options.quietMs === 0 || facts.held || facts.frameCount < options.minFrames) return null;
  return facts.lastFrameAt + Math.max(options.quietMs, GAPS_UNTIL_DONE * facts.usualGapMs);
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
