import type { Breathe } from '../run/breathe.ts';
import type { FeatureReader } from '../measure/feature-reader.ts';
import { CHANNELS } from '../measure/features.ts';
import { LightFitter } from './light-fit.ts';

/** Distances, in frames, at which frames are compared: a head that hides the lens for some frames is bridged. */
export const LAGS = [1, 2, 3, 5, 8] as const;

/** Fewer cells agreeing than this part of them is what pure chance gives. */
const MIN_SHARE = 0.1;

/** Fewer usable cells than this part of the picture tell too little. */
const MIN_USABLE = 0.02;

/** From this part of the picture on, more usable cells are no better. */
const ENOUGH_USABLE = 0.2;

/**
 * From this many cells on every other one is compared: the lights only have to be near enough for the background to
 * sharpen them, which looks at all.
 */
const MANY_CELLS = 2000;

/** The light of frame `to` against frame `from`. */
export interface PairStep {
  from: number;
  to: number;
  /** As in `light.ts`. */
  light: Float64Array;
  /** How far it is to be believed, 0–1. */
  weight: number;
}

/** Compares every frame with those `LAGS` before it; comparisons that say nothing are left out. */
export async function pairSteps(
  reader: FeatureReader,
  breathe: Breathe,
  weightOf?: Float32Array,
): Promise<PairStep[]> {
  const steps: PairStep[] = [];
  const depth = LAGS.at(-1)! + 1;
  const ring = Array.from({ length: depth }, () => new Int16Array(reader.values));
  const all = reader.values / CHANNELS;
  const every = all >= MANY_CELLS ? 2 : 1;
  const cells = Math.ceil(all / every);
  const fitter = new LightFitter(cells, weightOf);
  for (let to = 0; to < reader.frames; to += 1) {
    const after = ring[to % depth]!;
    reader.read(to, after);
    for (const lag of LAGS) {
      const from = to - lag;
      if (from < 0) break;
      const fit = fitter.fitPair(ring[from % depth]!, after, every);
      if (fit.share < MIN_SHARE || fit.usable < MIN_USABLE * cells) continue;
      const weight = fit.share * Math.min(1, fit.usable / (ENOUGH_USABLE * cells));
      steps.push({ from, to, light: fit.light, weight });
    }
    await breathe();
  }
  return steps;
}
