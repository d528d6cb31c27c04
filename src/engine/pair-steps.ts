import type { FeatureReader } from './feature-reader.ts';
import { CHANNELS } from './features.ts';
import { LightFitter } from './light-fit.ts';

/** Distances, in frames, at which frames are compared: a head that hides the lens for some frames is bridged. */
export const LAGS = [1, 2, 3, 5, 8] as const;

/** Fewer cells agreeing than this part of them is what pure chance gives. */
const LEAST_SHARE = 0.1;

/** Fewer usable cells than this part of the picture tell too little. */
const LEAST_USABLE = 0.02;

/** From this part of the picture on, more usable cells are no better. */
const ENOUGH_USABLE = 0.2;

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
export function* pairSteps(reader: FeatureReader, weightOf?: Float32Array): Generator<PairStep> {
  const depth = LAGS.at(-1)! + 1;
  const ring = Array.from({ length: depth }, () => new Int16Array(reader.values));
  const cells = reader.values / CHANNELS;
  const fitter = new LightFitter(cells, weightOf);
  for (let to = 0; to < reader.frames; to += 1) {
    const after = ring[to % depth]!;
    reader.read(to, after);
    for (const lag of LAGS) {
      const from = to - lag;
      if (from < 0) break;
      const fit = fitter.fitPair(ring[from % depth]!, after);
      if (fit.share < LEAST_SHARE || fit.usable < LEAST_USABLE * cells) continue;
      const weight = fit.share * Math.min(1, fit.usable / (ENOUGH_USABLE * cells));
      yield { from, to, light: fit.light, weight };
    }
  }
}
