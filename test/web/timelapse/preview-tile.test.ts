import { describe, expect, it } from 'vitest';
import { previewTile, tileRatio } from '../../../web/timelapse/preview-tile.ts';

describe('the tile of a position', () => {
  it.each([
    [-1, 0, 0],
    [0, 0, 0],
    [0.5, 0, 3],
    [7.5 / 48, 7, 0],
    [0.999, 7, 5],
    [1, 7, 5],
  ])('%s is in column %s of row %s', (position, column, row) =>
    expect(previewTile(position)).toEqual({ column, row }),
  );

  it('has the shape of the video', () =>
    expect(tileRatio({ naturalWidth: 8 * 240, naturalHeight: 6 * 135 })).toBeCloseTo(16 / 9));
});
