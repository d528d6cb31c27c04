import { describe, expect, it } from 'vitest';
import { lumaOf } from '../../src/engine/light.ts';
import { planCorrection } from '../../src/engine/plan-correction.ts';
import { Random } from '../../src/commands/bench/random.ts';
import { GRID, type SyntheticScene, syntheticFeatures, withBlankFrames } from './synthetic-features.ts';

/** Nobody waits for a turn. */
const noBreath = () => undefined;

const plan = (scene: SyntheticScene) => planCorrection(syntheticFeatures(scene), GRID, 'strong', noBreath);

/** Jitter of light and colour, the same for every call with the same seed. */
function jitter(frames: number, all: number, each: number, seed = 7): [number, number, number][] {
  const random = new Random(seed);
  return Array.from({ length: frames }, () => {
    const common = random.normal(all);
    return [common + random.normal(each), common + random.normal(each), common + random.normal(each)];
  });
}

function worstError(lights: Float64Array, truth: readonly (readonly number[])[]): number {
  let worst = 0;
  truth.forEach((light, frame) => {
    light.forEach((value, c) => {
      worst = Math.max(worst, Math.abs(lights[3 * frame + c]! - lights[c]! - (value - truth[0]![c]!)));
    });
  });
  return worst;
}

describe('the light of a sequence', () => {
  it.each([
    [0, 0.002],
    [0.5, 0.005],
    [0.8, 0.01],
  ])('is found with %d of the cells moving, to within %d', async (moving, tolerance) => {
    const light = jitter(40, 0.06, 0.03);
    const { lights } = await plan({ frames: 40, light: (i) => light[i]!, moving, noise: 0.005 });
    expect(worstError(lights, light)).toBeLessThan(tolerance);
  });

  it('is bridged over frames that show nothing, which are left as they are', async () => {
    const light = jitter(30, 0.06, 0);
    const reader = withBlankFrames(syntheticFeatures({ frames: 30, light: (i) => light[i]! }), [10, 11, 12]);
    const { lights, correctionOf } = await planCorrection(reader, GRID, 'strong', noBreath);
    expect(lumaOf(lights, 20) - lumaOf(lights, 5)).toBeCloseTo(light[20]![0] - light[5]![0], 3);
    expect(Math.abs(correctionOf(20).gains[1])).toBeGreaterThan(0);
  });
});

