import type { FeatureReader } from '../measure/feature-reader.ts';
import { CHANNELS, LOG_SCALE } from '../measure/features.ts';

/** Most of the luma, and no arithmetic. */
const GREEN = 1;

/** Levels added before the logarithm: noise of dark places is no movement. */
const DARK = 8;

/** The level to which the light of every frame is brought: the median of its cells. */
const MIDDLE = Math.round(LOG_SCALE * Math.log(90));

/** Features are 0 to this. */
const HIGHEST = Math.floor(LOG_SCALE * Math.log(255)) + 1;

/** By feature. */
const LOGS = Float32Array.from({ length: HIGHEST + 1 }, (_, feature) =>
  Math.log(Math.exp(feature / LOG_SCALE) + DARK),
);

/** Steps of a feature in which the median of a frame is found, as a power of two. */
const COARSE = 4;

/** The cells of the frames as logarithms of their green, the light taken off; the last `kept` are remembered. */
export class LumaCells {
  readonly cells: number;
  readonly #reader: FeatureReader;
  readonly #features: Int16Array;
  readonly #counts = new Uint32Array((HIGHEST >> COARSE) + 1);
  readonly #kept: { frame: number; luma: Float32Array }[];

  constructor(reader: FeatureReader, kept: number) {
    this.cells = reader.values / CHANNELS;
    this.#reader = reader;
    this.#features = new Int16Array(reader.values);
    this.#kept = Array.from({ length: kept }, () => ({ frame: -1, luma: new Float32Array(this.cells) }));
  }

  /** Overwritten when `kept` frames further on are asked for. */
  at(frame: number): Float32Array {
    const slot = this.#kept[frame % this.#kept.length]!;
    if (slot.frame !== frame) {
      slot.frame = frame;
      this.#read(frame, slot.luma);
    }
    return slot.luma;
  }

  #read(frame: number, luma: Float32Array): void {
    const features = this.#features;
    this.#reader.read(frame, features);
    const shift = MIDDLE - this.#median();
    for (let cell = 0; cell < luma.length; cell += 1) {
      const feature = features[cell * CHANNELS + GREEN]! + shift;
      luma[cell] = LOGS[Math.max(0, Math.min(HIGHEST, feature))]!;
    }
  }

  #median(): number {
    const [features, counts] = [this.#features, this.#counts.fill(0)];
    for (let at = GREEN; at < features.length; at += CHANNELS) counts[features[at]! >> COARSE]! += 1;
    return medianOf(counts, this.cells) << COARSE;
  }
}

/** The place in a histogram that half of all lie below. */
export function medianOf(counts: Uint32Array, total: number): number {
  let seen = 0;
  let place = -1;
  while (seen <= total / 2 && place < counts.length - 1) {
    place += 1;
    seen += counts[place]!;
  }
  return place;
}
