import type { FeatureReader } from '../measure/feature-reader.ts';
import { CHANNELS, LOG_SCALE, UNUSABLE } from '../measure/features.ts';
import { LIGHT_VALUES } from './light.ts';

/** What the still scene looks like around some frame, under the constant light. */
export interface Background {
  /** Median logarithm, three a cell; NaN in the first where the cell was hardly ever usable. */
  logs: Float32Array;
  /** Weight of the cell, near 1 where it stays the same, near 0 where things pass. */
  trust: Float32Array;
}

/** Noise of a still cell, in logarithms: cells steadier than this are equally good. */
const STEADY = 0.01;

/** The middle half of a normal distribution is this many spreads wide. */
const QUARTILES = 1.349;

/** Builds backgrounds as medians over a window of frames, each brought to the constant light first. */
export class BackgroundBuilder {
  #samples: Float32Array;
  #counts: Uint8Array;
  #features: Int16Array;
  #most: number;
  #weightOf: Float32Array | undefined;

  /**
   * @param most largest window, in frames (up to 255)
   * @param weightOf weights of features as `scaleWeights` gives them
   */
  constructor(values: number, most: number, weightOf?: Float32Array) {
    this.#weightOf = weightOf;
    this.#most = most;
    this.#samples = new Float32Array(values * most);
    this.#counts = new Uint8Array(values / CHANNELS);
    this.#features = new Int16Array(values);
  }

  /** The background of frames `[from, to)`, at most the window given to the constructor. */
  build(reader: FeatureReader, lights: Float64Array, from: number, to: number): Background {
    this.#counts.fill(0);
    for (let frame = from; frame < to; frame += 1) {
      reader.read(frame, this.#features);
      this.#collect(lights.subarray(frame * LIGHT_VALUES, (frame + 1) * LIGHT_VALUES));
    }
    const cells = this.#counts.length;
    const background = { logs: new Float32Array(cells * CHANNELS), trust: new Float32Array(cells) };
    const least = Math.max(2, Math.ceil((to - from) / 3));
    for (let cell = 0; cell < cells; cell += 1) {
      if (this.#counts[cell]! < least) background.logs[cell * CHANNELS] = Number.NaN;
      else this.#settle(cell, background);
    }
    return background;
  }

  #collect(light: Float64Array): void {
    const features = this.#features;
    for (let cell = 0; cell < this.#counts.length; cell += 1) {
      const at = cell * CHANNELS;
      if (features[at] === UNUSABLE) continue;
      const count = this.#counts[cell]!;
      for (let c = 0; c < CHANNELS; c += 1) {
        this.#samples[(at + c) * this.#most + count] = features[at + c]! / LOG_SCALE - light[c]!;
      }
      this.#counts[cell] = count + 1;
    }
  }

  #settle(cell: number, background: Background): void {
    const count = this.#counts[cell]!;
    const middle = count >> 1;
    for (let c = 0; c < CHANNELS; c += 1) {
      const start = (cell * CHANNELS + c) * this.#most;
      sortRange(this.#samples, start, start + count);
      background.logs[cell * CHANNELS + c] =
        count % 2 === 1
          ? this.#samples[start + middle]!
          : (this.#samples[start + middle - 1]! + this.#samples[start + middle]!) / 2;
    }
    // Green stands for all: it is the cleanest channel of a camera.
    const green = (cell * CHANNELS + 1) * this.#most;
    const wide =
      this.#samples[green + ((3 * (count - 1)) >> 2)]! - this.#samples[green + ((count - 1) >> 2)]!;
    const spread = wide / QUARTILES;
    const still = Math.round(LOG_SCALE * background.logs[cell * CHANNELS + 1]!) + 2 ** 15;
    const weight = this.#weightOf?.[still] ?? 1;
    background.trust[cell] = (weight * STEADY ** 2) / (STEADY ** 2 + weight * spread ** 2);
  }
}

/** Insertion sort: the ranges are some two dozen long, and nearly sorted from the window before is common. */
function sortRange(values: Float32Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i += 1) {
    const value = values[i]!;
    let j = i - 1;
    while (j >= from && values[j]! > value) {
      values[j + 1] = values[j]!;
      j -= 1;
    }
    values[j + 1] = value;
  }
}
