import type { Size } from '../output/output-size.ts';
import { DITHER_SIDE, DITHER_STRIDE } from './dither.ts';
import { type FrameRecipe, SEGMENTS } from './frame-recipe.ts';

export const CURVES = [
  'base',
  'slope',
  'chroma',
  'blueTint',
  'blueTintSlope',
  'redTint',
  'redTintSlope',
  'hold',
  'holdSlope',
] as const satisfies (keyof FrameRecipe)[];

export type CurveName = (typeof CURVES)[number];

/** The maps a frame is corrected with. */
export interface Maps {
  local: boolean;
  held: boolean;
}

/** Part of a held level in Y, in 32,768ths. */
export const HELD_LUMA = Math.round((219 / 255) * 2 ** 15);

/**
 * Byte addresses in the kernels' memory, multiples of 16. Tables of 16-bit numbers looked up by segment are split
 * into low and high bytes.
 */
export interface KernelLayout {
  size: Size;
  tables: Record<CurveName, { low: number; high: number }>;
  /** The recipe's seven 16-bit numbers. */
  matrix: number;
  /** `DITHER_SIDE` rows of `DITHER_STRIDE` 16-bit numbers, 0–63. */
  dither: number;
  /**
   * Per pair of rows three 32-bit numbers: addresses of the map rows above and below, and the position between them
   * (32,768ths).
   */
  mapRows: number;
  /** The local map, stretched to the width of the picture: 16-bit factors in 16,384ths. */
  map: number;
  /** How far white is held, likewise: 32,767ths. */
  held: number;
  /** Bytes per row of a map. */
  mapStride: number;
  input: number;
  output: number;
  bytes: number;
}

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
    held: take(mapHeight * mapStride),
    mapStride,
    input: take(frame),
    output: take(frame),
    bytes: next + 16,
  };
}
