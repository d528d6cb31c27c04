import type { Grid } from './grid.ts';
import { cellCount } from './grid.ts';

/** Values for a cell: natural logarithm of its mean red, green and blue (0–255). */
export const CHANNELS = 3;

/** Steps per unit of the natural logarithm in a stored feature: one step is 0.02 %. */
export const LOG_SCALE = 5000;

/** Stands in place of the red value where a cell cannot be compared: too dark, or blown out somewhere. */
export const UNUSABLE = -32_768;

/** So many levels below the one at which a sequence clips, a channel may be clipped already: no ratio may be taken from it. */
export const NEARLY_CLIPPED = 5;

/** Mean of all three channels below which noise and rounding to 8 bits drown the ratio. */
const DARK = 8;

/**
 * What is kept of a frame: for each cell `LOG_SCALE · ln(mean of the channel)`, red, green, blue, row by row, and the
 * highest level of a channel.
 *
 * @param rgb small picture, 3 bytes a pixel
 * @param out `CHANNELS · cellCount(grid)` values
 * @param peaks `cellCount(grid)` values
 */
export function measureFeatures(rgb: Uint8Array, grid: Grid, out: Int16Array, peaks: Uint8Array): void {
  const { columns, rows, cellWidth, cellHeight } = grid;
  const pixels = cellWidth * cellHeight;
  const logs = logsOfSums(pixels);
  let cell = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      sumCell(rgb, grid, column * cellWidth, row * cellHeight);
      const [red, green, blue] = sums as unknown as [number, number, number];
      peaks[cell / CHANNELS] = peak;
      const usable = red + green + blue >= 3 * DARK * pixels;
      out[cell] = usable ? logs[red]! : UNUSABLE;
      out[cell + 1] = logs[green]!;
      out[cell + 2] = logs[blue]!;
      cell += CHANNELS;
    }
  }
}

/** Takes the cells that may be clipped out of the comparison. */
export function leaveOutClipped(features: Int16Array, peaks: Uint8Array, clip: number): void {
  for (let cell = 0; cell < peaks.length; cell += 1) {
    if (peaks[cell]! >= clip - NEARLY_CLIPPED) features[cell * CHANNELS] = UNUSABLE;
  }
}

/** A feature buffer for one frame. */
export function newFeatures(grid: Grid): Int16Array {
  return new Int16Array(cellCount(grid) * CHANNELS);
}

const sums = new Int32Array(CHANNELS);
let peak = 0;
let known: { pixels: number; logs: Int16Array } | undefined;

/** The features of all sums that a channel of so many pixels may have. */
function logsOfSums(pixels: number): Int16Array {
  known = known?.pixels === pixels ? known : { pixels, logs: newLogs(pixels) };
  return known.logs;
}

/** Below one level the logarithm says nothing; a channel that is black there stays at its floor in every frame. */
function newLogs(pixels: number): Int16Array {
  return Int16Array.from({ length: 255 * pixels + 1 }, (_, sum) =>
    Math.round(LOG_SCALE * Math.log(Math.max(1, sum / pixels))),
  );
}

function sumCell(rgb: Uint8Array, grid: Grid, left: number, top: number): void {
  const stride = grid.picture.width * 3;
  let red = 0;
  let green = 0;
  let blue = 0;
  let most = 0;
  for (let y = 0; y < grid.cellHeight; y += 1) {
    let at = (top + y) * stride + left * 3;
    for (let x = 0; x < grid.cellWidth; x += 1) {
      const r = rgb[at]!;
      const g = rgb[at + 1]!;
      const b = rgb[at + 2]!;
      red += r;
      green += g;
      blue += b;
      if (r > most) most = r;
      if (g > most) most = g;
      if (b > most) most = b;
      at += 3;
    }
  }
  sums[0] = red;
  sums[1] = green;
  sums[2] = blue;
  peak = most;
}
