/*
 * The sprite sheet of `GET /timelapses/{id}/preview`: always all tiles, row by row, evenly spread over the video. Tile
 * `floor(position × PREVIEW_COLUMNS × PREVIEW_ROWS)` belongs to a position from 0 to 1. Plain constants: the page needs
 * them at run time.
 */

export const PREVIEW_COLUMNS = 8;
export const PREVIEW_ROWS = 6;
/** Pixels. A tile's height follows the video's shape: it is that of the picture divided by {@link PREVIEW_ROWS}. */
export const PREVIEW_TILE_WIDTH = 240;
