import { CHANNELS, LOG_SCALE, UNUSABLE } from '../measure/features.ts';
import { LIGHT_VALUES, LUMA } from './light.ts';
import { biweight, MAD_TO_SIGMA } from './robust.ts';

/** What separates the light of two frames, and how sure that is. */
export interface LightFit {
  /** As in `light.ts`: second frame against first. */
  light: Float64Array;
  /** Part of the usable cells that agree, by weight, 0–1. */
  share: number;
  /** Number of cells usable in both frames. */
  usable: number;
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

/** A round that moves the light by less (a hundredth of what is stored) is the last. */
const SETTLED = 1e-6;

/** The biweight's cut in spreads at which it is 95 % as good as a mean for normal noise (Holland & Welsch 1977). */
const CUT_IN_SPREADS = 4.685;

/** Bins of the scatter, over `[0, WIDEST_CUT)`. */
const SCATTER_BINS = 120;

/**
 * Compares the light of two frames by the cells both can show.
 *
 * The ratio of a cell is a vote. Moving things (a print head, a hand, the part) vote at random or against each other;
 * the still background votes with one voice, so the mode of all votes is the light, however little background is left.
 * Around the mode the mean is taken with Tukey's biweight, narrowed round by round to what the agreeing cells scatter, and
 * the colours are taken from the same cells. Features are to be on the scale of the response (`response.ts`).
 */
export class LightFitter {
  #logs: Float64Array;
  #weightOf: Float32Array | undefined;
  #steps: Float64Array;
  #weights: Float64Array;
  #trust: Float64Array;
  #histogram = new Float64Array(BINS);
  #scatter = new Float64Array(SCATTER_BINS);
  #count = 0;
  #product = 0;

  /**
   * @param cells number of cells of the frames to come
   * @param weightOf weights of features as `scaleWeights` gives them
   */
  constructor(cells: number, weightOf?: Float32Array) {
    this.#logs = new Float64Array(cells * CHANNELS);
    this.#weightOf = weightOf;
    this.#steps = new Float64Array(cells);
    this.#weights = new Float64Array(cells);
    this.#trust = new Float64Array(cells);
  }

  /** Light of features `after` against `before`. @param every how many cells there are to one that is compared */
  fitPair(before: Int16Array, after: Int16Array, every: number): LightFit {
    let count = 0;
    for (let i = 0; i < before.length; i += every * CHANNELS) {
      if (before[i] === UNUSABLE || after[i] === UNUSABLE) continue;
      const red = (after[i]! - before[i]!) / LOG_SCALE;
      const green = (after[i + 1]! - before[i + 1]!) / LOG_SCALE;
      const blue = (after[i + 2]! - before[i + 2]!) / LOG_SCALE;
      // Halfway between both frames; green stands for all.
      const trust = this.#weightOf?.[((after[i + 1]! + before[i + 1]!) >> 1) + 2 ** 15] ?? 1;
      this.#add(count, red, green, blue, trust);
      count += 1;
    }
    this.#count = count;
    return this.#fit(this.#mode());
  }

  /**
   * Light that is left in cells already compared with their background.
   *
   * @param logs left-over logarithms, three a cell; NaN in the first where the cell is not usable
   * @param trust weight of the cell, one a cell
   */
  fitRest(logs: Float32Array, trust: Float32Array): LightFit {
    let count = 0;
    for (let cell = 0; cell < trust.length; cell += 1) {
      const red = logs[cell * CHANNELS]!;
      if (Number.isNaN(red)) continue;
      this.#add(count, red, logs[cell * CHANNELS + 1]!, logs[cell * CHANNELS + 2]!, trust[cell]!);
      count += 1;
    }
    this.#count = count;
    return this.#fit(this.#mode());
  }

  #add(at: number, red: number, green: number, blue: number, trust: number): void {
    this.#logs[at * CHANNELS] = red;
    this.#logs[at * CHANNELS + 1] = green;
    this.#logs[at * CHANNELS + 2] = blue;
    this.#steps[at] = LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue;
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

  #fit(start: number): LightFit {
    let gain = start;
    let sum = 0;
    let cut = WIDEST_CUT;
    for (let round = 0; round < ROUNDS; round += 1) {
      sum = this.#weigh(gain, cut);
      if (sum === 0) break;
      const mean = this.#product / sum;
      const narrowed = this.#narrowed(mean, cut);
      const settled = narrowed === cut && Math.abs(mean - gain) < SETTLED;
      gain = mean;
      cut = narrowed;
      if (settled) break;
    }
    return { light: this.#colours(sum), share: this.#share(gain, cut), usable: this.#count };
  }

  /** A cut for the scatter of the cells inside the present one. */
  #narrowed(gain: number, cut: number): number {
    if (cut === NARROWEST_CUT) return cut;
    const scatter = this.#scatter.fill(0);
    let all = 0;
    for (let i = 0; i < this.#count; i += 1) {
      const distance = Math.abs(this.#steps[i]! - gain);
      if (distance >= cut) continue;
      scatter[Math.floor((distance / WIDEST_CUT) * SCATTER_BINS)]! += this.#trust[i]!;
      all += this.#trust[i]!;
    }
    let bin = 0;
    for (let below = scatter[0]!; below < all / 2 && bin < SCATTER_BINS - 1; below += scatter[bin]!) bin += 1;
    const spread = MAD_TO_SIGMA * (bin + 0.5) * (WIDEST_CUT / SCATTER_BINS);
    return Math.max(NARROWEST_CUT, Math.min(cut, CUT_IN_SPREADS * spread));
  }

  /** Weighs the cells by how near they are to a step; the sum of weights, and in `#product` of weights by steps. */
  #weigh(gain: number, cut: number): number {
    let sum = 0;
    let product = 0;
    for (let i = 0; i < this.#count; i += 1) {
      const weight = this.#trust[i]! * biweight(this.#steps[i]! - gain, cut);
      this.#weights[i] = weight;
      sum += weight;
      product += weight * this.#steps[i]!;
    }
    this.#product = product;
    return sum;
  }

  #colours(sum: number): Float64Array {
    const light = new Float64Array(LIGHT_VALUES);
    if (sum === 0) return light;
    for (let i = 0; i < this.#count; i += 1) {
      const weight = this.#weights[i]!;
      if (weight === 0) continue;
      for (let c = 0; c < CHANNELS; c += 1) light[c]! += weight * this.#logs[i * CHANNELS + c]!;
    }
    for (let c = 0; c < CHANNELS; c += 1) light[c]! /= sum;
    return light;
  }

  #share(gain: number, cut: number): number {
    let agree = 0;
    let all = 0;
    for (let i = 0; i < this.#count; i += 1) {
      all += this.#trust[i]!;
      agree += this.#trust[i]! * biweight(this.#steps[i]! - gain, cut);
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
