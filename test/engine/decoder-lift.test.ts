import { describe, expect, it } from 'vitest';
import { decoderLift, lifted, reddened } from '../../src/engine/decoder-lift.ts';

const NONE = { gain: 0.1, colour: 0.1, local: 0.3 };
const CODE = 255 / 219;

describe('levels on their way into the video', () => {
  it('are those of a plain encode, but for a little light in the dark, where nothing is evened out', () => {
    for (const before of [NONE, { gain: 0.6, colour: 0.5, local: 0.9 }]) {
      const lift = decoderLift(before, NONE);
      expect(lifted(30, lift)).toBeCloseTo(30 + 0.75 * CODE, 5);
      for (const level of [0, 160, 200, 255]) expect(lifted(level, lift)).toBe(level);
      for (const level of [0, 30, 200]) expect(reddened(level, lift)).toBe(0);
    }
  });

  it('pass as they are where flicker is measured, but left in', () => {
    const flickering = { gain: 5.7, colour: 3.5, local: 6 };
    expect(decoderLift(flickering, flickering)).toEqual(decoderLift(NONE, NONE));
  });

  it.each([
    ['light', { ...NONE, gain: 5.7 }],
    ['colour', { ...NONE, colour: 3.7 }],
    ['local light', { ...NONE, local: 5 }],
  ])('are lighter by what a decoder on swscale takes off, where %s is evened out', (_, before) => {
    const lift = decoderLift(before, NONE);
    for (const level of [20, 100, 200]) {
      expect(lifted(level, lift)).toBeCloseTo(level + 2 * CODE, 5);
      expect(reddened(level, lift)).toBeCloseTo(0.3, 5);
    }
    expect([lifted(0, lift), lifted(256, lift)]).toEqual([0, 256]);
    expect([reddened(0, lift), reddened(256, lift)]).toEqual([0, 0]);
  });

  it('change gradually from one to the other', () => {
    const levels = [1, 1.5, 2, 2.5, 3].map((gain) =>
      lifted(40, decoderLift({ ...NONE, gain: gain + NONE.gain }, NONE)),
    );
    expect(levels).toEqual(levels.toSorted((a, b) => a - b));
    expect(new Set(levels).size).toBe(5);
  });
});
