import { expect, it } from 'vitest';
import { planCorrection } from '../../../src/engine/plan/plan-correction.ts';
import { Random } from '../../../src/tools/bench/random.ts';
import { GRID, type SyntheticScene, syntheticFeatures } from '../synthetic-features.ts';

const FRAMES = 40;
const ALONE = 17;

type Light = [number, number, number];

/** Brightness jitters by 5 %, red and blue by what is asked for. */
function jitter(colour: number): Light[] {
  const random = new Random(3);
  return Array.from({ length: FRAMES }, () => {
    const all = random.normal(0.05);
    return [all + random.normal(colour), all, all + random.normal(colour)];
  });
}

/** Root mean square over the frames of what blue gets more than green. */
async function tintOf(scene: Partial<SyntheticScene> & Pick<SyntheticScene, 'light'>) {
  const reader = syntheticFeatures({ frames: FRAMES, noise: 0.005, ...scene });
  const plan = await planCorrection(reader, GRID, 'strong', () => undefined);
  return Array.from({ length: FRAMES }, (_, frame) => {
    const { gains } = plan.correctionOf(frame);
    return gains[2] - gains[1];
  });
}

const rms = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

it('leaves wavering of the white balance that nobody sees as it is [3.5]', async () => {
  const light = jitter(0.004);
  expect(rms(await tintOf({ light: (frame) => light[frame]! }))).toBeLessThan(0.0005);
});

it('takes off what is seen', async () => {
  const light = jitter(0.02);
  const tint = await tintOf({ light: (frame) => light[frame]! });
  const left = tint.map((value, i) => value + light[i]![2] - light[i]![1]);
  expect(rms(left.slice(1).map((value, i) => value - left[i]!))).toBeLessThan(0.2 * 0.02);
});

it('takes off the cast of a single frame in a steady sequence', async () => {
  const light = jitter(0.004);
  light[ALONE]![2] += 0.08;
  const tint = await tintOf({ light: (frame) => light[frame]! });
  expect(tint[ALONE]).toBeLessThan(-0.06);
  expect(rms(tint.filter((_, i) => i !== ALONE))).toBeLessThan(0.002);
});
