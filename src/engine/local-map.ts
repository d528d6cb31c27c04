import type { Grid } from './grid.ts';
import type { KernelLayout } from './kernel-layout.ts';

const UNIT = 2 ** 14;

/** Largest factor the kernels can hold, a little under 2. */
const MOST = 2 ** 15 - 1;

/** The local correction as the kernels take it: rows of factors, as wide as the picture. */
export class LocalMap {
  #layout: KernelLayout;
  #grid: Grid;
  #words: Int16Array;
  #columnBefore: Uint16Array;
  #columnMix: Float32Array;

  /** Writes into `memory` where `layout` says. */
  constructor(memory: ArrayBuffer, layout: KernelLayout, grid: Grid) {
    this.#layout = layout;
    this.#grid = grid;
    const { width, height } = layout.size;
    this.#words = new Int16Array(memory, layout.map, (layout.mapStride / 2) * (grid.rows + 2));
    this.#columnBefore = new Uint16Array(width);
    this.#columnMix = new Float32Array(width);
    const cellWidth = (width * grid.cellWidth) / grid.picture.width;
    for (let x = 0; x < width; x += 1) {
      const at = between((x + 0.5) / cellWidth - 0.5, grid.columns);
      this.#columnBefore[x] = at.before;
      this.#columnMix[x] = at.mix;
    }
    const rows = new Int32Array(memory, layout.mapRows, (height / 2) * 3);
    const cellHeight = (height * grid.cellHeight) / grid.picture.height;
    for (let pair = 0; pair < height / 2; pair += 1) {
      const at = between((2 * pair + 1) / cellHeight - 0.5, grid.rows);
      rows[3 * pair] = layout.map + at.before * layout.mapStride;
      rows[3 * pair + 1] = layout.map + Math.min(grid.rows - 1, at.before + 1) * layout.mapStride;
      rows[3 * pair + 2] = Math.round(at.mix * (2 ** 15 - 1));
    }
  }

  /** Spreads logarithms, one a cell, over the width of the picture. */
  fill(cells: Float32Array): void {
    const { columns, rows } = this.#grid;
    const stride = this.#layout.mapStride / 2;
    const factors = new Float32Array(columns + 1);
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        factors[column] = UNIT * Math.exp(cells[row * columns + column]!);
      }
      factors[columns] = factors[columns - 1]!;
      for (let x = 0; x < this.#columnBefore.length; x += 1) {
        const before = this.#columnBefore[x]!;
        const mix = this.#columnMix[x]!;
        const factor = (1 - mix) * factors[before]! + mix * factors[before + 1]!;
        this.#words[row * stride + x] = Math.min(MOST, factor + 0.5);
      }
    }
  }
}

/** The cell centre before a place, and how far the place is on the way to the next; held at the edges. */
function between(place: number, cells: number): { before: number; mix: number } {
  const held = Math.max(0, Math.min(cells - 1, place));
  const before = Math.min(Math.floor(held), Math.max(0, cells - 2));
  return { before, mix: held - before };
}
