import { CHANNELS, LOG_SCALE, UNUSABLE } from './features.ts';
import type { FeatureStore } from './feature-store.ts';

const HALF_WIDTH = 24;

/** Measured and wanted log gains, three values a frame. */
export interface GainPlan {
  measured: Float64Array;
  target: Float64Array;
}

/** Gains from the medians of neighbouring frames' ratios, and a smooth line through them. */
export function planGains(store: FeatureStore, indices: readonly number[]): GainPlan {
  const frames = indices.length;
  const measured = new Float64Array(frames * CHANNELS);
  let before = new Int16Array(store.values);
  let after = new Int16Array(store.values);
  for (let i = 0; i < frames; i += 1) {
    store.read(indices[i]!, after);
    for (let c = 0; c < CHANNELS; c += 1) {
      measured[i * CHANNELS + c] =
        i === 0 ? 0 : measured[(i - 1) * CHANNELS + c]! + medianStep(before, after, c);
    }
    [before, after] = [after, before];
  }
  const target = new Float64Array(frames * CHANNELS);
  for (let i = 0; i < frames; i += 1) {
    for (let c = 0; c < CHANNELS; c += 1) target[i * CHANNELS + c] = localLine(measured, c, i, frames);
  }
  return { measured, target };
}

function medianStep(before: Int16Array, after: Int16Array, channel: number): number {
  const steps: number[] = [];
  for (let i = 0; i < before.length; i += CHANNELS) {
    if (before[i] !== UNUSABLE && after[i] !== UNUSABLE)
      steps.push(after[i + channel]! - before[i + channel]!);
  }
  if (steps.length === 0) return 0;
  steps.sort((a, b) => a - b);
  return steps[steps.length >> 1]! / LOG_SCALE;
}

function localLine(values: Float64Array, channel: number, at: number, frames: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let t0 = 0;
  let t1 = 0;
  for (let j = Math.max(0, at - HALF_WIDTH); j <= Math.min(frames - 1, at + HALF_WIDTH); j += 1) {
    const x = j - at;
    const w = (1 - (Math.abs(x) / (HALF_WIDTH + 1)) ** 3) ** 3;
    const y = values[j * CHANNELS + channel]!;
    s0 += w;
    s1 += w * x;
    s2 += w * x * x;
    t0 += w * y;
    t1 += w * x * y;
  }
  const determinant = s0 * s2 - s1 * s1;
  return determinant > 1e-9 ? (s2 * t0 - s1 * t1) / determinant : t0 / s0;
}
