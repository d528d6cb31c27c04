import { uprightSize } from '../input/picture-kind.ts';
import type { PictureKind } from '../input/picture-kind.ts';
import type { Grid } from '../measure/grid.ts';
import type { Framing } from '../output/framing.ts';
import { fitInside } from '../output/output-size.ts';
import type { Cells } from './figures.ts';

/** Without the border that a picture of another shape gets. */
export function shownCells(kind: PictureKind, { whole, window }: Framing, grid: Grid): Cells {
  const fitted = fitInside(uprightSize(kind), whole);
  const left = (whole.width - fitted.width) / 2 - window.x;
  const top = (whole.height - fitted.height) / 2 - window.y;
  return {
    columns: within(left, fitted.width, window.width, grid.columns),
    rows: within(top, fitted.height, window.height, grid.rows),
  };
}

/** Whole cells only; all of them where none is whole. */
function within(start: number, length: number, pixels: number, cells: number): [number, number] {
  if (start <= 0 && start + length >= pixels) return [0, cells];
  const from = Math.max(0, Math.ceil((start * cells) / pixels) + 1);
  const to = Math.min(cells, Math.floor(((start + length) * cells) / pixels) - 1);
  return from < to ? [from, to] : [0, cells];
}
