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

/** Frames sorted together: what two backgrounds have in common is sorted once. */
const RUN = 8;

/** A run ends with a number beyond all others. */
const END = Number.POSITIVE_INFINITY;

/** The logarithms of a few frames under the constant light, sorted for each cell and channel. */
interface SortedRun {
  from: number;
  to: number;
  /** `RUN + 1` a value. */
  sorted: Float32Array;
  /** How many frames each cell can be compared in. */
  counts: Uint8Array;
}

/** Builds backgrounds as medians over a window of frames, each brought to the constant light first. */
export class BackgroundBuilder {
  #reader: FeatureReader;
  #lights: Float64Array;
  #features: Int16Array;
  #runs: SortedRun[] = [];
  #weightOf: Float32Array | undefined;

  /**
   * @param lights must not change while backgrounds are built
   * @param weightOf weights of features as `scaleWeights` gives them
   */
  constructor(reader: FeatureReader, lights: Float64Array, weightOf?: Float32Array) {
    this.#reader = reader;
    this.#lights = lights;
    this.#weightOf = weightOf;
    this.#features = new Int16Array(reader.values);
  }

  /** The background of frames `[from, to)`, at most three times `RUN` of them. */
  build(from: number, to: number): Background {
    const runs = this.#runsOf(from, to);
    const cells = this.#features.length / CHANNELS;
    const background = { logs: new Float32Array(cells * CHANNELS), trust: new Float32Array(cells) };
    const least = Math.max(2, Math.ceil((to - from) / 3));
    for (let cell = 0; cell < cells; cell += 1) {
      let count = 0;
      for (const { counts } of runs) count += counts[cell]!;
      if (count < least) background.logs[cell * CHANNELS] = Number.NaN;
      else this.#settle(cell, count, runs, background);
    }
    return background;
  }

  /** Always three, of which the last may be empty; those of the window before are taken over. */
  #runsOf(from: number, to: number): [SortedRun, SortedRun, SortedRun] {
    const bounds = [from, from + RUN, from + 2 * RUN, from + 3 * RUN].map((at) => Math.min(at, to));
    const wanted = [0, 1, 2].map((i) => ({ from: bounds[i]!, to: bounds[i + 1]! }));
    const kept = wanted.map((w) => this.#runs.find((run) => run.from === w.from && run.to === w.to));
    // Empty ones are alike: one may stand for two, and is not to be filled for one of them.
    const idle = [...new Set(this.#runs)].filter((run) => !kept.includes(run));
    this.#runs = wanted.map(
      (w, i) => kept[i] ?? this.#sort(w.from, w.to, idle.pop() ?? emptyRun(this.#features.length)),
    );
    return this.#runs as [SortedRun, SortedRun, SortedRun];
  }

  #sort(from: number, to: number, run: SortedRun): SortedRun {
    run.from = from;
    run.to = to;
    run.counts.fill(0);
    run.sorted.fill(END);
    for (let frame = from; frame < to; frame += 1) {
      this.#reader.read(frame, this.#features);
      this.#sortIn(run, this.#lights.subarray(frame * LIGHT_VALUES, (frame + 1) * LIGHT_VALUES));
    }
    return run;
  }

  #sortIn({ sorted, counts }: SortedRun, light: Float64Array): void {
    const features = this.#features;
    for (let cell = 0; cell < counts.length; cell += 1) {
      const at = cell * CHANNELS;
      if (features[at] === UNUSABLE) continue;
      const count = counts[cell]!;
      for (let c = 0; c < CHANNELS; c += 1) {
        const value = features[at + c]! / LOG_SCALE - light[c]!;
        const start = (at + c) * (RUN + 1);
        let place = start + count;
        while (place > start && sorted[place - 1]! > value) {
          sorted[place] = sorted[place - 1]!;
          place -= 1;
        }
        sorted[place] = value;
      }
      counts[cell] = count + 1;
    }
  }

  #settle(
    cell: number,
    count: number,
    runs: readonly [SortedRun, SortedRun, SortedRun],
    background: Background,
  ): void {
    const middle = count >> 1;
    for (let c = 0; c < CHANNELS; c += 1) {
      const value = cell * CHANNELS + c;
      // Green stands for all: it is the cleanest channel of a camera.
      merge(runs, value, c === 1 ? Math.max(middle, (3 * (count - 1)) >> 2) : middle);
      background.logs[value] =
        count % 2 === 1 ? merged[middle]! : (merged[middle - 1]! + merged[middle]!) / 2;
      if (c === 1) background.trust[cell] = this.#trustOf(count, background.logs[value]!);
    }
  }

  #trustOf(count: number, log: number): number {
    const wide = merged[(3 * (count - 1)) >> 2]! - merged[(count - 1) >> 2]!;
    const spread = wide / QUARTILES;
    const still = Math.round(LOG_SCALE * log) + 2 ** 15;
    const weight = this.#weightOf?.[still] ?? 1;
    return (weight * STEADY ** 2) / (STEADY ** 2 + weight * spread ** 2);
  }
}

function emptyRun(values: number): SortedRun {
  return {
    from: 0,
    to: 0,
    sorted: new Float32Array(values * (RUN + 1)),
    counts: new Uint8Array(values / CHANNELS),
  };
}

const merged = new Float32Array(3 * RUN);

/** Merges the runs of a value into `merged`, up to place `last`. */
function merge(runs: readonly [SortedRun, SortedRun, SortedRun], value: number, last: number): void {
  const a = runs[0].sorted;
  const b = runs[1].sorted;
  const c = runs[2].sorted;
  let i = value * (RUN + 1);
  let j = i;
  let k = i;
  for (let place = 0; place <= last; place += 1) {
    const x = a[i]!;
    const y = b[j]!;
    const z = c[k]!;
    if (x <= y && x <= z) {
      merged[place] = x;
      i += 1;
    } else if (y <= z) {
      merged[place] = y;
      j += 1;
    } else {
      merged[place] = z;
      k += 1;
    }
  }
}
