import { describe, expect, it } from 'vitest';
import { findMovingPart, type GreyPicture } from '../../src/share-copies/moving-part.ts';

interface Spot {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A grey picture of 96 × 54 with bright rectangles on it. */
function draw(spots: readonly Spot[], light = 60): GreyPicture {
  const [width, height] = [96, 54];
  const pixels = new Uint8Array(width * height).fill(light);
  for (const spot of spots)
    for (let y = spot.y; y < spot.y + spot.height; y += 1)
      pixels.fill(light + 120, y * width + spot.x, y * width + spot.x + spot.width);
  return { width, height, pixels };
}

const TALL = { width: 0.316, height: 1 };
const print: Spot = { x: 70, y: 20, width: 12, height: 30 };
const head = (x: number): Spot => ({ x, y: 5, width: 14, height: 10 });

describe('where a print grows', () => {
  it('is in the middle of the part', () => {
    const { x, y } = findMovingPart([draw([])], [draw([print])], TALL);
    expect(x + TALL.width / 2).toBeCloseTo(76 / 96, 1);
    expect(y).toBe(0);
  });

  it('is found although the light has changed and a print head passes', () => {
    const beginning = [draw([head(2)]), draw([head(30)]), draw([head(60)])];
    const end = [draw([print, head(5)], 90), draw([print, head(33)], 90), draw([print, head(20)], 90)];
    const { x } = findMovingPart(beginning, end, TALL);
    expect(x + TALL.width / 2).toBeCloseTo(76 / 96, 1);
  });

  it('stays inside at the edge', () => {
    const edge = { x: 92, y: 0, width: 4, height: 54 };
    expect(findMovingPart([draw([])], [draw([edge])], TALL).x).toBeCloseTo(1 - TALL.width, 2);
  });

  it('may lie anywhere in both directions', () => {
    const { x, y } = findMovingPart([draw([])], [draw([print])], { width: 0.5, height: 0.5 });
    expect([x, y].map((each) => each <= 0.5)).toEqual([true, true]);
    expect(x).toBeGreaterThan(0.35);
    expect(y).toBeGreaterThan(0.3);
  });

  it.each([
    ['nothing differs', [draw([])], [draw([])]],
    ['only noise differs', [draw([], 60)], [draw([], 64)]],
    ['nothing could be read', [], []],
  ])('is the middle where %s', (_, beginning, end) => {
    expect(findMovingPart(beginning, end, TALL)).toEqual({ x: (1 - TALL.width) / 2, y: 0 });
  });
});
