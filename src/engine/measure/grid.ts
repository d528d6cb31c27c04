import { type Size, shrinkTo } from '../output/output-size.ts';

/**
 * The raster on which pictures are compared: a small picture of at most 240 pixels, cut into cells that are wide and
 * low, since lamps with pulsing light and a rolling shutter make horizontal bands.
 */
export interface Grid {
  /** Size of the small picture in pixels. */
  picture: Size;
  /** Number of cells across and down. */
  columns: number;
  rows: number;
  /** Size of a cell in pixels of the small picture; what is left over at the right and lower edge is not looked at. */
  cellWidth: number;
  cellHeight: number;
}

/** Longest side of the small picture: at 1920 exactly what JPEG decoders give at one eighth. */
const MAX_SIDE = 240;
const MAX_COLUMNS = 40;
const MAX_ROWS = 68;

/** The raster for a video of this size. */
export function gridFor(video: Size): Grid {
  const picture = shrinkTo(video, MAX_SIDE);
  const cellWidth = Math.max(1, Math.ceil(picture.width / MAX_COLUMNS));
  const cellHeight = Math.max(1, Math.ceil(picture.height / MAX_ROWS));
  return {
    picture,
    columns: Math.floor(picture.width / cellWidth),
    rows: Math.floor(picture.height / cellHeight),
    cellWidth,
    cellHeight,
  };
}

/** Number of cells. */
export function cellCount(grid: Grid): number {
  return grid.columns * grid.rows;
}
