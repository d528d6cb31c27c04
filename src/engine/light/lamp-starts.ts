import { cellCount, type Grid } from '../measure/grid.ts';
import { bestAmount, FIRST_AMOUNTS, misfit } from './lamp-amounts.ts';

/** Places a lamp's light may have its middle at, across and down, and how wide it may be. */
const ACROSS = [0.1, 0.37, 0.63, 0.9] as const;
const DOWN = [0.15, 0.5, 0.85] as const;
const WIDTH = 0.25;

/** Cut of the biweight, in logarithms: a lamp's light is only roughly such a blob. */
const CUT = 0.12;

/** One cell of so many is enough to choose a start by; no divisor of the columns, or all were below each other. */
const SOME = 13;

/** Of a frame: what a lamp explains that nobody sees. */
const MIN_EXPLAINED = 0.001;

/** A pattern to begin with, and an amount for each frame. */
export interface LampStart {
  cells: Float32Array;
  amounts: Float64Array;
}

/**
 * The blob of light that explains most of the rests. What passes before a lamp is often more than the lamp itself, so the
 * strongest pattern of the rests would be no start. Undefined where none explains anything.
 */
export function bestStart(rests: readonly Float32Array[], grid: Grid): LampStart | undefined {
  const blobs = DOWN.flatMap((down) => ACROSS.map((across) => blob(grid, across, down)));
  const starts = blobs.map((cells) => ({ cells, amounts: new Float64Array(rests.length), explained: 0 }));
  for (const [frame, rest] of rests.entries()) {
    const seen = seenCells(rest);
    const values = taken(rest, seen);
    const all = misfit({ rest: values, cells: values, cut: CUT }, 0);
    for (const start of starts) {
      const request = { rest: values, cells: taken(start.cells, seen), cut: CUT };
      const { amount, left } = bestAmount(request, FIRST_AMOUNTS);
      start.amounts[frame] = amount;
      start.explained += all - left;
    }
  }
  let best: LampStart | undefined;
  let most = MIN_EXPLAINED * rests.length;
  for (const start of starts) {
    if (start.explained <= most) continue;
    most = start.explained;
    best = start;
  }
  return best;
}

/** Those that are looked at, but for what cannot be compared. */
function seenCells(rest: Float32Array): Uint16Array {
  const seen = new Uint16Array(Math.ceil(rest.length / SOME));
  let count = 0;
  for (let cell = 0; cell < rest.length; cell += SOME) {
    if (Number.isNaN(rest[cell]!)) continue;
    seen[count] = cell;
    count += 1;
  }
  return seen.subarray(0, count);
}

function taken(values: Float32Array, cells: Uint16Array): Float32Array {
  const some = new Float32Array(cells.length);
  for (let i = 0; i < cells.length; i += 1) some[i] = values[cells[i]!]!;
  return some;
}

function blob(grid: Grid, across: number, down: number): Float32Array {
  return Float32Array.from({ length: cellCount(grid) }, (_, cell) => {
    const x = ((cell % grid.columns) + 0.5) / grid.columns - across;
    const y = (Math.floor(cell / grid.columns) + 0.5) / grid.rows - down;
    return Math.exp(-(x * x + y * y) / WIDTH ** 2);
  });
}