describe('the correction', () => {
  it('of a steady sequence is exactly nothing', async () => {
    const { correctionOf, cuts, glitches, leftAlone } = await plan({ frames: 30, light: () => [0, 0, 0] });
    for (let frame = 0; frame < 30; frame += 1) {
      expect(correctionOf(frame)).toEqual({ gains: [0, 0, 0], local: undefined });
    }
    expect({ cuts, glitches, leftAlone }).toEqual({ cuts: [], glitches: [], leftAlone: [] });
  });

  it('leaves a ramp as it is', async () => {
    const { correctionOf } = await plan({ frames: 100, light: (i) => [0.01 * i, 0.01 * i, 0.012 * i] });
    for (let frame = 0; frame < 100; frame += 1) {
      for (const gain of correctionOf(frame).gains) expect(Math.abs(gain)).toBeLessThan(0.003);
    }
  });

  it('takes jitter off a ramp', async () => {
    const light = jitter(100, 0.05, 0.02);
    const { lights, target } = await plan({
      frames: 100,
      light: (i) => light[i]!.map((v) => v + 0.008 * i) as unknown as [number, number, number],
      noise: 0.005,
    });
    const steps = Array.from({ length: 99 }, (_, i) => lumaOf(target, i + 1) - lumaOf(target, i));
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(0.004);
    expect(lumaOf(target, 99) - lumaOf(target, 0)).toBeCloseTo(0.792, 1);
    expect(lights).not.toEqual(target);
  });

  it.each([
    ['a lamp switched off', [-0.87, -1.08, -1.35]],
    ['a dimmer light', [-0.3, -0.3, -0.3]],
    ['a warmer light', [0.09, 0, -0.09]],
  ])('keeps %s, in the same frame', async (_, step) => {
    const light = jitter(60, 0.03, 0.005);
    const { cuts, target } = await plan({
      frames: 60,
      light: (i) =>
        light[i]!.map((v, c) => v + (i >= 37 ? step[c]! : 0)) as unknown as [number, number, number],
      noise: 0.005,
    });
    expect(cuts).toEqual([37]);
    for (const [c, value] of step.entries()) {
      expect(target[3 * 37 + c]! - target[3 * 36 + c]!).toBeCloseTo(value, 1);
    }
  });

  it('does not take an exposure that hunts for lamps', async () => {
    const random = new Random(3);
    let at = 0;
    const light = Array.from({ length: 120 }, () => {
      if (random.uniform() < 0.18) at = random.pick([-0.16, -0.08, 0, 0.08, 0.16]);
      return at;
    });
    const { cuts, after } = await plan({
      frames: 120,
      light: (i) => [light[i]!, light[i]!, light[i]!],
      noise: 0.005,
    });
    expect(cuts).toEqual([]);
    expect(after.gain).toBeLessThan(0.3);
  });

  it('mends a single glitch without spreading it, and names it', async () => {
    const { glitches, correctionOf } = await plan({
      frames: 50,
      light: (i) => (i === 20 ? [0.4, 0.4, 0.4] : [0, 0, 0]),
      noise: 0.003,
    });
    expect(glitches).toEqual([20]);
    expect(correctionOf(20).gains[1]).toBeCloseTo(-0.4, 2);
    expect(Math.abs(correctionOf(19).gains[1])).toBeLessThan(0.004);
  });

  it('finds bands of rows', async () => {
    const random = new Random(5);
    const phases = Array.from({ length: 60 }, () => 2 * Math.PI * random.uniform());
    const band = (i: number, y: number) => 0.09 * Math.sin(2 * Math.PI * 2.3 * y + phases[i]!);
    const { correctionOf } = await plan({
      frames: 60,
      light: () => [0, 0, 0],
      local: (i, _, y) => band(i, y),
      noise: 0.005,
      moving: 0.3,
    });
    const { local, gains } = correctionOf(30);
    for (let row = 0; row < GRID.rows; row += 8) {
      const found = gains[1] + local![row * GRID.columns + 20]!;
      // Against the other frames' mean band, which is near 0.
      expect(Math.abs(found + band(30, row / GRID.rows))).toBeLessThan(0.05);
    }
  });

  it('finds a lamp that flickers on one side', async () => {
    const random = new Random(6);
    const amounts = Array.from({ length: 60 }, () => random.normal(0.2));
    const blob = (x: number, y: number) => Math.exp(-(((x - 0.8) / 0.25) ** 2) - ((y - 0.3) / 0.3) ** 2);
    const { after, before } = await plan({
      frames: 60,
      light: () => [0, 0, 0],
      local: (i, x, y) => amounts[i]! * blob(x, y),
      noise: 0.005,
      moving: 0.2,
    });
    expect(after.local).toBeLessThan(0.7 * before.local);
  });

  it('follows a lamp to the last frame, however many there are', async () => {
    const random = new Random(8);
    const amounts = Array.from({ length: 100 }, () => random.normal(0.2));
    const blob = (x: number, y: number) => Math.exp(-(((x - 0.8) / 0.25) ** 2) - ((y - 0.3) / 0.3) ** 2);
    const { correctionOf } = await plan({
      frames: 100,
      light: () => [0, 0, 0],
      local: (i, x, y) => amounts[i]! * blob(x, y),
      noise: 0.005,
    });
    const lit = Math.floor(0.3 * GRID.rows) * GRID.columns + Math.floor(0.8 * GRID.columns);
    const corrected = amounts.map((_, i) => correctionOf(i).local![lit]! + correctionOf(i).gains[1]);
    for (let i = 96; i < 100; i += 1) {
      expect(Math.abs(corrected[i]! - corrected[50]! + amounts[i]! - amounts[50]!)).toBeLessThan(0.04);
    }
  });

  it('draws the light of a lamp where a head hides it, from around', async () => {
    const random = new Random(9);
    const amounts = Array.from({ length: 60 }, () => random.normal(0.2));
    const blob = (x: number, y: number) => Math.exp(-(((x - 0.7) / 0.25) ** 2) - ((y - 0.4) / 0.3) ** 2);
    const hidden = (x: number, y: number) => Math.hypot(x - 0.7, y - 0.4) < 0.12;
    const passing = Array.from({ length: 60 }, () => random.normal(0.6));
    const { correctionOf } = await plan({
      frames: 60,
      light: () => [0, 0, 0],
      local: (i, x, y) => amounts[i]! * blob(x, y) + (hidden(x, y) ? passing[i]! : 0),
      noise: 0.005,
    });
    const lit = Math.floor(0.4 * GRID.rows) * GRID.columns + Math.floor(0.7 * GRID.columns);
    const corrected = amounts.map((_, i) => correctionOf(i).local![lit]! + correctionOf(i).gains[1]);
    const steps = amounts.slice(1).map((amount, i) => ({
      lamp: amount - amounts[i]!,
      done: corrected[i]! - corrected[i + 1]!,
    }));
    const power = steps.reduce((sum, { lamp }) => sum + lamp * lamp, 0);
    const left = steps.reduce((sum, { lamp, done }) => sum + (lamp - done) ** 2, 0);
    expect(Math.sqrt(left / power)).toBeLessThan(0.25);
  });

  it('follows the curve by which a camera answers to light', async () => {
    const light = jitter(60, 0.08, 0.03);
    const { response, after } = await plan({
      frames: 60,
      light: (i) => light[i]!,
      growth: (tone) => 1 - 0.8 * tone,
      noise: 0.004,
    });
    expect(response.straight).toBe(false);
    const growth = (tone: number) => response.growthAt(response.toScale(Math.log(96) + tone));
    expect(growth(-0.6) / growth(0)).toBeCloseTo(1.48, 0);
    expect(after.local).toBeLessThan(0.6);
  });

  it('is nothing when switched off, and whole-frame only when light', async () => {
    const light = jitter(30, 0.06, 0.03);
    const reader = syntheticFeatures({ frames: 30, light: (i) => light[i]! });
    expect((await planCorrection(reader, GRID, 'off', noBreath)).correctionOf(5)).toEqual({
      gains: [0, 0, 0],
      local: undefined,
    });
    expect((await planCorrection(reader, GRID, 'light', noBreath)).correctionOf(5).local).toBeUndefined();
  });

  it.each([1, 2, 3, 4])('of %d frames works', async (frames) => {
    const light = jitter(frames, 0.06, 0.02);
    const { correctionOf } = await plan({ frames, light: (i) => light[i]! });
    for (let i = 0; i < frames; i += 1) expect(correctionOf(i).gains.every(Number.isFinite)).toBe(true);
  });
});

describe('the self-check', () => {
  it.each(Array.from({ length: 16 }, (_, seed) => seed))(
    'never lets a worse result out (random sequence %d)',
    async (seed) => {
      const random = new Random(seed + 100);
      const frames = 3 + Math.floor(60 * random.uniform());
      const sizes = [0, 0.01, 0.1, 0.5].map((size) => size * random.uniform());
      const light = Array.from({ length: frames }, (_, i): [number, number, number] => {
        const common =
          random.normal(random.pick(sizes)) + (random.uniform() < 0.05 ? 1 : 0) - 0.01 * i * random.uniform();
        return [common + random.normal(sizes[1]!), common, common + random.normal(sizes[1]!)];
      });
      const { before, after } = await plan({
        frames,
        light: (i) => light[i]!,
        moving: random.uniform(),
        noise: 0.02 * random.uniform(),
        local: (i, x, y) => (i % 3 === 0 ? random.normal(0.1) * x * y : 0),
        seed,
      });
      for (const kind of ['gain', 'colour', 'local'] as const) {
        expect(after[kind]).toBeLessThanOrEqual(before[kind] * 1.03 + 0.03);
      }
    },
  );
});
