import { describe, expect, it } from 'vitest';
import { countMarks, countMissing, marksOf } from '../../src/timelapses/frame-marks.ts';
import type { SampledFrame } from '../../src/timelapses/timelapse.ts';

const frames = (from: number, to: number): SampledFrame[] =>
  Array.from({ length: to - from + 1 }, (_, index) => [
    `f${from + index}.jpg`,
    1.7e12 + 1000 * (from + index),
    5,
  ]);
const before = marksOf(frames(1, 5000));

describe('the marks of frames', () => {
  it('show how many are not among others, whatever the order', () => {
    expect(countMarks(before)).toBe(5000);
    expect(countMissing(before, marksOf(frames(1, 5000).toReversed()))).toBe(0);
    expect(countMissing(marksOf(frames(4991, 5010)), before)).toBe(10);
    expect(countMissing(before, marksOf([]))).toBe(5000);
    expect(countMissing(before, marksOf(frames(1, 2000)), marksOf(frames(1990, 4999)))).toBe(1);
  });

  it.each([
    ['another name', ['f2.jpg', 1.7e12 + 1000, 5]],
    ['another time', ['f1.jpg', 1.7e12 + 1001, 5]],
    ['another size', ['f1.jpg', 1.7e12 + 1000, 6]],
    ['a time exactly 2^32 ms away', ['f1.jpg', 1.7e12 + 1000 + 2 ** 32, 5]],
    ['the size and time swapped in part', ['f1.jpg', 1.7e12 + 1005, 0]],
  ] satisfies [string, SampledFrame][])('differ with %s', (_what, frame) => {
    expect(countMissing(marksOf([frame]), before)).toBe(1);
  });
});
