import { type Background, BackgroundBuilder } from './background.ts';
import type { Breathe } from '../run/breathe.ts';
import type { FeatureReader } from '../measure/feature-reader.ts';
import { CHANNELS, LOG_SCALE, UNUSABLE } from '../measure/features.ts';
import { LIGHT_VALUES, LUMA, PIVOT } from './light.ts';
import { LightFitter } from './light-fit.ts';

/** Frames between two backgrounds; what lies between is mixed from both. */
const EVERY = 8;

/** Frames a background is the median of. */
const WINDOW = 24;

/** With fewer frames a median of them is no better than a pair. */
const MIN_FRAMES = 5;

/** So near in luma (in logarithms) a cell shows the same thing in both; in the dark, so many levels. */
const SAME = 0.08;
const SAME_LEVELS = 3;
/** A channel may be off so many times as far: the dark ones of a strong colour differ between formats of pictures. */
const COLOURS_APART = 2;

/** The same by `feature + 2^15`. */
const ALLOWED = Float32Array.from({ length: 2 ** 16 }, (_, i) =>
  Math.max(SAME, SAME_LEVELS * Math.exp(-PIVOT - (i - 2 ** 15) / LOG_SCALE)),
);

/** What is left of a frame against its background once its own light is taken off. */
export interface Rest {
  frame: number;
  /** Logarithm of brightness, one a cell; NaN where the cell cannot be compared. Overwritten by the next frame. */
  cells: Float32Array;
  /** Weight of each cell as in `Background`. */
  trust: Float32Array;
  /** Part of the cells that show the still background, by weight. */
  agreement: number;
}

/**
 * Sharpens the lights of frames `[from, to)` in place: each frame is compared with the still background of its
 * neighbourhood (a median of 24 frames), in which passing things have no part, and cells that never rest weigh
 * little.
 *
 * @param onRest sees what no light of the whole frame explains
 * @param weightOf weights of features as `scaleWeights` gives them
 */
export async function refineLights(
  reader: FeatureReader,
  lights: Float64Array,
  from: number,
  to: number,
  onRest: (rest: Rest) => void,
  breathe: Breathe,
  weightOf?: Float32Array,
): Promise<void> {
  if (to - from < MIN_FRAMES) return;
  const window = Math.min(WINDOW, to - from);
  const builder = new BackgroundBuilder(reader, lights, weightOf);
  const backgroundAt = (block: number) => {
    const centre = from + block * EVERY;
    const start = Math.max(from, Math.min(to - window, centre - (window >> 1)));
    return builder.build(start, start + window);
  };
  const comparison = new Comparison(reader.values / CHANNELS);
  // Backgrounds use the lights as they were; the sharpened ones are written when no background needs the old.
  const sharpened = lights.slice(from * LIGHT_VALUES, to * LIGHT_VALUES);
  let before = backgroundAt(0);
  let after = backgroundAt(1);
  let block = 0;
  const features = new Int16Array(reader.values);
  for (let frame = from; frame < to; frame += 1) {
    if (frame - from >= (block + 1) * EVERY) {
      block += 1;
      before = after;
      after = backgroundAt(block + 1);
    }
    reader.read(frame, features);
    const light = sharpened.subarray((frame - from) * LIGHT_VALUES, (frame - from + 1) * LIGHT_VALUES);
    comparison.compare(features, light, before, after, (frame - from) / EVERY - block);
    const agreement = comparison.sharpen(light);
    onRest({ frame, cells: comparison.rest(), trust: comparison.trust, agreement });
    await breathe();
  }
  lights.set(sharpened, from * LIGHT_VALUES);
}

/** A frame against its background. */
class Comparison {
  readonly trust: Float32Array;
  #fitter: LightFitter;
  #logs: Float32Array;
  #rest: Float32Array;
  /** How far each logarithm may be off and show the same. */
  #allowed: Float32Array;
  #light: Float64Array = new Float64Array(LIGHT_VALUES);

  constructor(cells: number) {
    this.trust = new Float32Array(cells);
    this.#fitter = new LightFitter(cells);
    this.#logs = new Float32Array(cells * CHANNELS);
    this.#rest = new Float32Array(cells);
    this.#allowed = new Float32Array(cells * CHANNELS);
  }

  /** Takes light and background off the frame; `mix` is how far the frame lies from one background to the next. */
  compare(
    features: Int16Array,
    light: Float64Array,
    before: Background,
    after: Background,
    mix: number,
  ): void {
    for (let cell = 0; cell < this.trust.length; cell += 1) {
      const at = cell * CHANNELS;
      if (features[at] === UNUSABLE) {
        this.#logs[at] = Number.NaN;
        continue;
      }
      this.trust[cell] = (1 - mix) * before.trust[cell]! + mix * after.trust[cell]!;
      for (let c = 0; c < CHANNELS; c += 1) {
        const still = (1 - mix) * before.logs[at + c]! + mix * after.logs[at + c]!;
        this.#logs[at + c] = features[at + c]! / LOG_SCALE - light[c]! - still;
        this.#allowed[at + c] = ALLOWED[features[at + c]! + 2 ** 15]!;
      }
    }
  }

  /** Adds the light that is left in the cells to `light`; the part of them that shows the background. */
  sharpen(light: Float64Array): number {
    const fit = this.#fitter.fitRest(this.#logs, this.trust);
    this.#light = fit.light;
    for (let value = 0; value < LIGHT_VALUES; value += 1) light[value]! += this.#light[value]!;
    return this.#agreement(fit.light);
  }

  /** Part of the cells, by weight, that show the same thing under this light: what moved shows another. */
  #agreement(light: Float64Array): number {
    let same = 0;
    let all = 0;
    for (let cell = 0; cell < this.trust.length; cell += 1) {
      if (Number.isNaN(this.#logs[cell * CHANNELS]!)) continue;
      all += this.trust[cell]!;
      if (this.#showsTheSame(cell, light)) same += this.trust[cell]!;
    }
    return all > 0 ? same / all : 0;
  }

  #showsTheSame(cell: number, light: Float64Array): boolean {
    let luma = 0;
    let lumaAllowed = 0;
    for (let c = 0; c < CHANNELS; c += 1) {
      const off = this.#logs[cell * CHANNELS + c]! - light[c]!;
      const allowed = this.#allowed[cell * CHANNELS + c]!;
      if (Math.abs(off) >= COLOURS_APART * allowed) return false;
      luma += LUMA[c]! * off;
      lumaAllowed += LUMA[c]! * allowed;
    }
    return Math.abs(luma) < lumaAllowed;
  }

  /** What neither the light before nor the added one explains. */
  rest(): Float32Array {
    const light = this.#light;
    const added = LUMA[0] * light[0]! + LUMA[1] * light[1]! + LUMA[2] * light[2]!;
    for (let cell = 0; cell < this.#rest.length; cell += 1) {
      const at = cell * CHANNELS;
      const logs = this.#logs;
      this.#rest[cell] = LUMA[0] * logs[at]! + LUMA[1] * logs[at + 1]! + LUMA[2] * logs[at + 2]! - added;
    }
    return this.#rest;
  }
}
