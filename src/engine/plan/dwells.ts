import { MAD_TO_SIGMA, median } from '../light/robust.ts';

/** A half-open range of values that stay on one level. */
export interface Dwell {
  from: number;
  to: number;
}

/** Longest dwell looked for: the search takes time in proportion to it, and a longer one is found in pieces. */
const MAX_FRAMES = 120;

/** Noise below this (0.01 %) is that of computing. */
const MIN_NOISE = 1e-4;

/** What another dwell must save, in squares of the noise: below it noise would be cut up, above it steps be missed. */
const PRICE = 9;

/**
 * Cuts a series into stretches of constant level: of all partitions the one with the least sum of squares about the means
 * of its parts, each part at a price (optimal partitioning, Jackson et al., IEEE Signal Processing Letters 12, 2005).
 *
 * @param values logarithms of light, or any other numbers that stay, jump, and stay
 */
export function dwellsOf(values: Float64Array): Dwell[] {
  const steps = values.subarray(1).map((value, i) => Math.abs(value - values[i]!));
  const noise = (MAD_TO_SIGMA * median(steps)) / Math.SQRT2;
  const price = PRICE * Math.max(noise, MIN_NOISE) ** 2;
  const best = new Float64Array(values.length + 1);
  const begin = new Int32Array(values.length + 1);
  for (let to = 1; to <= values.length; to += 1) {
    best[to] = Number.POSITIVE_INFINITY;
    let mean = 0;
    let squares = 0;
    for (let from = to - 1; from >= Math.max(0, to - MAX_FRAMES); from -= 1) {
      // Welford's update: one value more, and the squares about the new mean.
      const off = values[from]! - mean;
      mean += off / (to - from);
      squares += off * (values[from]! - mean);
      const cost = best[from]! + squares + price;
      if (cost < best[to]!) {
        best[to] = cost;
        begin[to] = from;
      }
    }
  }
  const dwells: Dwell[] = [];
  for (let to = values.length; to > 0; to = begin[to]!) dwells.push({ from: begin[to]!, to });
  return dwells.reverse();
}
