import { describe, expect, it } from 'vitest';
import { curvePath, curveRange } from '../../../web/player/curve-path.ts';

describe('the range of a drawing', () => {
  it.each([
    [
      'fits both curves, in whole percents',
      [
        [99.4, 112.1],
        [100, 101],
      ],
      { low: 99, high: 113 },
    ],
    ['is not all noise where the light is steady', [[100, 100.01]], { low: 98, high: 103 }],
    ['holds for a light that never changes', [[100, 100]], { low: 98, high: 102 }],
  ])('%s', (_name, curves, range) => expect(curveRange(...curves)).toEqual(range));
});

describe('the path of a curve', () => {
  const range = { low: 0, high: 100 };

  it('goes from edge to edge, high values up', () => {
    expect(curvePath([0, 100, 50], range, 10, 20)).toBe('M0 20L5 0L10 10');
  });

  it('keeps every jump where there are more frames than columns', () => {
    const values = Array.from({ length: 5000 }, (_, index) => (index === 3210 ? 100 : 50));
    const path = curvePath(values, range, 10, 20);
    expect(path.split(/[ML]/)).toHaveLength(1 + 2 * 10);
    expect(path).toContain('L6 0');
  });
});
