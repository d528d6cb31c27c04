import { LIGHT_VALUES, LUMA } from './light.ts';
import { LAGS, type PairStep } from './pair-steps.ts';

const BAND = LAGS.at(-1)!;

/** Steps further than this from what the others say are doubted (Cauchy weight ½), in logarithms. */
const DOUBT = 0.02;

const ROUNDS = 8;

/** Holds frames that nothing measures to their neighbours, far too weakly to be felt by those that are measured. */
const TIE = 1e-6;

/** The lights of all frames, and which of them are only guessed from their neighbours'. */
export interface SolvedLights {
  /** `LIGHT_VALUES` a frame; the first frame has zeros. */
  lights: Float64Array;
  /** Weight of the comparisons that support the frame, in all. */
  support: Float64Array;
}

/**
 * Finds the lights that agree best with all comparisons at once: least squares over
 * `Σ w·(x[to] − x[from] − step)²`, re-weighted by `1 / (1 + (residual / DOUBT)²)` (Cauchy), a few rounds. The matrix has
 * a band of the longest lag, so the Cholesky factorisation costs `frames · BAND²`.
 */
export function solveLights(frames: number, steps: readonly PairStep[]): SolvedLights {
  const lights = new Float64Array(frames * LIGHT_VALUES);
  const weights = Float64Array.from(steps, (step) => step.weight);
  for (let round = 0; round < ROUNDS; round += 1) {
    const factor = factorise(frames, steps, weights);
    for (let value = 0; value < LIGHT_VALUES; value += 1) {
      solveValue(factor, frames, steps, weights, lights, value);
    }
    steps.forEach((step, i) => {
      weights[i] = step.weight / (1 + (lumaResidual(lights, step) / DOUBT) ** 2);
    });
  }
  const support = new Float64Array(frames);
  steps.forEach((step, i) => {
    support[step.from]! += weights[i]!;
    support[step.to]! += weights[i]!;
  });
  return { lights, support };
}

function lumaResidual(lights: Float64Array, step: PairStep): number {
  let residual = 0;
  for (let c = 0; c < LUMA.length; c += 1) {
    const found = lights[step.to * LIGHT_VALUES + c]! - lights[step.from * LIGHT_VALUES + c]!;
    residual += LUMA[c]! * (found - step.light[c]!);
  }
  return residual;
}

/** Lower band of the Cholesky factor, row by row: `[i][k]` stands for column `i − k`. */
function factorise(frames: number, steps: readonly PairStep[], weights: Float64Array): Float64Array {
  const width = BAND + 1;
  const band = new Float64Array(frames * width);
  const add = (from: number, to: number, weight: number) => {
    band[from * width]! += weight;
    band[to * width]! += weight;
    band[to * width + (to - from)]! -= weight;
  };
  for (const [i, step] of steps.entries()) add(step.from, step.to, weights[i]!);
  for (let i = 1; i < frames; i += 1) add(i - 1, i, TIE);
  band[0]! += 1; // the first frame is where counting begins
  for (let i = 0; i < frames; i += 1) factoriseRow(band, width, i);
  return band;
}

function factoriseRow(band: Float64Array, width: number, i: number): void {
  for (let k = Math.min(BAND, i); k >= 0; k -= 1) {
    const j = i - k;
    let sum = band[i * width + k]!;
    for (let m = Math.max(0, i - BAND, j - BAND); m < j; m += 1) {
      sum -= band[i * width + (i - m)]! * band[j * width + (j - m)]!;
    }
    band[i * width + k] = k === 0 ? Math.sqrt(Math.max(sum, 1e-12)) : sum / band[j * width]!;
  }
}

function solveValue(
  factor: Float64Array,
  frames: number,
  steps: readonly PairStep[],
  weights: Float64Array,
  lights: Float64Array,
  value: number,
): void {
  const width = BAND + 1;
  const x = new Float64Array(frames);
  steps.forEach((step, i) => {
    const pull = weights[i]! * step.light[value]!;
    x[step.to]! += pull;
    x[step.from]! -= pull;
  });
  for (let i = 0; i < frames; i += 1) {
    for (let k = 1; k <= Math.min(BAND, i); k += 1) x[i]! -= factor[i * width + k]! * x[i - k]!;
    x[i]! /= factor[i * width]!;
  }
  for (let i = frames - 1; i >= 0; i -= 1) {
    for (let k = 1; k <= Math.min(BAND, frames - 1 - i); k += 1)
      x[i]! -= factor[(i + k) * width + k]! * x[i + k]!;
    x[i]! /= factor[i * width]!;
  }
  // Zero stays exactly zero: `-0` and rounding dust must not become a correction.
  const first = x[0]!;
  for (let i = 0; i < frames; i += 1) lights[i * LIGHT_VALUES + value] = x[i]! - first + 0;
}
