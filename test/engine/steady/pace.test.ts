import { describe, expect, it } from 'vitest';
import { paceOf } from '../../../src/engine/steady/pace.ts';

/** Changes of 100 pictures, of which those from `from` on and before `to` are still. */
function changes(from: number, to: number): Float32Array {
  return Float32Array.from({ length: 99 }, (_, picture) => (picture >= from && picture < to ? 0.002 : 0.05));
}

describe('the pace of a print', () => {
  it('is that of the pictures where each differs from the one before [4.1]', () => {
    expect([...paceOf(changes(0, 0), 30)]).toEqual(Array.from({ length: 100 }, (_, picture) => picture));
  });

  it('shortens a pause to a quarter, and not a few still pictures [4.1]', () => {
    expect(paceOf(changes(20, 60), 30).at(-1)).toBe(59 + 40 / 4);
    expect(paceOf(changes(20, 27), 30).at(-1)).toBe(99);
    expect(paceOf(changes(59, 99), 30).at(-1)).toBe(59 + 40 / 4);
  });

  it('leaves a pause its length where too few pictures would be left for the video [4.1]', () => {
    expect(paceOf(changes(5, 85), 33).at(-1)).toBe(19 + 80 / 4);
    expect(paceOf(changes(5, 85), 39).at(-1)).toBe(99);
  });
});
