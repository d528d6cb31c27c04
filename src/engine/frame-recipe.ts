import { type LogGains, videoMatrix } from './colour-matrix.ts';
import type { FrameCorrection } from './frame-correction.ts';
import { PIVOT } from './light.ts';

/** Segments of the tone curve, each 16 levels wide. */
export const SEGMENTS = 16;
const SEGMENT_WIDTH = 16;

/** Levels are kept in 128ths, slopes in 512ths; both kernels compute with these whole numbers. */
export const LEVEL_BITS = 7;
export const SLOPE_BITS = 9;

const MOST_LEVEL = 2 ** 15 - 1;
const MOST_SLOPE = 4 * 2 ** SLOPE_BITS - 1;

/** BT.709 luma weights: the factor of grey is their mean of the factors of the primaries. */
const GREY = [0.2126, 0.7152, 0.0722] as const;

/** A correction as whole numbers, ready for the pixels. */
export interface FrameRecipe {
  /** Corrected level at the start of each segment, in 128ths, at most 255.99. */
  base: Uint16Array;
  /** Growth of the corrected level for a level, in 512ths. */
  slope: Uint16Array;
  /** Factor for colour differences of pixels in the segment, in 512ths. */
  chroma: Uint16Array;
  /**
   * Row by row what Y, Cb, Cr of the video get from corrected Y, Cb, Cr. In 32,768ths for the row of Y, 16,384ths for
   * the others.
   */
  matrix: Int16Array;
}

/**
 * Turns a correction into a piecewise straight tone curve and a matrix.
 *
 * A primary `c` becomes `c · exp(gain_c) · (c / pivot)^slope`. With `c = Y + δ` (δ from the colour differences) and a
 * slope near 0 this is, to first order in δ, `A(Y) + A'(Y) · δ` with `A(Y) = k · Y · (Y / pivot)^slope`: one curve for
 * brightness, its steepness for the colour differences, and a matrix for the balance of the primaries.
 *
 * @param keepWhite whether the brightest segment leads to white whatever the factor: blown-out places have no true
 *   level to be corrected, and would flicker in time with the correction if it were applied to them.
 */
export function frameRecipe(correction: Omit<FrameCorrection, 'local'>, keepWhite: boolean): FrameRecipe {
  const factors = correction.gains.map(Math.exp);
  const grey = GREY.reduce((sum, weight, c) => sum + weight * factors[c]!, 0);
  const balance = correction.gains.map((gain) => gain - Math.log(grey)) as unknown as LogGains;
  const curve = (level: number) =>
    level <= 0 ? 0 : grey * level * Math.exp(correction.slope * (Math.log(level) - PIVOT));
  const recipe: FrameRecipe = {
    base: new Uint16Array(SEGMENTS),
    slope: new Uint16Array(SEGMENTS),
    chroma: new Uint16Array(SEGMENTS),
    matrix: matrixOf(balance),
  };
  for (let segment = 0; segment < SEGMENTS; segment += 1) {
    const start = segment * SEGMENT_WIDTH;
    const from = clampLevel(curve(start));
    const isLast = segment === SEGMENTS - 1;
    const to = isLast && keepWhite ? 256 : clampLevel(curve(start + SEGMENT_WIDTH));
    recipe.base[segment] = Math.min(MOST_LEVEL, Math.round(from * 2 ** LEVEL_BITS));
    recipe.slope[segment] = slopeOf(from, to);
    recipe.chroma[segment] = slopeOf(curve(start), curve(start + SEGMENT_WIDTH));
  }
  return recipe;
}

function clampLevel(level: number): number {
  return Math.min(256, level);
}

function slopeOf(from: number, to: number): number {
  return Math.min(MOST_SLOPE, Math.max(0, Math.round(((to - from) / SEGMENT_WIDTH) * 2 ** SLOPE_BITS)));
}

function matrixOf(balance: LogGains): Int16Array {
  const rows = videoMatrix(balance);
  return Int16Array.from(rows.flat(), (value, i) => {
    const whole = Math.round(value * (i < 3 ? 2 ** 15 : 2 ** 14));
    return Math.max(-(2 ** 15), Math.min(2 ** 15 - 1, whole));
  });
}
