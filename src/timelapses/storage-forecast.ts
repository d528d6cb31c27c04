const DAY_MS = 86_400_000;
/** Growth is that of the last weeks: what was long ago says little of the printer's present life. */
export const FORECAST_WINDOW_MS = 28 * DAY_MS;
/** Over a shorter time, one print looks like a trend. */
const SHORTEST_SPAN_MS = 2 * DAY_MS;
/** Beyond ten years nobody plans. */
const LONGEST_DAYS = 3650;

/** Space taken by videos and frames at a moment. */
export interface StorageSample {
  /** Milliseconds since 1970. */
  at: number;
  usedBytes: number;
}

/**
 * Days until the free space is used up, at the growth of the samples (slope of the least-squares line).
 *
 * @param samples of the last weeks, in any order
 * @returns null when it does not grow, or there is too little to go by
 */
export function daysUntilFull(samples: readonly StorageSample[], freeBytes: number): number | null {
  const times = samples.map((sample) => sample.at / DAY_MS);
  const span = Math.max(...times) - Math.min(...times);
  if (samples.length < 2 || span * DAY_MS < SHORTEST_SPAN_MS) return null;
  const meanTime = mean(times);
  const meanUsed = mean(samples.map((sample) => sample.usedBytes));
  let covariance = 0;
  let variance = 0;
  for (const [index, { usedBytes }] of samples.entries()) {
    const fromMean = (times[index] ?? 0) - meanTime;
    covariance += fromMean * (usedBytes - meanUsed);
    variance += fromMean ** 2;
  }
  const bytesPerDay = covariance / variance;
  if (bytesPerDay <= 0) return null;
  const days = freeBytes / bytesPerDay;
  return days > LONGEST_DAYS ? null : Math.round(days * 10) / 10;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
