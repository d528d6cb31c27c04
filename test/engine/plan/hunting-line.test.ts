import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/tools/bench/random.ts';
import { dwellsOf } from '../../../src/engine/plan/dwells.ts';
import { huntingLine } from '../../../src/engine/plan/hunting-line.ts';
import { smoothLine } from '../../../src/engine/plan/smooth-line.ts';

const LEVELS = [-0.16, -0.08, 0, 0.08, 0.16];

/** An exposure that dwells, each level in its turn so often and so long; logarithms of light with their noise. */
function hunt(lengths: readonly number[], slope = 0, noise = 0.008, seed = 1): Float64Array {
  const random = new Random(seed);
  const values = lengths.flatMap((length, i) => Array.from({ length }, () => LEVELS[(i * 2) % 5]!));
  return Float64Array.from(values, (level, i) => level + slope * i + random.normal(noise));
}

function lineThrough(values: Float64Array) {
  return huntingLine(Float64Array.from(values.keys()), values);
}

describe('dwells', () => {
  it('are found where they begin and end', () => {
    const lengths = [9, 3, 14, 5, 8, 2, 20, 6];
    const ends = lengths.map((_, i) => lengths.slice(0, i + 1).reduce((sum, each) => sum + each, 0));
    expect(dwellsOf(hunt(lengths)).map(({ to }) => to)).toEqual(ends);
  });

  it('are one where nothing jumps, and none of nothing', () => {
    expect(dwellsOf(new Float64Array(50))).toEqual([{ from: 0, to: 50 }]);
    expect(dwellsOf(hunt([60]))).toEqual([{ from: 0, to: 60 }]);
    expect(dwellsOf(new Float64Array(0))).toEqual([]);
  });
});

describe('the line about which an exposure hunts', () => {
  // The longest dwell is on the highest level: a mean over all frames is 5 % too high.
  const uneven = [6, 5, 4, 40, 5, 6, 5, 4, 6, 5];

  it('lies in the middle of the swing, however long each dwell lasts', () => {
    const { height, slope } = lineThrough(hunt(uneven))!;
    for (const place of [0, 40, 85]) expect(Math.abs(height + slope * place)).toBeLessThan(0.012);
  });

  it('has the slope of the true light, which goes on within the dwells', () => {
    const { slope } = lineThrough(hunt(uneven, -0.001))!;
    expect(slope).toBeGreaterThan(-0.0013);
    expect(slope).toBeLessThan(-0.0006);
  });

  it('is not there where an exposure follows a sunrise in steps', () => {
    // Within a dwell the light grows; the exposure takes it back at each step.
    const sunrise = Float64Array.from({ length: 120 }, (_, i) => 0.01 * (i % 10));
    expect(lineThrough(sunrise)).toBeUndefined();
  });

  it('is not there with too few dwells to tell', () => {
    expect(lineThrough(hunt([20, 20, 20]))).toBeUndefined();
  });

  it.each([1, 2, 3, 5])('is not moved by %d glitches in a steady sequence', (glitches) => {
    const random = new Random(glitches);
    const values = Float64Array.from({ length: 100 }, () => random.normal(0.003));
    for (let i = 0; i < glitches; i += 1) values[7 + 17 * i]! += 0.4;
    for (const value of smoothLine(values, new Float64Array(values.length).fill(1)))
      expect(Math.abs(value)).toBeLessThan(0.005);
  });

  it.each([
    ['long', uneven],
    ['short', [3, 2, 3, 20, 2, 3, 3, 2, 3, 3]],
  ])('is what light is evened out to in a %s sequence', (_, lengths) => {
    const values = hunt(lengths);
    const line = smoothLine(values, new Float64Array(values.length).fill(1));
    for (const value of line) expect(Math.abs(value)).toBeLessThan(0.012);
  });
});
