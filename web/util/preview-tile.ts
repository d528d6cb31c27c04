import { PREVIEW_COLUMNS, PREVIEW_ROWS } from '../contract.ts';

/** A tile of a sprite sheet, from 0. */
export interface PreviewTile {
  column: number;
  row: number;
}

/** The tile that shows a position in the video. @param position 0 = begin, 1 = end */
export function previewTile(position: number): PreviewTile {
  const count = PREVIEW_COLUMNS * PREVIEW_ROWS;
  const index = Math.min(count - 1, Math.max(0, Math.floor(position * count)));
  return { column: index % PREVIEW_COLUMNS, row: Math.floor(index / PREVIEW_COLUMNS) };
}

/** Width to height of the tiles of a sheet. */
export function tileRatio(sheet: { naturalWidth: number; naturalHeight: number }): number {
  return sheet.naturalWidth / PREVIEW_COLUMNS / (sheet.naturalHeight / PREVIEW_ROWS);
}
