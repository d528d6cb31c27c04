import { CHANNELS, LOG_SCALE, UNUSABLE } from './features.ts';
import { LIGHT_VALUES, LUMA, PIVOT } from './light.ts';
import { biweight, MAD_TO_SIGMA } from './robust.ts';

/** What separates the light of two frames, and how sure that is. */
export interface LightFit {
  /** Four values as in `light.ts`: second frame against first. */
  light: Float64Array;
  /** Part of the usable cells that agree, by weight, 0–1. */
  share: number;
  /** Number of cells usable in both frames. */
  usable: number;
  /** Part of the agreeing cells' scatter that the tone slope explains, 0–1. */
  toneShare: number;
}

const BIN = 0.01;
const BINS = 600;

/**
 * How much less a step is believed the larger it is: when one part of the picture says "nothing changed" and another
 * "all is four times darker", the other part is something dark that came into the picture.
 */
const UNLIKELY_STEP = 0.5;

/** Half width of the window in which votes count together for the mode: wider than tone or bands spread them. */
const MODE_REACH = 12;

/** First cut of the biweight in logarithms; each round narrows it to what the agreeing cells scatter. */
const WIDEST_CUT = 0.3;
const NARROWEST_CUT = 0.05;
const ROUNDS = 6;

/** The biweight's cut in spreads at which it is 95 % as good as a mean for normal noise (Holland & Welsch 1977). */
const CUT_IN_SPREADS = 4.685;

/** Bins of the scatter, over `[0, WIDEST_CUT)`. */
const SCATTER_BINS = 120;

/** Holds the tone slope at 0 until the cells say otherwise: as many cells a unit of tone away, times this part. */
const SLOPE_RIDGE = 0.02;

/**
 * Compares the light of two frames by the cells both can show.
 *
 * The ratio of a cell is a vote. Moving things (a print head, a hand, the part) vote at random or against each other;
 * the still background votes with one voice, so the mode of all votes is the light, however little background is left.
 * Around the mode a straight line over brightness is fitted by iteratively re-weighted least squares with Tukey's
 * biweight, and the colours are taken from the same cells.
 */
export class LightFitter {
  #logs: Float64Array;
  #tones: Float64Array;
  #steps: Float64Array;
  #weights: Float64Array;
  #trust: Float64Array;
  #histogram = new Float64Array(BINS);
  #scatter = new Float64Array(SCATTER_BINS);
  #count = 0;

  /** @param cells number of cells of the frames to come */
  constructor(cells: number) {
    this.#logs = new Float64Array(cells * CHANNELS);
    this.#tones = new Float64Array(cells);
    this.#steps = new Float64Array(cells);
    this.#weights = new Float64Array(cells);
    this.#trust = new Float64Array(cells);
  }

  /** Light of features `after` against `before`. */
  fitPair(before: Int16Array, after: Int16Array): LightFit {
    let count = 0;
    for (let i = 0; i < before.length; i += CHANNELS) {
      if (before[i] === UNUSABLE || after[i] === UNUSABLE) continue;
      const red = (after[i]! - before[i]!) / LOG_SCALE;
      const green = (after[i + 1]! - before[i + 1]!) / LOG_SCALE;
      const blue = (after[i + 2]! - before[i + 2]!) / LOG_SCALE;
      const level =
        LUMA[0] * (after[i]! + before[i]!) +
        LUMA[1] * (after[i + 1]! + before[i + 1]!) +
        LUMA[2] * (after[i + 2]! + before[i + 2]!);
      this.#add(count, red, green, blue, level / (2 * LOG_SCALE) - PIVOT, 1);
      count += 1;
    }
    this.#count = count;
    return this.#fit(this.#mode(), true);
  }

