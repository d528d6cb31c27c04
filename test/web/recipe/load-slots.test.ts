import { expect, it } from 'vitest';
import { badColumns, lightCurve, unusedRuns } from '../../../web/recipe/frame-marks.ts';
import { LoadSlots } from '../../../web/recipe/load-slots.ts';
import { makeFrames } from './make-frame.ts';

it('loads only so many pictures at a time, what was asked for last first [4.3]', () => {
  const slots = new LoadSlots(2);
  const started: string[] = [];
  const ask = (name: string) => slots.ask(() => started.push(name));
  const [a, , c] = [ask('a'), ask('b'), ask('c'), ask('d')];
  expect(started).toEqual(['a', 'b']);
  // No longer wanted.
  c!();
  a!();
  a!();
  expect(started).toEqual(['a', 'b', 'd']);
});

it('marks what is not used or bad, never more than can be seen [4.3]', () => {
  expect(unusedRuns(['trimmed', 'trimmed', 'left_out', 'automatic', 'used', 'left_out'])).toEqual([
    { fate: 'trimmed', start: 0, end: 2 },
    { fate: 'left_out', start: 2, end: 4 },
    { fate: 'left_out', start: 5, end: 6 },
  ]);
  expect(
    badColumns(
      makeFrames(5000, () => ({ state: 'blurred' })),
      240,
    ),
  ).toHaveLength(240);
  expect(
    badColumns(
      makeFrames(5000, () => ({ state: 'excluded' })),
      240,
    ),
  ).toHaveLength(0);
});

it('draws brightness through frames of which it is unknown [4.3]', () => {
  const light = [null, 90, null, 110];
  expect(lightCurve(makeFrames(4, (n) => ({ light: light[n - 1]! })))).toEqual([90, 90, 90, 110]);
  expect(lightCurve(makeFrames(4))).toBeNull();
});
