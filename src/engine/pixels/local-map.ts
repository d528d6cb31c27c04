import type { KernelLayout } from './kernel-layout.ts';
import { acrossOf, type Axis, downOf, inRows, type TurnedGrid } from './turned-grid.ts';

/** The largest number in the kernels. */
const MAX_ENTRY = 2 ** 15 - 1;

/** In 16,384ths; a little under 2 at most. */
export const factorOf = (logarithm: number): number => 2 ** 14 * Math.exp(logarithm);

export const partOf = (part: number): number => MAX_ENTRY * part;

/** Rows as wide as the picture. */
export class CellMap {
  #layout: KernelLayout;
  #grid: TurnedGrid;
  #across: Axis;
  #down: Axis;
  #words: Int16Array;
  /** Three a pair of rows, as in the layout. */
  #rows: Int32Array;
  #columnBefore: Uint16Array;
  #columnMix: Float32Array;
  #encode: (value: number) => number;
  /** What the rows were made from. */
  #cells: Float32Array | undefined;
  /** Which rows hold anything but 0. */
  #any: Uint8Array;

  /** @param address of the rows @param encode turns a cell's value into the kernels' number */
  constructor(
    memory: ArrayBuffer,
    layout: KernelLayout,
    grid: TurnedGrid,
    address: number,
    encode: (value: number) => number,
  ) {
    this.#layout = layout;
    this.#encode = encode;
    this.#grid = grid;
    const { width, height } = layout.size;
    const across = acrossOf(grid, width);
    const down = downOf(grid, height);
    this.#across = across;
    this.#down = down;
    this.#words = new Int16Array(memory, address, (layout.mapStride / 2) * (down.cells + 2));
    this.#columnBefore = new Uint16Array(width);
    this.#columnMix = new Float32Array(width);
    this.#any = new Uint8Array(down.cells);
    for (let x = 0; x < width; x += 1) {
      const at = between(across.placeOf(x + 0.5), across.cells);
      this.#columnBefore[x] = at.before;
      this.#columnMix[x] = at.mix;
    }
    this.#rows = new Int32Array(memory, layout.mapRows, (height / 2) * 3);
    for (let pair = 0; pair < height / 2; pair += 1) {
      const at = between(down.placeOf(2 * pair + 1), down.cells);
      this.#rows[3 * pair] = layout.map + at.before * layout.mapStride;
      this.#rows[3 * pair + 1] = layout.map + Math.min(down.cells - 1, at.before + 1) * layout.mapStride;
      this.#rows[3 * pair + 2] = Math.round(at.mix * (2 ** 15 - 1));
    }
  }

  /** Stretches one value per cell over the width of the picture; rows that stay as they are cost nothing. */
  fill(measured: Float32Array): void {
    const cells = inRows(measured, this.#grid);
    const columns = this.#across.cells;
    for (let down = 0; down < this.#down.cells; down += 1) {
      const row = cells.subarray(down * columns, (down + 1) * columns);
      if (!sameIn(row, this.#cells, down * columns)) this.#stretch(down, row);
    }
    this.#cells ??= new Float32Array(cells.length);
    this.#cells.set(cells);
  }

  /** Runs of pairs of rows that are touched by something but 0, or by nothing. */
  stretches(): { from: number; to: number; any: boolean }[] {
    const found: { from: number; to: number; any: boolean }[] = [];
    for (let pair = 0; pair < this.#layout.size.height / 2; pair += 1) {
      const any = this.#touches(pair);
      const last = found.at(-1);
      if (last?.any === any) last.to = pair + 1;
      else found.push({ from: pair, to: pair + 1, any });
    }
    return found;
  }

  #touches(pair: number): boolean {
    const down = (address: number) => (address - this.#layout.map) / this.#layout.mapStride;
    return [this.#rows[3 * pair]!, this.#rows[3 * pair + 1]!].some(
      (address) => this.#any[down(address)] === 1,
    );
  }

  #stretch(down: number, cells: Float32Array): void {
    const columns = this.#across.cells;
    const start = (down * this.#layout.mapStride) / 2;
    const row = new Float32Array(columns + 1);
    for (let column = 0; column < columns; column += 1) row[column] = this.#encode(cells[column]!);
    row[columns] = row[columns - 1]!;
    this.#any[down] = row.some((value) => value !== 0) ? 1 : 0;
    for (let x = 0; x < this.#columnBefore.length; x += 1) {
      const before = this.#columnBefore[x]!;
      const mix = this.#columnMix[x]!;
      const value = (1 - mix) * row[before]! + mix * row[before + 1]!;
      this.#words[start + x] = Math.min(MAX_ENTRY, value + 0.5);
    }
  }
}

function sameIn(row: Float32Array, cells: Float32Array | undefined, at: number): boolean {
  return cells !== undefined && row.every((value, column) => value === cells[at + column]);
}

/** The previous cell centre and the position on the way to the next; clamped at the edges. */
function between(place: number, cells: number): { before: number; mix: number } {
  const held = Math.max(0, Math.min(cells - 1, place));
  const before = Math.min(Math.floor(held), Math.max(0, cells - 2));
  return { before, mix: held - before };
}
