import { describe, expect, it } from 'vitest';
import { areaOf, windowOf } from '../../src/share-copies/framing.ts';
import { SHARE_ASPECTS } from '../../src/shared/share-copies.ts';

const HD = { width: 1920, height: 1080 };
const WHOLE = { x: 0, y: 0, width: 1, height: 1 };

describe('the part that a copy shows', () => {
  it.each([
    ['original', WHOLE, { x: 0, y: 0, width: 1920, height: 1080 }],
    ['original', { x: 0.25, y: 0.5, width: 0.5, height: 0.5 }, { x: 480, y: 540, width: 960, height: 540 }],
    ['9:16', WHOLE, { x: 656, y: 0, width: 608, height: 1080 }],
    ['1:1', { x: 0.5, y: 0, width: 0.5, height: 1 }, { x: 960, y: 60, width: 960, height: 960 }],
  ] as const)('in %s of %o is %o', (aspect, crop, area) => {
    expect(areaOf(HD, crop, aspect)).toEqual(area);
  });

  it.each(SHARE_ASPECTS)('in %s stays inside, at even places', (aspect) => {
    for (const picture of [HD, { width: 1079, height: 1921 }, { width: 64, height: 47 }]) {
      const window = windowOf(picture, aspect);
      const crop = { x: 1 - window.width, y: 1 - window.height, ...window };
      const { x, y, width, height } = areaOf(picture, crop, aspect);
      expect([x + width <= picture.width, y + height <= picture.height]).toEqual([true, true]);
      expect([x, y].every((each) => each % 2 === 0)).toBe(true);
    }
  });
});
