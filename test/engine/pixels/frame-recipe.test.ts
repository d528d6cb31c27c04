import { expect, it } from 'vitest';
import { frameRecipe } from '../../../src/engine/pixels/frame-recipe.ts';
import { STRAIGHT } from '../../../src/engine/light/response.ts';

/** The largest number of the kernel's fixed point: one more is the smallest. */
const LARGEST = 2 ** 15 - 1;

it.each([
  ['240 becomes nearly white', 240],
  ['224 does', 224],
  ['128 does', 128],
])('white does not turn black, however the correction is rounded: %s [3.2]', (_, level) => {
  for (let shown = 255.5; shown < 256.1; shown += 0.002) {
    const gain = Math.log(shown / level);
    const { base, slope } = frameRecipe([gain, gain, gain], { response: STRAIGHT, clip: 255 });
    const highest = base.map((start, segment) => start + ((15 * slope[segment]!) >> 2));
    // An Int16Array wraps as the kernel does.
    expect(Math.min(...highest), `${shown}`).toBeGreaterThanOrEqual(0);
    expect(highest.at(-1)).toBeGreaterThan(LARGEST - 128);
  }
});
