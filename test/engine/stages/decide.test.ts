import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/engine/stages/decide.ts';
import type { MeasuredSequence } from '../../../src/engine/stages/measure-pass.ts';
import { Progress } from '../../../src/engine/run/progress.ts';
import { GRID, syntheticFeatures } from '../synthetic-features.ts';

const FRAMES = 40;

/** A sequence on a storage that takes its time for every frame. */
function slowSequence(): MeasuredSequence {
  const features = syntheticFeatures({
    frames: FRAMES,
    light: (i) => (i % 2 === 0 ? [0.05, 0.05, 0.05] : [0, 0, 0]),
  });
  return {
    used: [],
    dropped: [],
    errnos: [],
    grid: GRID,
    sharpness: [],
    features: {
      ...features,
      read: (frame, into) => {
        const until = performance.now() + 2;
        while (performance.now() < until);
        features.read(frame, into);
      },
    },
    readGrey: () => {},
    close: () => {},
  };
}

describe('deciding', () => {
  it('lets signals and other processes have their turn, and says how far it has come', async () => {
    const lines: string[] = [];
    let now = 0;
    // To the progress every look is a second later: each is worth a line.
    const progress = new Progress(
      (line) => lines.push(line),
      () => (now += 1000),
    );
    let turns = 0;
    let turn = setImmediate(function next() {
      turns += 1;
      turn = setImmediate(next);
    });
    const { plan } = await decide(slowSequence(), 'strong', progress);
    clearImmediate(turn);
    expect(plan.after.gain).toBeLessThan(plan.before.gain / 10);
    expect(turns).toBeGreaterThan(5);
    const done = lines.map((line) => Number(/ (\d+)\/40 planning$/.exec(line)?.[1]));
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done[0]).toBe(0);
    expect(new Set(done).size).toBeGreaterThan(10);
    expect(done.at(-1)).toBe(FRAMES);
  });
});
