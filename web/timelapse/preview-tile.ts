import { PREVIEW_COLUMNS, PREVIEW_ROWS } from '../contract.ts';

export interface PreviewTile {
  column: number;
  row: number;
}

/** @param position from 0 to 1 */
export function previewTile(position: number): PreviewTile {
  const count = PREVIEW_COLUMNS * PREVIEW_ROWS;
  const index = Math.min(count - 1, Math.max(0, Math.floor(position * count)));
  return { column: index % PREVIEW_COLUMNS, row: Math.floor(index / PREVIEW_COLUMNS) };
}

export function tileRatio(sheet: { naturalWidth: number; naturalHeight: number }): number {
  return sheet.naturalWidth / PREVIEW_COLUMNS / (sheet.naturalHeight / PREVIEW_ROWS);
}
