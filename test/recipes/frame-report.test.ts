import { describe, expect, it } from 'vitest';
import { gainOf } from '../../src/recipes/frame-catalogue.ts';
import { readFrameReport } from '../../src/recipes/frame-report.ts';

const report = {
  frames_dropped: [{ name: 'c.jpg', reason: 'cut off' }],
  frames: [
    { name: 'b.jpg', state: 'black', reason: 'It is nearly black.', left_out: true },
    { name: 'd.jpg', state: 'blurred', reason: 'It is blurred.', left_out: false },
    { name: 'e.jpg', state: 'haunted', reason: 'From a later version.' },
  ],
  frames_measured: ['a.jpg', 'd.jpg', 'e.jpg'],
  curve: { measured: [0, Math.log(2), 0], target: [0, 0, 0] },
};

describe('the report on the pictures [4.2]', () => {
  it('tells the state of each, which are shown, and their light', () => {
    const { states, chosen, light } = readFrameReport(report);
    expect(states.get('b.jpg')).toEqual({ state: 'black', reason: 'It is nearly black.', leftOut: true });
    expect(states.get('c.jpg')).toEqual({ state: 'unreadable', reason: 'cut off', leftOut: true });
    expect(states.has('e.jpg')).toBe(false);
    expect([...chosen!]).toEqual(['a.jpg', 'd.jpg', 'e.jpg']);
    expect(light.get('d.jpg')!.measured).toBeCloseTo(2, 5);
    expect(gainOf(readFrameReport(report), 'd.jpg')).toBe(0.5);
    expect(gainOf(readFrameReport(report), 'unknown.jpg')).toBe(1);
  });

  it('goes by what was chosen for a steady picture', () => {
    expect([...readFrameReport({ ...report, steady: { chosen: ['a.jpg'] } }).chosen!]).toEqual(['a.jpg']);
  });

  it.each([null, undefined, {}, 'all good', { frames: 7, frames_measured: 'x', curve: [] }])(
    'may be %j, from an engine of another kind',
    (other) => {
      const { states, chosen, light } = readFrameReport(other);
      expect([states.size, chosen, light.size]).toEqual([0, null, 0]);
    },
  );
});
