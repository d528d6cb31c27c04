import { expect, test } from 'vitest';
import { estimateRenderMs, expectedEnds, measureSpeed } from '../../src/queue/render-estimate.ts';

test('without a run there is no speed', () => {
  expect(measureSpeed([])).toBeNull();
  expect(measureSpeed([{ seconds: 5, frames: 0, megapixels: 2 }])).toBeNull();
});

test('long runs count more than short ones', () => {
  const speed = measureSpeed([
    { seconds: 90, frames: 900, megapixels: 1 },
    { seconds: 90, frames: 100, megapixels: 1 },
  ]);
  expect(speed).toEqual({ secondsPerMegapixel: 0.18, usualMegapixels: 1 });
});

test('a render takes its frames times their size, and the usual size where that is not known', () => {
  const speed = { secondsPerMegapixel: 0.1, usualMegapixels: 2 };
  expect(estimateRenderMs(100, { width: 1000, height: 500 }, speed)).toBe(5000);
  expect(estimateRenderMs(100, null, speed)).toBe(20_000);
});

test('a render that waits takes the place that is free first', () => {
  expect(expectedEnds([10, 5, 1], [100])).toEqual([110, 115, 116]);
  expect(expectedEnds([10, 5, 1], [100, 104])).toEqual([110, 109, 110]);
  expect(expectedEnds([], [0])).toEqual([]);
});
