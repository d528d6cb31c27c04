import { describe, expect, it } from 'vitest';
import { toWireFlicker } from '../../src/wire/flicker-to-wire.ts';

describe('the flicker curve', () => {
  it('is told in percent of the light of the first frame', () => {
    const report = { curve: { measured: [0, 0.1, -0.1], target: [0, 0, 0.01] } };
    expect(toWireFlicker(report)).toEqual({ frames: [100, 110.52, 90.48], video: [100, 100, 101.01] });
  });

  it.each([
    ['no report', null],
    ['a report without a curve', { flicker_before: 3 }],
    ['a curve that is none', { curve: 'steep' }],
    ['one half of it', { curve: { measured: [0, 1] } }],
    ['halves of different length', { curve: { measured: [0, 1], target: [0] } }],
    ['a single frame', { curve: { measured: [0], target: [0] } }],
    ['something else than numbers', { curve: { measured: [0, 'x'], target: [0, 0] } }],
    ['light beyond all numbers', { curve: { measured: [0, 1e9], target: [0, 0] } }],
  ])('is not shown for %s', (_name, report) => expect(toWireFlicker(report)).toBeNull());
});
