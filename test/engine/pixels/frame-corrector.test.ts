import { describe, expect, it } from 'vitest';
import { FrameCorrector } from '../../../src/engine/pixels/frame-corrector.ts';
import { cellCount, gridFor } from '../../../src/engine/measure/grid.ts';
import { type Turn, turned } from '../../../src/engine/output/framing.ts';
import { responseOf, STRAIGHT } from '../../../src/engine/light/response.ts';
import { Random } from '../../../src/tools/bench/random.ts';

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
    const held = Float32Array.from({ length: cellCount(grid) }, () => random.uniform());
    // As in pictures: white is in few places.
    const places = held.map((part, cell) => (Math.floor(cell / grid.columns) % 5 === 2 ? part : 0));
    for (const response of [STRAIGHT, BENT]) {
      const rendition = { response, clip: 240 };
      const simd = new FrameCorrector({ width, height }, { grid, turn: 1 }, rendition);
      const scalar = new FrameCorrector({ width, height }, { grid, turn: 1 }, rendition, 'scalar');
      expect(simd.kind).toBe(width >= 16 ? 'simd' : 'scalar');
      simd.input.set(simd.input.map(() => 256 * random.uniform()));
      scalar.input.set(simd.input);
      for (const gain of [0, 0.2, -0.5, 1]) {
        for (const maps of [{}, { local }, { held }, { local, held: places }, { held: places }, { held }]) {
          const correction = {
            gains: [gain, gain + 0.1, gain - 0.05] as const,
            local: undefined,
            held: undefined,
            ...maps,
          };
          expect(Buffer.compare(simd.correct(correction), scalar.correct(correction))).toBe(0);
        }
      }
    }
  });
});

describe('a local map', () => {
  const size = { width: 96, height: 64 };
  const grid = gridFor(size);
  /** Nowhere like its own mirror image. */
  const local = Float32Array.from({ length: cellCount(grid) }, (_, cell) => {
    const [across, down] = [
      (cell % grid.columns) / grid.columns,
      Math.floor(cell / grid.columns) / grid.rows,
    ];
    return 0.3 * Math.sin(4 * across) - 0.4 * down ** 2;
  });

  /** Luma of a grey picture with the map. */
  function lumaOf(turn: Turn): { width: number; height: number; luma: Uint8Array } {
    const { width, height } = turned(size, turn);
    const corrector = new FrameCorrector(
      { width, height },
      { grid, turn },
      { response: STRAIGHT, clip: 255 },
    );
    corrector.input.fill(128);
    const out = corrector.correct({ gains: [0, 0, 0], local, held: undefined });
    return { width, height, luma: out.slice(0, width * height) };
  }

  /** Where (x, y) of the turned picture comes from, in parts. */
  const from: Record<Turn, (x: number, y: number) => [number, number]> = {
    1: (x, y) => [x, y],
    2: (x, y) => [1 - x, y],
    3: (x, y) => [1 - x, 1 - y],
    4: (x, y) => [x, 1 - y],
    5: (x, y) => [y, x],
    6: (x, y) => [y, 1 - x],
    7: (x, y) => [1 - y, 1 - x],
    8: (x, y) => [1 - y, x],
  };

  it.each([2, 3, 4, 5, 6, 7, 8] as Turn[])('is turned with the picture by %d [4.2]', (turn) => {
    const plain = lumaOf(1);
    const { width, height, luma } = lumaOf(turn);
    let worst = 0;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const [u, v] = from[turn]((x + 0.5) / width, (y + 0.5) / height);
        const wanted = plain.luma[Math.floor(v * size.height) * size.width + Math.floor(u * size.width)]!;
        worst = Math.max(worst, Math.abs(luma[y * width + x]! - wanted));
      }
    }
    expect(Math.max(...plain.luma) - Math.min(...plain.luma)).toBeGreaterThan(60);
    expect(worst).toBeLessThan(4);
  });
});

/** Mean of a flat picture of one colour after the correction: Y, Cb, Cr. */
function flat(
  colour: readonly [number, number, number],
  gains: readonly [number, number, number],
  response = STRAIGHT,
) {
  const size = { width: 32, height: 32 };
  const corrector = new FrameCorrector(
    size,
    { grid: gridFor(size), turn: 1 },
    {
      response,
      clip: 255,
    },
  );
  corrector.input.fill(colour[0], 0, 1024).fill(colour[1], 1024, 1280).fill(colour[2], 1280);
  const out = corrector.correct({ gains, local: undefined, held: undefined });
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
    16 + (219 / 255) * luma,
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

  it('has the levels of its picture to a fifth of a code where nothing is corrected [3.1]', () => {
    const greys = Array.from({ length: 256 }, (_, level) => flat([level, 128, 128], [0, 0, 0]));
    greys.forEach(([luma, blue, red], level) => {
      expect(Math.abs(luma - (16 + (219 / 255) * level))).toBeLessThan(0.2);
      expect([blue, red]).toEqual([128, 128]);
    });
  });

  it('keeps blown-out white white where asked', () => {
    const size = { width: 32, height: 32 };
    const corrector = new FrameCorrector(
      size,
      { grid: gridFor(size), turn: 1 },
      {
        response: STRAIGHT,
        clip: 255,
      },
    );
    corrector.input.fill(255, 0, 1024).fill(128, 1024);
    const held = new Float32Array(cellCount(gridFor(size))).fill(1);
    const out = corrector.correct({ gains: [-0.2, -0.1, -0.15], local: undefined, held });
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
      expect(Math.abs(found - (16 + (219 / 255) * back))).toBeLessThan(1.2);
    }
  });
});
