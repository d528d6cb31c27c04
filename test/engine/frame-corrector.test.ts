import { describe, expect, it } from 'vitest';
import { FrameCorrector } from '../../src/engine/frame-corrector.ts';
import { decoderLift, lifted } from '../../src/engine/decoder-lift.ts';
import { cellCount, gridFor } from '../../src/engine/grid.ts';
import { responseOf, STRAIGHT } from '../../src/engine/response.ts';
import { Random } from '../../src/commands/bench/random.ts';

/** A sequence that passes as it is. */
const STEADY = { gain: 0, colour: 0, local: 0 };
const LIFT = decoderLift(STEADY, STEADY);

/** Codes of luma by which a level is lighter in the video: decision 8. */
const lift = (level: number) => (lifted(level, LIFT) - level) * (219 / 255);

const BENT = responseOf((tone) => Math.max(0.2, 1 - 0.8 * tone));

describe('the pixel kernels', () => {
  it.each([
    [64, 48],
    [90, 34],
    [18, 2],
    [16, 16],
    [10, 6],
  ])('compute the same to the last bit at %dx%d', (width, height) => {
    const random = new Random(width);
    const grid = gridFor({ width, height });
    const local = Float32Array.from({ length: cellCount(grid) }, () => random.normal(0.3));
    for (const response of [STRAIGHT, BENT]) {
      const rendition = { response, lift: LIFT, keepWhite: true };
      const simd = new FrameCorrector({ width, height }, grid, rendition);
      const scalar = new FrameCorrector({ width, height }, grid, rendition, 'scalar');
      expect(simd.kind).toBe(width >= 16 ? 'simd' : 'scalar');
      simd.input.set(simd.input.map(() => 256 * random.uniform()));
      scalar.input.set(simd.input);
      for (const gain of [0, 0.2, -0.5, 1]) {
        for (const map of [undefined, local]) {
          const correction = { gains: [gain, gain + 0.1, gain - 0.05] as const, local: map };
          expect(Buffer.compare(simd.correct(correction), scalar.correct(correction))).toBe(0);
        }
      }
    }
  });
});

/** Mean of a flat picture of one colour after the correction: Y, Cb, Cr. */
function flat(
  colour: readonly [number, number, number],
  gains: readonly [number, number, number],
  response = STRAIGHT,
  lightened = LIFT,
) {
  const size = { width: 32, height: 32 };
  const corrector = new FrameCorrector(size, gridFor(size), {
    response,
    lift: lightened,
    keepWhite: false,
  });
  corrector.input.fill(colour[0], 0, 1024).fill(colour[1], 1024, 1280).fill(colour[2], 1280);
  const out = corrector.correct({ gains, local: undefined });
  const mean = (from: number, to: number) =>
    out.subarray(from, to).reduce((sum, v) => sum + v, 0) / (to - from);
  return [mean(0, 1024), mean(1024, 1280), mean(1280, 1536)] as const;
}

/** The same by the formulas of JFIF and BT.709, in floating point. */
function exact([y, u, v]: readonly [number, number, number], gains: readonly [number, number, number]) {
  const rgb = [y + 1.402 * (v - 128), y - 0.344136 * (u - 128) - 0.714136 * (v - 128), y + 1.772 * (u - 128)];
  const [r, g, b] = rgb.map((value, c) => value * Math.exp(gains[c]!)) as [number, number, number];
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return [
    16 + (219 / 255) * luma + lift(luma),
    128 + ((224 / 255) * (b - luma)) / 1.8556,
    128 + ((224 / 255) * (r - luma)) / 1.5748,
  ] as const;
}

describe('a corrected frame', () => {
  it.each([
    [
      [128, 128, 128],
      [0, 0, 0],
    ],
    [
      [20, 128, 128],
      [0.1, 0.1, 0.1],
    ],
    [
      [60, 110, 150],
      [0, 0, 0],
    ],
    [
      [60, 110, 150],
      [0.1, -0.05, 0.12],
    ],
    [
      [150, 150, 100],
      [-0.2, -0.1, -0.15],
    ],
    [
      [17, 130, 127],
      [-0.03, -0.03, -0.03],
    ],
  ] as [[number, number, number], [number, number, number]][])(
    'of %j with gains %j has the colours it must have',
    (colour, gains) => {
      const found = flat(colour, gains);
      const worst = Math.max(...exact(colour, gains).map((value, i) => Math.abs(found[i]! - value)));
      expect(worst).toBeLessThan(0.25);
    },
  );

  it.each([
    ['of a steady sequence', 0],
    ['of one that is half evened out', 2],
    ['of one that is wholly evened out', 6],
  ])('%s leaves black black, white white, and no step of brightness in between', (_, gain) => {
    const lightened = decoderLift({ ...STEADY, gain }, STEADY);
    const greys = Array.from(
      { length: 256 },
      (_, level) => flat([level, 128, 128], [0, 0, 0], STRAIGHT, lightened)[0],
    );
    expect(greys[0]).toBeCloseTo(16, 1);
    expect(greys[255]).toBeCloseTo(235, 0);
    greys.forEach((grey, level) => {
      expect(Math.abs(grey - (16 + (219 / 255) * lifted(level, lightened)))).toBeLessThan(0.2);
    });
    const growth = greys.slice(1).map((grey, i) => grey - greys[i]!);
    // A lift ends within the brightest segment: there levels are closer together, but none falls behind another.
    expect(Math.min(...growth)).toBeGreaterThan(0.7);
    expect(Math.max(...growth)).toBeLessThanOrEqual(1);
  });

  it('keeps blown-out white white where asked', () => {
    const size = { width: 32, height: 32 };
    const corrector = new FrameCorrector(size, gridFor(size), {
      response: STRAIGHT,
      lift: LIFT,
      keepWhite: true,
    });
    corrector.input.fill(255, 0, 1024).fill(128, 1024);
    const out = corrector.correct({ gains: [-0.2, -0.1, -0.15], local: undefined });
    expect([...new Set(out.subarray(0, 1024))].every((y) => y >= 234)).toBe(true);
    expect([...new Set(out.subarray(1024))].every((c) => Math.abs(c - 128) <= 3)).toBe(true);
  });

  it('takes back a change of gamma along the response', () => {
    const gamma = responseOf((tone) => Math.max(0.1, (Math.log(255 / 96) - tone) / Math.log(255 / 96)));
    const seen = 255 * (100 / 255) ** 1.1;
    const move = gamma.toScale(Math.log(100)) - gamma.toScale(Math.log(seen));
    for (const level of [30, 60, 100, 160, 200]) {
      const y = 255 * (level / 255) ** 1.1;
      const [found] = flat([Math.round(y), 128, 128], [move, move, move], gamma);
      const back = 255 * (Math.round(y) / 255) ** (1 / 1.1);
      expect(Math.abs(found - (16 + (219 / 255) * back + lift(back)))).toBeLessThan(1.2);
    }
  });
});
