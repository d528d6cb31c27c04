import { describe, expect, it } from 'vitest';
import type { Crop } from '../../../web/contract.ts';
import {
  moved,
  roundedCrop,
  toPicture,
  toShown,
  type Turn,
  WHOLE,
  withCorner,
  withRatio,
} from '../../../web/recipe/crop-geometry.ts';

const CROP: Crop = { x: 0.1, y: 0.2, width: 0.5, height: 0.3 };
const TURNS = ([0, 90, 180, 270] as const).flatMap((rotate) =>
  (['none', 'horizontal', 'vertical'] as const).map((flip): Turn => ({ rotate, flip })),
);

/** Rounding in between does not count. */
const exact = (crop: Crop): Crop => roundedCrop(crop);

describe('a crop [4.3]', () => {
  it.each(TURNS)('turned by $rotate and flipped ($flip) comes back', (turn) =>
    expect(exact(toPicture(toShown(CROP, turn), turn))).toEqual(CROP),
  );

  it.each([
    [90, 'none', { x: 0.5, y: 0.1, width: 0.3, height: 0.5 }],
    [180, 'none', { x: 0.4, y: 0.5, width: 0.5, height: 0.3 }],
    [270, 'none', { x: 0.2, y: 0.4, width: 0.3, height: 0.5 }],
    [0, 'horizontal', { x: 0.4, y: 0.2, width: 0.5, height: 0.3 }],
    [90, 'horizontal', { x: 0.2, y: 0.1, width: 0.3, height: 0.5 }],
  ] as const)('is shown where it is in a picture turned by %i and flipped (%s)', (rotate, flip, shown) =>
    expect(exact(toShown(CROP, { rotate, flip }))).toEqual(shown),
  );

  it('is pulled by a corner while the opposite one stays, within the picture and not to nothing', () => {
    expect(exact(withCorner(CROP, 'bottom_right', { x: 0.9, y: 1.4 }, null))).toEqual({
      x: 0.1,
      y: 0.2,
      width: 0.8,
      height: 0.8,
    });
    expect(exact(withCorner(CROP, 'top_left', { x: 0.9, y: 0.9 }, null))).toEqual({
      x: 0.5,
      y: 0.4,
      width: 0.1,
      height: 0.1,
    });
  });

  it('keeps its ratio where there is room for it', () => {
    const pulled = withCorner(CROP, 'bottom_right', { x: 2, y: 0.3 }, 2);
    expect(pulled.width / pulled.height).toBeCloseTo(2);
    expect(pulled.x + pulled.width).toBeLessThanOrEqual(1);
    const tall = withCorner(CROP, 'bottom_right', { x: 0.3, y: 2 }, 0.5);
    expect(tall.width / tall.height).toBeCloseTo(0.5);
    expect(tall.y + tall.height).toBeLessThanOrEqual(1.000001);
  });

  it('of a ratio is the largest one about where it was', () => {
    expect(exact(withRatio(CROP, 0.5))).toEqual({ x: 0.1, y: 0, width: 0.5, height: 1 });
    expect(exact(withRatio(WHOLE, 2))).toEqual({ x: 0, y: 0.25, width: 1, height: 0.5 });
  });

  it('is moved up to the edges', () => {
    expect(exact(moved(CROP, { x: 1, y: -1 }))).toEqual({ ...CROP, x: 0.5, y: 0 });
  });

  it('never reaches beyond the edge by rounding', () => {
    const { x, width } = roundedCrop({ x: 0.333349, y: 0, width: 0.666651, height: 1 });
    expect(x + width).toBeLessThanOrEqual(1);
  });
});
