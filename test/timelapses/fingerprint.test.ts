import { describe, expect, it } from 'vitest';
import { framesAdded, sameFingerprint } from '../../src/timelapses/fingerprint.ts';

const before = { count: 10, newestAt: 5000, lastName: 'f10.jpg', totalBytes: 1000 };

describe('the frames of a folder', () => {
  it('are the same when all four figures are', () => {
    expect(sameFingerprint(before, { ...before })).toBe(true);
    expect(framesAdded(before, { ...before })).toBe(false);
  });

  it.each([{ count: 11 }, { newestAt: 5001 }, { lastName: 'f11.jpg' }, { totalBytes: 1001 }])(
    'are others when one figure is: %j',
    (change) => {
      expect(sameFingerprint(before, { ...before, ...change })).toBe(false);
      expect(sameFingerprint({ ...before, ...change }, before)).toBe(false);
    },
  );

  it.each([
    ['one more', { count: 11, newestAt: 6000, lastName: 'f11.jpg', totalBytes: 1100 }],
    ['one more with an old file time', { count: 11, totalBytes: 1100 }],
    ['one written anew', { newestAt: 6000 }],
    ['one replaced by another of an older time', { newestAt: 4000, lastName: 'g1.jpg' }],
    ['one of another size', { totalBytes: 999 }],
    ['fewer, but a newer one among them', { count: 5, newestAt: 6000 }],
  ])('were added to: %s', (_what, change) => {
    expect(framesAdded(before, { ...before, ...change })).toBe(true);
  });

  it.each([
    ['the last one', { count: 9, newestAt: 4500, lastName: 'f09.jpg', totalBytes: 900 }],
    ['one in the middle', { count: 9, totalBytes: 900 }],
    ['all of them', { count: 0, newestAt: 0, lastName: '', totalBytes: 0 }],
  ])('were not added to when some only went away: %s', (_what, change) => {
    expect(framesAdded(before, { ...before, ...change })).toBe(false);
  });
});
