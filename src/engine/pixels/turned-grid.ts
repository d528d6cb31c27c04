import type { Grid } from '../measure/grid.ts';
import { swapsSides, type Turn } from '../output/framing.ts';

/** Cells of pictures that are turned only afterwards. */
export interface TurnedGrid {
  grid: Grid;
  turn: Turn;
}

/** One direction of the video. */
export interface Axis {
  cells: number;
  /** Of a place in pixels of the video, in cells from the centre of the first one. */
  placeOf(pixel: number): number;
}

/** Turns that put the picture's first cells at the right, and at the bottom. */
const FROM_RIGHT: ReadonlySet<Turn> = new Set<Turn>([2, 3, 6, 7]);
const FROM_BOTTOM: ReadonlySet<Turn> = new Set<Turn>([3, 4, 7, 8]);

export function acrossOf({ grid, turn }: TurnedGrid, pixels: number): Axis {
  return axisOf(grid, swapsSides(turn) ? 'rows' : 'columns', pixels, FROM_RIGHT.has(turn));
}

export function downOf({ grid, turn }: TurnedGrid, pixels: number): Axis {
  return axisOf(grid, swapsSides(turn) ? 'columns' : 'rows', pixels, FROM_BOTTOM.has(turn));
}

export function turnedRows({ grid, turn }: TurnedGrid): number {
  return swapsSides(turn) ? grid.columns : grid.rows;
}

/** Row by row of the video; the axes know which end is the first. */
export function inRows(cells: Float32Array, { grid, turn }: TurnedGrid): Float32Array {
  if (!swapsSides(turn)) return cells;
  const { columns, rows } = grid;
  return Float32Array.from(
    { length: columns * rows },
    (_, i) => cells[(i % rows) * columns + Math.floor(i / rows)]!,
  );
}

function axisOf(grid: Grid, along: 'columns' | 'rows', pixels: number, isReversed: boolean): Axis {
  const [cellSize, pictureSize] =
    along === 'columns' ? [grid.cellWidth, grid.picture.width] : [grid.cellHeight, grid.picture.height];
  const cell = (pixels * cellSize) / pictureSize;
  return {
    cells: grid[along],
    placeOf: (pixel) => (isReversed ? pixels - pixel : pixel) / cell - 0.5,
  };
}
