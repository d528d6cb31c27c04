import type { FeatureReader } from '../measure/feature-reader.ts';
import { CHANNELS, LOG_SCALE, UNUSABLE } from '../measure/features.ts';
import type { Grid } from '../measure/grid.ts';
import { LIGHT_VALUES, LUMA, lumaOf } from './light.ts';
import { onScale, type Response, responseOf, STRAIGHT } from './response.ts';
import { biweight, MAD_TO_SIGMA, median, medianInPlace, rms } from './robust.ts';

/** Tones (logarithm over the pivot) are told apart in bins. */
const FROM = -3.2;
const BIN = 0.2;
const BINS = 21;

/** Pairs of frames looked at: those whose light differs most. */
const MAX_PAIRS = 64;

/** Pairs whose light differs by less (0.8 %) tell nothing of the response. */
const MIN_STEP = 0.008;

/** Bins with fewer cells in a pair, or shown by fewer pairs than this and this part of them, tell nothing. */
const MIN_CELLS = 12;
const MIN_SAMPLES = 2;
const MIN_PART = 0.3;

/** A growth that differs by less (root mean square) makes no difference to be seen. */
const MIN_BEND = 0.06;

/** How alike the growths in the left and the right half of the picture must be, 1 = the same. */
const MIN_LIKENESS = 0.6;

const MIN_GROWTH = 0.15;
/** What is white hardly grows. */
const MIN_WHITE_GROWTH = 0.03;
const MAX_GROWTH = 4;

/** Red against blue. */
const BALANCE = [1, 0, -1] as const;

/** The step of the light between two frames, and the median step of the cells of one tone. */
interface Sample {
  light: number;
  cells: number;
}

/** Samples by bin. */
type Samples = Sample[][];

/**
 * Finds how the camera answers to light: in pairs of neighbouring frames whose light differs, how far cells of each
 * tone have followed, for brightness and for red against blue; the growth of a tone is the common ratio (robust
 * regression through the origin). A lamp that lights one side of the picture looks like a tone curve, too, where that
 * side is darker; but then the two halves of the picture disagree, and light is taken as a plain factor.
 *
 * @param lights as measured while light was taken as a plain factor
 */
export function estimateResponse(reader: FeatureReader, grid: Grid, lights: Float64Array): Response {
  const [left, right] = collect(reader, grid, lights);
  const most = Math.max(...[...left, ...right].map((samples) => samples.length));
  const least = Math.max(MIN_SAMPLES, MIN_PART * most);
  const sides = [left, right].map((side) => side.map((samples) => growthOf(samples, least)));
  const both = left.map((samples, bin) => growthOf([...samples, ...right[bin]!], least));
  if (!agree(sides[0]!, sides[1]!)) return STRAIGHT;
  const known = both.filter((growth) => growth !== undefined);
  if (known.length < 3 || rms(known.map((growth) => growth - 1)) < MIN_BEND) return STRAIGHT;
  const curve = smoothed(filled(both));
  return responseOf((tone) => {
    const place = Math.max(0, Math.min(BINS - 1, (tone - FROM) / BIN - 0.5));
    const before = Math.min(BINS - 2, Math.floor(place));
    return curve[before]! + (place - before) * (curve[before + 1]! - curve[before]!);
  });
}

function collect(reader: FeatureReader, grid: Grid, lights: Float64Array): [Samples, Samples] {
  const straight = onScale(reader, STRAIGHT);
  const before = new Int16Array(reader.values);
  const after = new Int16Array(reader.values);
  const sides: [Samples, Samples] = [emptyBins(), emptyBins()];
  const balance = (frame: number) => lights[frame * LIGHT_VALUES]! - lights[frame * LIGHT_VALUES + 2]!;
  const pairs = Array.from({ length: Math.max(0, reader.frames - 1) }, (_, i) => ({
    frame: i + 1,
    grey: lumaOf(lights, i + 1) - lumaOf(lights, i),
    balance: balance(i + 1) - balance(i),
  }));
  const size = (pair: (typeof pairs)[number]) => Math.abs(pair.grey) + Math.abs(pair.balance);
  pairs.sort((a, b) => size(b) - size(a));
  const cells = new CellsByTone(reader.values / CHANNELS, grid.columns);
  for (const pair of pairs.slice(0, MAX_PAIRS)) {
    straight.read(pair.frame - 1, before);
    straight.read(pair.frame, after);
    for (const [light, mix] of [[pair.grey, LUMA] as const, [pair.balance, BALANCE] as const]) {
      if (Math.abs(light) < MIN_STEP) continue;
      cells.sort(before, after, mix);
      sides.forEach((bins, side) => {
        bins.forEach((samples, bin) => {
          const steps = cells.stepsOf(side, bin);
          if (steps.length >= MIN_CELLS) samples.push({ light, cells: medianInPlace(steps) });
        });
      });
    }
  }
  return sides;
}

