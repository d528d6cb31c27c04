import { expect, test } from 'vitest';
import { daysUntilFull } from '../../src/timelapses/storage-forecast.ts';

const DAY = 86_400_000;
const grow = (days: number, bytesPerDay: number) =>
  Array.from({ length: days }, (_, day) => ({ at: day * DAY, usedBytes: 1000 + day * bytesPerDay }));

test.each([
  ['a steady growth fills the rest in its time', grow(14, 100), 1000, 10],
  ['the order of the samples does not matter', grow(14, 100).reverse(), 1000, 10],
  ['no growth never fills it', grow(14, 0), 1000, null],
  ['shrinking never fills it', grow(14, -50), 1000, null],
  ['one day says nothing', grow(2, 100), 1000, null],
  ['nothing says nothing', [], 1000, null],
  ['a full disk is full now', grow(14, 100), 0, 0],
  ['beyond ten years nobody plans', grow(14, 1), 1e9, null],
])('%s', (_title, samples, freeBytes, expected) => {
  expect(daysUntilFull(samples, freeBytes)).toBe(expected);
});

test('one day that falls out of line does not turn the trend', () => {
  const samples = grow(28, 100);
  samples[20] = { at: 20 * DAY, usedBytes: 0 };
  expect(daysUntilFull(samples, 1000)).toBeGreaterThan(8);
  expect(daysUntilFull(samples, 1000)).toBeLessThan(13);
});
