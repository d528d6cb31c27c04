import type { Point } from './zoom.ts';

export type Swipe = 'left' | 'right' | 'down';

/** Movement before it is decided what it means, in CSS pixels. */
export const SLACK = 10;
/** Part of the stage, or pixels where the stage is large. */
const FAR = { part: 0.25, pixels: 120 };
/** In CSS pixels per millisecond: a flick needs no distance. */
const FAST = 0.5;
const SHORTEST_FLICK = 30;

/** In which direction a finger moves the picture; null = upwards, which scrolls. */
export function axisOf({ x, y }: Point): 'x' | 'y' | null {
  if (Math.abs(x) > Math.abs(y)) return 'x';
  return y > 0 ? 'y' : null;
}

/** Null = too short and too slow. @param ms since the finger was put down */
export function swipeOf(
  by: Point,
  axis: 'x' | 'y',
  ms: number,
  stage: { width: number; height: number },
): Swipe | null {
  const way = by[axis];
  const far = Math.min(FAR.pixels, FAR.part * (axis === 'x' ? stage.width : stage.height));
  const isFlick = Math.abs(way) > SHORTEST_FLICK && Math.abs(way) / Math.max(1, ms) > FAST;
  if (Math.abs(way) < far && !isFlick) return null;
  if (axis === 'x') return way < 0 ? 'left' : 'right';
  return way > 0 ? 'down' : null;
}
