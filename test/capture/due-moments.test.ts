import { describe, expect, it } from 'vitest';
import { nextMoment, retryPause } from '../../src/capture/due-moments.ts';

describe('the next moment', () => {
  it.each([
    { now: 1000, next: 1000, what: 'is the first one' },
    { now: 1001, next: 6000, what: 'comes an interval after the first' },
    { now: 6000, next: 6000, what: 'is now when it is due' },
    { now: 23_456, next: 26_000, what: 'makes up for none that were missed' },
    { now: 0, next: 1000, what: 'is the first one when the clock was set back' },
  ])('$what', ({ now, next }) => {
    expect(nextMoment(1000, 5000, now)).toBe(next);
  });
});

describe('the pause after pictures were refused', () => {
  it.each([
    { refused: 1, every: 5000, pause: 1000 },
    { refused: 2, every: 5000, pause: 2000 },
    { refused: 3, every: 5000, pause: 4000 },
    { refused: 4, every: 5000, pause: 5000 },
    { refused: 1, every: 500, pause: 500 },
    { refused: 5, every: 5000, pause: 10_000 },
    { refused: 6, every: 5000, pause: 20_000 },
    { refused: 9, every: 5000, pause: 160_000 },
    { refused: 10, every: 5000, pause: 300_000 },
    { refused: 5000, every: 5000, pause: 300_000 },
    { refused: 5, every: 3_600_000, pause: 3_600_000 },
  ])('is $pause ms after $refused in a row, every $every ms', ({ refused, every, pause }) => {
    expect(retryPause(refused, every)).toBe(pause);
  });
});