/** How the cells of two frames differ, sorted by their tone and the half of the picture that they are in. */
class CellsByTone {
  #columns: number;
  #cells: number;
  #steps: Float64Array;
  #counts = new Uint32Array(2 * BINS);

  constructor(cells: number, columns: number) {
    this.#columns = columns;
    this.#cells = cells;
    this.#steps = new Float64Array(2 * BINS * cells);
  }

  /** Takes the step of each cell in this mix of red, green and blue. */
  sort(before: Int16Array, after: Int16Array, mix: readonly [number, number, number]): void {
    this.#counts.fill(0);
    for (let cell = 0; cell < this.#cells; cell += 1) {
      const at = cell * CHANNELS;
      if (before[at] === UNUSABLE || after[at] === UNUSABLE) continue;
      let tone = 0;
      let step = 0;
      for (let c = 0; c < CHANNELS; c += 1) {
        tone += (LUMA[c]! * (before[at + c]! + after[at + c]!)) / 2;
        step += mix[c]! * (after[at + c]! - before[at + c]!);
      }
      const bin = Math.floor((tone / LOG_SCALE - FROM) / BIN);
      if (bin < 0 || bin >= BINS) continue;
      const list = cell % this.#columns < this.#columns / 2 ? bin : BINS + bin;
      this.#steps[list * this.#cells + this.#counts[list]!] = step / LOG_SCALE;
      this.#counts[list]! += 1;
    }
  }

  /** The steps of the cells of one tone in the left (0) or right (1) half. */
  stepsOf(side: number, bin: number): Float64Array {
    const list = side * BINS + bin;
    return this.#steps.subarray(list * this.#cells, list * this.#cells + this.#counts[list]!);
  }
}

function emptyBins(): Samples {
  return Array.from({ length: BINS }, () => []);
}

/** Ratio of cells to light; undefined where too few samples tell. */
function growthOf(samples: readonly Sample[], least: number): number | undefined {
  if (samples.length < least) return undefined;
  let growth = median(samples.map(({ light, cells }) => cells / light));
  for (let round = 0; round < 4; round += 1) {
    const rests = samples.map(({ light, cells }) => cells - growth * light);
    const cut = Math.max(0.002, 4.685 * MAD_TO_SIGMA * median(rests.map(Math.abs)));
    let product = 0;
    let square = 0;
    samples.forEach(({ light, cells }, i) => {
      const weight = biweight(rests[i]!, cut);
      product += weight * light * cells;
      square += weight * light * light;
    });
    if (square > 0) growth = product / square;
  }
  return growth;
}

function agree(left: readonly (number | undefined)[], right: readonly (number | undefined)[]): boolean {
  let both = 0;
  let own = 0;
  left.forEach((growth, bin) => {
    const other = right[bin];
    if (growth === undefined || other === undefined) return;
    both += (growth - 1) * (other - 1);
    own += (growth - 1) ** 2 + (other - 1) ** 2;
  });
  return own > 0 && (2 * both) / own >= MIN_LIKENESS;
}

/** Tones that no picture shows get the growth of the nearest that is known. */
function filled(growths: readonly (number | undefined)[]): number[] {
  return growths.map((growth, bin) => {
    for (let away = 0; away < BINS; away += 1) {
      const found = growth ?? growths[bin - away] ?? growths[bin + away];
      const least = bin === BINS - 1 ? MIN_WHITE_GROWTH : MIN_GROWTH;
      if (found !== undefined) return Math.max(least, Math.min(MAX_GROWTH, found));
    }
    return 1;
  });
}

/** But for the ends: the bright one is next to nothing, and its neighbour is not. */
function smoothed(values: readonly number[]): number[] {
  return values.map((value, i) => {
    const [before, after] = [values[i - 1], values[i + 1]];
    return before === undefined || after === undefined ? value : (before + 2 * value + after) / 4;
  });
}