  /**
   * Light that is left in cells already compared with their background.
   *
   * @param logs left-over logarithms, three a cell; NaN in the first where the cell is not usable
   * @param tones logarithm of brightness minus `PIVOT`, one a cell
   * @param trust weight of the cell, one a cell
   * @param withTone whether a tone slope is looked for
   */
  fitRest(logs: Float32Array, tones: Float32Array, trust: Float32Array, withTone: boolean): LightFit {
    let count = 0;
    for (let cell = 0; cell < tones.length; cell += 1) {
      const red = logs[cell * CHANNELS]!;
      if (Number.isNaN(red)) continue;
      this.#add(
        count,
        red,
        logs[cell * CHANNELS + 1]!,
        logs[cell * CHANNELS + 2]!,
        tones[cell]!,
        trust[cell]!,
      );
      count += 1;
    }
    this.#count = count;
    return this.#fit(this.#mode(), withTone);
  }

  #add(at: number, red: number, green: number, blue: number, tone: number, trust: number): void {
    this.#logs[at * CHANNELS] = red;
    this.#logs[at * CHANNELS + 1] = green;
    this.#logs[at * CHANNELS + 2] = blue;
    this.#steps[at] = LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue;
    this.#tones[at] = tone;
    this.#trust[at] = trust;
  }

  /** The step most cells took, give or take `MODE_REACH` bins. */
  #mode(): number {
    const histogram = this.#histogram.fill(0);
    for (let i = 0; i < this.#count; i += 1) {
      const bin = Math.floor(this.#steps[i]! / BIN + BINS / 2);
      if (bin >= 0 && bin < BINS) histogram[bin]! += this.#trust[i]!;
    }
    let best = 0;
    let bestVotes = 0;
    for (let bin = 0; bin < BINS; bin += 1) {
      if (histogram[bin] === 0) continue;
      const step = (bin + 0.5 - BINS / 2) * BIN;
      const votes = votesAround(histogram, bin) / (1 + (step / UNLIKELY_STEP) ** 2);
      if (votes > bestVotes) {
        bestVotes = votes;
        best = step;
      }
    }
    return best;
  }

  #fit(start: number, withTone: boolean): LightFit {
    let gain = start;
    let slope = 0;
    let sum = 0;
    let toneShare = 0;
    let cut = WIDEST_CUT;
    for (let round = 0; round < ROUNDS; round += 1) {
      sum = this.#weigh(gain, slope, cut);
      if (sum === 0) break;
      ({ gain, slope, toneShare } = this.#line(sum, withTone));
      cut = this.#narrowed(gain, slope, cut);
    }
    const share = this.#share(gain, slope, cut);
    return { light: this.#colours(sum, slope), share, usable: this.#count, toneShare };
  }

  /** A cut for the scatter of the cells inside the present one. */
  #narrowed(gain: number, slope: number, cut: number): number {
    const scatter = this.#scatter.fill(0);
    let all = 0;
    for (let i = 0; i < this.#count; i += 1) {
      const distance = Math.abs(this.#steps[i]! - gain - slope * this.#tones[i]!);
      if (distance >= cut) continue;
      scatter[Math.floor((distance / WIDEST_CUT) * SCATTER_BINS)]! += this.#trust[i]!;
      all += this.#trust[i]!;
    }
    let bin = 0;
    for (let below = scatter[0]!; below < all / 2 && bin < SCATTER_BINS - 1; below += scatter[bin]!) bin += 1;
    const spread = MAD_TO_SIGMA * (bin + 0.5) * (WIDEST_CUT / SCATTER_BINS);
    return Math.max(NARROWEST_CUT, Math.min(cut, CUT_IN_SPREADS * spread));
  }

  #weigh(gain: number, slope: number, cut: number): number {
    let sum = 0;
    for (let i = 0; i < this.#count; i += 1) {
      const weight = this.#trust[i]! * biweight(this.#steps[i]! - gain - slope * this.#tones[i]!, cut);
      this.#weights[i] = weight;
      sum += weight;
    }
    return sum;
  }

  /** Weighted straight line of step over tone: value at the pivot, and slope. */
  #line(sum: number, withTone: boolean): { gain: number; slope: number; toneShare: number } {
    let tone = 0;
    let step = 0;
    for (let i = 0; i < this.#count; i += 1) {
      tone += this.#weights[i]! * this.#tones[i]!;
      step += this.#weights[i]! * this.#steps[i]!;
    }
    tone /= sum;
    step /= sum;
    if (!withTone) return { gain: step, slope: 0, toneShare: 0 };
    let square = SLOPE_RIDGE * sum;
    let product = 0;
    let scatter = 0;
    for (let i = 0; i < this.#count; i += 1) {
      const distance = this.#tones[i]! - tone;
      square += this.#weights[i]! * distance * distance;
      product += this.#weights[i]! * distance * (this.#steps[i]! - step);
      scatter += this.#weights[i]! * (this.#steps[i]! - step) ** 2;
    }
    const slope = product / square;
    return { gain: step - slope * tone, slope, toneShare: scatter > 0 ? (slope * product) / scatter : 0 };
  }

  #colours(sum: number, slope: number): Float64Array {
    const light = new Float64Array(LIGHT_VALUES);
    if (sum === 0) return light;
    for (let i = 0; i < this.#count; i += 1) {
      const weight = this.#weights[i]!;
      if (weight === 0) continue;
      const bent = slope * this.#tones[i]!;
      for (let c = 0; c < CHANNELS; c += 1) light[c]! += weight * (this.#logs[i * CHANNELS + c]! - bent);
    }
    for (let c = 0; c < CHANNELS; c += 1) light[c]! /= sum;
    light[CHANNELS] = slope;
    return light;
  }

  #share(gain: number, slope: number, cut: number): number {
    let agree = 0;
    let all = 0;
    for (let i = 0; i < this.#count; i += 1) {
      all += this.#trust[i]!;
      agree += this.#trust[i]! * biweight(this.#steps[i]! - gain - slope * this.#tones[i]!, cut);
    }
    return all > 0 ? agree / all : 0;
  }
}

/** Votes in a triangular window around a bin. */
function votesAround(histogram: Float64Array, bin: number): number {
  let votes = 0;
  for (let k = Math.max(0, bin - MODE_REACH); k <= Math.min(BINS - 1, bin + MODE_REACH); k += 1) {
    votes += (MODE_REACH + 1 - Math.abs(k - bin)) * histogram[k]!;
  }
  return votes;
}
