import { describe, expect, it } from 'vitest';
import { lumaOf } from '../../../src/engine/light/light.ts';
import { planCorrection } from '../../../src/engine/plan/plan-correction.ts';
import { Random } from '../../../src/tools/bench/random.ts';
import { GRID, type SyntheticScene, syntheticFeatures, withBlankFrames } from '../synthetic-features.ts';

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

/** Part of the steps of a light that its correction leaves. */
function stepsLeft(light: readonly number[], done: readonly number[]): number {
  const steps = light.slice(1).map((value, i) => ({
    light: value - light[i]!,
    left: value - light[i]! + done[i + 1]! - done[i]!,
  }));
  const power = (value: (step: (typeof steps)[number]) => number) =>
    Math.sqrt(steps.reduce((sum, step) => sum + value(step) ** 2, 0));
  return power(({ left }) => left) / power(({ light: whole }) => whole);
}

/** What a head before the scene makes of its light: in most pictures somewhere around a place, dark and of its own pattern. */
function passingHead(random: Random, x0: number, y0: number, size: number) {
  const away = random.uniform() > 0.85;
  const [left, top] = [x0 + 0.4 * (random.uniform() - 0.5), y0 + 0.4 * (random.uniform() - 0.5)];
  const dark = -0.7 - 0.4 * random.uniform();
  return (x: number, y: number): number => {
    if (away || Math.abs(x - left) > size || Math.abs(y - top) > 1.5 * size) return 0;
    return dark + 0.6 * Math.sin(9973 * (x - left) + 7919 * (y - top));
  };
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
      expect(correctionOf(frame)).toEqual({ gains: [0, 0, 0], local: undefined, held: undefined });
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
    expect(Math.abs(lumaOf(target, 99) - lumaOf(target, 0) - 0.792)).toBeLessThan(0.02);
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
      expect(Math.abs(target[3 * 37 + c]! - target[3 * 36 + c]! - value)).toBeLessThan(0.01);
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

  it('mends a single jump of the light without spreading it', async () => {
    const { glitches, correctionOf } = await plan({
      frames: 50,
      light: (i) => (i === 20 ? [0.4, 0.4, 0.4] : [0, 0, 0]),
      noise: 0.003,
    });
    expect(glitches).toEqual([]);
    expect(correctionOf(20).gains[1]).toBeCloseTo(-0.4, 2);
    expect(Math.abs(correctionOf(19).gains[1])).toBeLessThan(0.004);
  });

  it('leaves frames that show something else as they are, and names them [3.3]', async () => {
    const light = jitter(60, 0.05, 0.02);
    const covered = [20, 21, 22, 45];
    const { glitches, correctionOf, leftAlone, lights, target } = await plan({
      frames: 60,
      light: (i) => (covered.includes(i) ? [-1.6, -1.7, -1.7] : light[i]!),
      scene: (i) => (covered.includes(i) ? 1 : 0),
    });
    expect(glitches).toEqual(covered);
    expect(leftAlone.map(({ what }) => what)).toEqual(covered.map((frame) => `frame ${frame}`));
    for (const frame of covered) expect(correctionOf(frame).gains).toEqual([0, 0, 0]);
    for (const frame of [19, 23, 44, 46]) {
      const found = lights[3 * frame + 1]! - light[frame]![1] - (lights[4]! - light[1]![1]);
      expect(Math.abs(found)).toBeLessThan(0.005);
      expect(correctionOf(frame).gains[1]).toBeCloseTo(target[3 * frame + 1]! - lights[3 * frame + 1]!, 6);
    }
  });

  it.each([30, 33])(
    'cuts where pictures lose their colour (at %d), and tints no grey one [3.3]',
    async (at) => {
      const light = jitter(60, 0.05, 0.02);
      const { cuts, correctionOf } = await plan({
        frames: 60,
        light: (i) => light[i]!,
        mono: (i) => i >= at,
      });
      expect(cuts).toEqual([at]);
      for (let frame = at; frame < 60; frame += 1) expect(new Set(correctionOf(frame).gains).size).toBe(1);
    },
  );

  it('tints no single grey picture between coloured ones [3.3]', async () => {
    const light = jitter(40, 0.05, 0.02);
    const { correctionOf } = await plan({ frames: 40, light: (i) => light[i]!, mono: (i) => i === 17 });
    expect(new Set(correctionOf(17).gains).size).toBe(1);
  });

  it.each([
    ['every other picture', (i: number) => i % 2],
    ['two pictures of three', (i: number) => (i % 3 === 0 ? 0 : 1)],
    ['pictures of three cameras', (i: number) => i % 3],
  ])('evens out each of two cameras by itself: %s [3.3]', async (_, scene) => {
    const light = jitter(72, 0.04, 0.01);
    const own = (i: number) => [0, -0.4, 0.2][scene(i)]!;
    const { cameras, correctionOf } = await plan({
      frames: 72,
      light: (i) => light[i]!.map((v) => v + own(i)) as unknown as [number, number, number],
      scene,
      moving: 0.2,
    });
    expect(cameras).toBe(new Set(Array.from({ length: 72 }, (__, i) => scene(i))).size);
    for (const camera of [0, 1]) {
      const left = Array.from({ length: 72 }, (__, i) => i)
        .filter((i) => scene(i) === camera)
        .map((i) => correctionOf(i).gains[1] + light[i]![1]);
      expect(Math.max(...left) - Math.min(...left)).toBeLessThan(0.02);
      // None is made as light as the other.
      expect(Math.abs(left.reduce((sum, v) => sum + v, 0) / left.length)).toBeLessThan(0.05);
    }
  });

  it('takes a bed that moves in every picture for one camera [3.3]', async () => {
    const { cameras } = await plan({ frames: 40, light: () => [0, 0, 0], moving: 0.65 });
    expect(cameras).toBe(1);
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

  it.each([1, 2, 3])(
    'takes a lamp off beside a head that is before it in most pictures (%d) [3.4]',
    async (seed) => {
      const random = new Random(seed);
      const amounts = Array.from({ length: 80 }, () => random.normal(0.2));
      const heads = amounts.map(() => passingHead(random, 0.8, 0.3, 0.16));
      const blob = (x: number, y: number) => Math.exp(-(((x - 0.8) / 0.22) ** 2) - ((y - 0.25) / 0.35) ** 2);
      const { correctionOf } = await plan({
        frames: 80,
        light: () => [0, 0, 0],
        local: (i, x, y) => amounts[i]! * blob(x, y) + heads[i]!(x, y),
        noise: 0.008,
      });
      const lit = Math.floor(0.25 * GRID.rows) * GRID.columns + Math.floor(0.8 * GRID.columns);
      const done = amounts.map((_, i) => {
        const { local, gains } = correctionOf(i);
        return (local?.[lit] ?? 0) + gains[1];
      });
      expect(stepsLeft(amounts, done)).toBeLessThan(0.25);
    },
  );

  it.each([1, 2, 3])(
    'takes bands off beside a head that hides most of some pictures (%d) [3.4]',
    async (seed) => {
      const random = new Random(seed);
      const phases = Array.from({ length: 80 }, () => 2 * Math.PI * random.uniform());
      const heads = phases.map((_, i) => passingHead(random, 0.35, 0.5, i % 7 === 0 ? 0.32 : 0.16));
      const band = (i: number, y: number) => 0.09 * Math.sin(2 * Math.PI * 2.3 * y + phases[i]!);
      const { correctionOf } = await plan({
        frames: 80,
        light: () => [0, 0, 0],
        local: (i, x, y) => band(i, y) + heads[i]!(x, y),
        noise: 0.008,
      });
      for (const row of [10, 25, 40, 60]) {
        const injected = phases.map((_, i) => band(i, row / GRID.rows));
        const done = phases.map((_, i) => {
          const { local, gains } = correctionOf(i);
          return (local?.[row * GRID.columns + 20] ?? 0) + gains[1];
        });
        expect(stepsLeft(injected, done)).toBeLessThan(0.4);
      }
    },
  );

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
    // It is 1.48; as straight as it would be without the curve, 1.
    expect(growth(-0.6) / growth(0)).toBeGreaterThan(1.4);
    expect(growth(-0.6) / growth(0)).toBeLessThan(1.56);
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
