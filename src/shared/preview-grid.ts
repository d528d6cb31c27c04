/*
 * Layout of `GET /timelapses/{id}/preview`: all tiles, row by row, evenly spread over the video. A position from 0 to
 * 1 is on tile `floor(position × PREVIEW_COLUMNS × PREVIEW_ROWS)`. Plain constants, which the page needs at run time.
 */

export const PREVIEW_COLUMNS = 8;
export const PREVIEW_ROWS = 6;
/** In pixels. A tile is as high as the picture divided by {@link PREVIEW_ROWS}. */
export const PREVIEW_TILE_WIDTH = 240;
