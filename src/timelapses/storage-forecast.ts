const DAY_MS = 86_400_000;
/** Only recent growth says something about the future. */
export const FORECAST_WINDOW_MS = 28 * DAY_MS;
/** For people, who like to see how it grew. */
export const KEPT_MS = 730 * DAY_MS;
/** Over a shorter time, a single print looks like a trend. */
const MIN_SPAN_MS = 2 * DAY_MS;
const MAX_DAYS = 3650;

export interface StorageSample {
  at: number;
  usedBytes: number;
}

/** From the slope of the least-squares line. @returns null when it does not grow or there are too few samples */
export function daysUntilFull(samples: readonly StorageSample[], freeBytes: number): number | null {
  const times = samples.map((sample) => sample.at / DAY_MS);
  const span = Math.max(...times) - Math.min(...times);
  if (samples.length < 2 || span * DAY_MS < MIN_SPAN_MS) return null;
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
  return days > MAX_DAYS ? null : Math.round(days * 10) / 10;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
