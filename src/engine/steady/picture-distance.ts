import type { Breathe } from '../run/breathe.ts';
import type { LumaCells } from './luma-cells.ts';

/** However different a cell is, it counts no more than this, in logarithms. */
const CAP = 0.5;

/** Cells that change less than this part of the mean change never change: they cost nothing. */
const STILL = 0.2;

/** How much changes from each frame to the next, and in which cells anything ever does. */
export interface Change {
  /** By frame, to the next one: mean over all cells. */
  toNext: Float32Array;
  /** Numbers of the cells that change. */
  moving: Int32Array;
}

/** @param count of the frames that `cells` reads */
export async function measureChange(cells: LumaCells, count: number, breathe: Breathe): Promise<Change> {
  const toNext = new Float32Array(Math.max(0, count - 1));
  const ofCell = new Float64Array(cells.cells);
  for (let frame = 0; frame < toNext.length; frame += 1) {
    const [before, after] = [cells.at(frame), cells.at(frame + 1)];
    let sum = 0;
    for (let cell = 0; cell < ofCell.length; cell += 1) {
      const change = Math.min(CAP, Math.abs(after[cell]! - before[cell]!));
      ofCell[cell]! += change;
      sum += change;
    }
    toNext[frame] = sum / ofCell.length;
    await breathe();
  }
  const mean = ofCell.reduce((a, b) => a + b, 0) / ofCell.length;
  const moving = Int32Array.from([...ofCell.keys()].filter((cell) => ofCell[cell]! >= STILL * mean));
  return { toNext, moving };
}

/**
 * Distances between frames that are near each other, computed when asked for. Rows are reused: memory stays the same
 * however many frames there are.
 */
export class PictureDistances {
  readonly #cells: LumaCells;
  readonly #moving: Int32Array;
  readonly #rows: { frame: number; to: Float32Array }[];

  /** @param reach the furthest pair, in frames */
  constructor(cells: LumaCells, moving: Int32Array, reach: number) {
    this.#cells = cells;
    this.#moving = moving;
    this.#rows = Array.from({ length: reach + 1 }, () => ({ frame: -1, to: new Float32Array(reach + 1) }));
  }

  between(a: number, b: number): number {
    const row = this.#rows[a % this.#rows.length]!;
    if (row.frame !== a) {
      row.frame = a;
      row.to.fill(-1);
    }
    const gap = b - a;
    if (row.to[gap]! < 0) row.to[gap] = this.#measure(this.#cells.at(a), this.#cells.at(b));
    return row.to[gap]!;
  }

  #measure(a: Float32Array, b: Float32Array): number {
    const moving = this.#moving;
    let sum = 0;
    for (let i = 0; i < moving.length; i += 1) {
      const cell = moving[i]!;
      sum += Math.min(CAP, Math.abs(a[cell]! - b[cell]!));
    }
    return sum / a.length;
  }
}
