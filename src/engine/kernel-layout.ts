import type { Size } from './output-size.ts';
import { DITHER_SIDE, DITHER_STRIDE } from './dither.ts';
import { type FrameRecipe, SEGMENTS } from './frame-recipe.ts';

/** The curves of a recipe that are looked up by segment. */
export const CURVES = [
  'base',
  'slope',
  'chroma',
  'blueTint',
  'blueTintSlope',
  'redTint',
  'redTintSlope',
] as const satisfies (keyof FrameRecipe)[];

/** One of them. */
export type CurveName = (typeof CURVES)[number];

/**
 * Where things lie in the memory that the pixel kernels work on. Addresses in bytes, all multiples of 16.
 * Tables of 16-bit numbers that are looked up by segment are split into a table of low and one of high bytes.
 */
export interface KernelLayout {
  size: Size;
  /** Addresses of the tables of the recipe's curves. */
  tables: Record<CurveName, { low: number; high: number }>;
  /** The recipe's seven 16-bit numbers. */
  matrix: number;
  /** `DITHER_SIDE` rows of `DITHER_STRIDE` 16-bit numbers, 0–63. */
  dither: number;
  /** For each pair of rows three 32-bit numbers: addresses of the map row above and below, and how far between (32,768ths). */
  mapRows: number;
  /** Rows of the local map, spread to the width of the picture: 16-bit factors in 16,384ths. */
  map: number;
  /** Bytes of one row of the map. */
  mapStride: number;
  input: number;
  output: number;
  bytes: number;
}

/** Plans the memory for frames of a size and a map of so many rows. */
export function kernelLayout(size: Size, mapHeight: number): KernelLayout {
  let next = 0;
  const take = (bytes: number) => {
    const address = next;
    next += Math.ceil(bytes / 16) * 16;
    return address;
  };
  const table = () => ({ low: take(SEGMENTS), high: take(SEGMENTS) });
  const frame = (size.width * size.height * 3) / 2;
  const mapStride = Math.ceil(size.width / 8) * 16;
  return {
    size,
    tables: Object.fromEntries(CURVES.map((name) => [name, table()])) as KernelLayout['tables'],
    matrix: take(16),
    dither: take(DITHER_SIDE * DITHER_STRIDE * 2),
    mapRows: take((size.height / 2) * 12),
    map: take(mapHeight * mapStride),
    mapStride,
    input: take(frame),
    output: take(frame),
    bytes: next + 16,
  };
}
