import { describe, expect, it } from 'vitest';
import { onlyChanges, thinPoints } from '../../src/lib/points.ts';
import { type Point, valueAt } from '../../src/shared/points.ts';

const wave = (count: number): Point[] =>
  Array.from({ length: count }, (_, index) => [index * 1000, 200 + Math.sin(index / 50)]);

describe('points of a curve', () => {
  it('become at most as many as wanted, with every peak, gap and both ends', () => {
    const points = wave(50_000);
    points[23_456] = [23_456_000, 512];
    points[34_567] = [34_567_000, -40];
    points[45_678] = [45_678_000, null];
    const thin = thinPoints(points);
    expect(thin.length).toBeLessThanOrEqual(2000);
    expect(thin.length).toBeGreaterThan(1000);
    expect(thin[0]).toEqual(points[0]);
    expect(thin.at(-1)).toEqual(points.at(-1));
    for (const index of [23_456, 34_567, 45_678]) expect(thin).toContainEqual(points[index]);
    expect(thin).toEqual(thin.toSorted(([one], [other]) => one - other));
  });

  it('stay as they are when they are few, or all at one time', () => {
    expect(thinPoints(wave(2000))).toEqual(wave(2000));
    expect(thinPoints([])).toEqual([]);
    const atOnce = Array.from({ length: 3000 }, (_, index): Point => [5, index]);
    expect(thinPoints(atOnce).map(([, value]) => value)).toEqual([0, 1, 2998, 2999]);
  });

  it('are only those that change something', () => {
    const points: Point[] = [
      [1, 5],
      [2, 5],
      [3, null],
      [4, null],
      [5, 5],
    ];
    expect(onlyChanges(points).map(([at]) => at)).toEqual([1, 3, 5]);
  });

  it('count until the next', () => {
    const points: Point[] = [
      [10, 1],
      [20, null],
      [30, 3],
    ];
    expect([9, 10, 19, 20, 29, 30, 99].map((at) => valueAt(points, at))).toEqual([
      ...[null, 1, 1, null, null, 3, 3],
    ]);
    expect(valueAt([], 5)).toBeNull();
  });
});
