import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/tools/bench/random.ts';
import { smoothLine } from '../../../src/engine/plan/smooth-line.ts';

const SEQUENCES = 40;

/** Root mean square over many sequences, in percent of light. */
function errorOf(course: (part: number) => number, frames: number, jitter: number): number {
  const random = new Random(5);
  let squares = 0;
  for (let i = 0; i < SEQUENCES * frames; i += frames) {
    const light = Float64Array.from({ length: frames }, (_, frame) => course(frame / (frames - 1)));
    const values = light.map((value) => value + random.normal(jitter));
    const line = smoothLine(values, new Float64Array(frames).fill(1));
    squares += light.reduce((sum, value, frame) => sum + (line[frame]! - value) ** 2, 0);
  }
  return 100 * Math.sqrt(squares / (SEQUENCES * frames));
}

const fading = (part: number) => -0.1 * Math.max(0, part - 0.35);

describe('the line flicker is measured against', () => {
  it.each([
    ['a steady light', () => 0, 100, 0.05, 0.7],
    ['a light that fades evenly', (part: number) => -0.08 * part, 100, 0.065, 1.2],
    ['the same over few frames', (part: number) => -0.08 * part, 50, 0.05, 1.25],
    ['a light that begins to fade', fading, 100, 0.065, 1.3],
    ['a light that comes and goes', (part: number) => 0.1 * Math.sin(2 * Math.PI * part), 50, 0.05, 2.4],
  ])(
    'is near the light, whatever jitter happens to look like: %s [3.2]',
    (_, course, frames, jitter, most) => {
      expect(errorOf(course, frames, jitter)).toBeLessThan(most);
    },
  );

  it('goes through values without jitter, as far as it is a line', () => {
    const values = Float64Array.from({ length: 80 }, (_, i) => 0.3 * Math.sin(i / 25));
    const line = smoothLine(values, new Float64Array(80).fill(1));
    expect(Math.max(...line.map((value, i) => Math.abs(value - values[i]!)))).toBeLessThan(0.02);
  });

  it('is nothing where nothing is known', () => {
    expect(smoothLine(new Float64Array(9).fill(1), new Float64Array(9))).toEqual(new Float64Array(9));
  });
});
