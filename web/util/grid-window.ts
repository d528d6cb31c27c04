/** What is known of the grid: all lengths in CSS pixels, rows including their gap. */
export interface GridMeasure {
  count: number;
  columns: number;
  rowHeight: number;
  /** How far the grid's upper edge is above the upper edge of the view. */
  scrolled: number;
  viewHeight: number;
  /** Rows kept ready above and below the view. */
  spareRows: number;
}

/** The part of the grid that exists: items from `start` to before `end`, and the empty room around them. */
export interface GridWindow {
  start: number;
  end: number;
  before: number;
  after: number;
}

/** So few cards all exist, so that the browser's own search finds them. */
const FEW = 24;

/** Decides which cards exist. Only those near the view do, so ten thousand scroll like twenty. */
export function gridWindow(measure: GridMeasure): GridWindow {
  const { count, rowHeight, scrolled, viewHeight, spareRows } = measure;
  if (count <= FEW) return { start: 0, end: count, before: 0, after: 0 };
  const columns = Math.max(1, measure.columns);
  const rows = Math.ceil(count / columns);
  const lastPossible = Math.max(0, rows - 1);
  const top = Math.floor(scrolled / rowHeight) - spareRows;
  const bottom = Math.ceil((scrolled + viewHeight) / rowHeight) + spareRows;
  const firstRow = Math.min(lastPossible, Math.max(0, top));
  const endRow = Math.min(rows, Math.max(firstRow + 1, bottom));
  return {
    start: firstRow * columns,
    end: Math.min(count, endRow * columns),
    before: firstRow * rowHeight,
    after: Math.max(0, rows - endRow) * rowHeight,
  };
}
