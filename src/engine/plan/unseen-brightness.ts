import { LIGHT_VALUES, lumaOf } from '../light/light.ts';
import type { Segment } from './target-lights.ts';
import { type Sight, seenPart, usualSize } from './unseen-part.ts';

/** 0.3 % is a third of a level in the middle of what cameras show. */
const SIGHT: Sight = { usual: [0.003, 0.005], single: [0.005, 0.01] };

/** Leaves wavering of brightness that nobody sees as it is: the target then has the brightness that was measured. */
export function leaveUnseenBrightness(
  lights: Float64Array,
  target: Float64Array,
  segments: readonly Segment[],
): void {
  for (const { from, to } of segments) {
    const offs = Float64Array.from(
      { length: to - from },
      (_, i) => lumaOf(lights, from + i) - lumaOf(target, from + i),
    );
    const usual = usualSize(offs);
    for (const [i, off] of offs.entries()) {
      const kept = (1 - seenPart(Math.abs(off), usual, SIGHT)) * off;
      for (let c = 0; c < LIGHT_VALUES; c += 1) target[(from + i) * LIGHT_VALUES + c]! += kept;
    }
  }
}
