/** In CSS pixels; rows include their gap. */
export interface GridMeasure {
  count: number;
  columns: number;
  rowHeight: number;
  /** Distance of the grid's top above the top of the view. */
  scrolled: number;
  viewHeight: number;
  /** Rendered above and below the view. */
  spareRows: number;
}

/** Rendered items, and the empty space around them. */
export interface GridWindow {
  start: number;
  end: number;
  before: number;
  after: number;
}

/** Below this number all cards are rendered, so that the browser's own search finds them. */
const FEW = 24;

/** Of rows alike, without headings: only those near the view are rendered. */
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
