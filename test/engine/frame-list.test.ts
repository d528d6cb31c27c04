import { describe, expect, it } from 'vitest';
import { compareFrames, isFrameName } from '../../src/engine/frame-list.ts';

describe('isFrameName', () => {
  it.each(['a.jpg', 'A.JPEG', 'x.PnG', 'y.webp', 'a.tmp.jpg', '-v.jpg', 'two\nlines.jpg', '%d.png'])(
    'takes %j',
    (name) => {
      expect(isFrameName(name)).toBe(true);
    },
  );

  it.each(['.a.jpg', '.jpg', 'a.jpg.part', 'a.jpg.tmp', 'a.gif', 'jpg', 'a.jpg2', 'a.jpg\n'])(
    'leaves %j',
    (name) => {
      expect(isFrameName(name)).toBe(false);
    },
  );
});

describe('compareFrames', () => {
  const sorted = (...names: string[]) =>
    names
      .map((name, i) => ({ name, mtimeMs: 1000 - i }))
      .sort(compareFrames)
      .map((frame) => frame.name);

  it('orders digits by value, even beyond exact integers', () => {
    expect(sorted('img10.jpg', 'img2.jpg', 'img1.jpg')).toEqual(['img1.jpg', 'img2.jpg', 'img10.jpg']);
    expect(
      sorted('99999999999999999999.jpg', '100000000000000000000.jpg', '99999999999999999998.jpg'),
    ).toEqual(['99999999999999999998.jpg', '99999999999999999999.jpg', '100000000000000000000.jpg']);
  });

  it('does not regard case', () => {
    expect(sorted('B2.jpg', 'a3.JPG', 'A1.jpg')).toEqual(['A1.jpg', 'a3.JPG', 'B2.jpg']);
  });

  it('goes by time only where names are equal in this order', () => {
    expect(sorted('img1.jpg', 'img01.jpg', 'img0.jpg')).toEqual(['img0.jpg', 'img01.jpg', 'img1.jpg']);
  });
});
