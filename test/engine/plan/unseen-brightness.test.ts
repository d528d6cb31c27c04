import { expect, it } from 'vitest';
import { planCorrection } from '../../../src/engine/plan/plan-correction.ts';
import { Random } from '../../../src/tools/bench/random.ts';
import { GRID, syntheticFeatures } from '../synthetic-features.ts';

const FRAMES = 40;
const ALONE = 17;

/** Jitter of this size, in logarithms, and a flash of one frame. */
function jitter(size: number, flash = 0): number[] {
  const random = new Random(3);
  return Array.from({ length: FRAMES }, (_, i) => random.normal(size) + (i === ALONE ? flash : 0));
}

/** What green gets in each frame. */
async function gainsOf(light: readonly number[]): Promise<number[]> {
  const reader = syntheticFeatures({
    frames: FRAMES,
    noise: 0.005,
    light: (frame) => [light[frame]!, light[frame]!, light[frame]!],
  });
  const plan = await planCorrection(reader, GRID, 'strong', () => undefined);
  return Array.from({ length: FRAMES }, (_, frame) => plan.correctionOf(frame).gains[1]);
}

it('leaves wavering of brightness that nobody sees entirely as it is [3.5]', async () => {
  expect((await gainsOf(jitter(0.0015))).every((gain) => gain === 0)).toBe(true);
});

it('takes off what is seen', async () => {
  const light = jitter(0.01);
  const left = (await gainsOf(light)).map((gain, i) => gain + light[i]!);
  const steps = left.slice(1).map((value, i) => Math.abs(value - left[i]!));
  expect(Math.max(...steps)).toBeLessThan(0.002);
});

it('takes off the flash of a single frame in a steady sequence', async () => {
  const gains = await gainsOf(jitter(0.0015, 0.04));
  expect(gains[ALONE]).toBeLessThan(-0.035);
  expect(gains.filter((_, i) => i !== ALONE).every((gain) => gain === 0)).toBe(true);
});
