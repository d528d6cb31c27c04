import { describe, expect, it } from 'vitest';
import { toWireFlicker } from '../../src/wire/flicker-to-wire.ts';

describe('the flicker curve', () => {
  it('is given in percent of the light of the first frame', () => {
    const report = { curve: { measured: [0, 0.1, -0.1], target: [0, 0, 0.01] } };
    expect(toWireFlicker(report)).toEqual({
      frames: [100, 110.52, 90.48],
      video: [100, 100, 101.01],
      steady: null,
      left_out: [],
      cameras: 1,
    });
  });

  it('comes with what was left out, and why [4.4]', () => {
    const curve = { measured: [0, 0], target: [0, 0] };
    const frames = [
      { name: 'a', state: 'black', left_out: true },
      { name: 'b', state: 'black', left_out: true },
      { name: 'c', state: 'blurred', left_out: false },
      { name: 'd', state: 'the moon', left_out: true },
      null,
    ];
    const frames_dropped = [{ name: 'e', reason: 'empty' }];
    expect(toWireFlicker({ curve, frames, frames_dropped })?.left_out).toEqual([
      { state: 'unreadable', count: 1 },
      { state: 'black', count: 2 },
    ]);
    expect(toWireFlicker({ curve, frames: 'all', frames_dropped: 3 })?.left_out).toEqual([]);
  });

  it('comes with why pictures were chosen, or were not [4.1]', () => {
    const curve = { measured: [0, 0], target: [0, 0] };
    const reason = (steady: unknown) => toWireFlicker({ curve, steady })?.steady;
    expect(reason({ applied: false, reason: 'fewer_than_180_pictures' })).toBe('fewer_than_180_pictures');
    expect(reason({ reason: 'the moon' })).toBeNull();
    expect(reason('steady')).toBeNull();
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
