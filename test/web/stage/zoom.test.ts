import { describe, expect, it } from 'vitest';
import { axisOf, swipeOf } from '../../../web/stage/swipe.ts';
import { NO_ZOOM, panBy, settled, zoomAt } from '../../../web/stage/zoom.ts';

const STAGE = { width: 400, height: 200 };

describe('zooming into the picture', () => {
  it('keeps what is at the point', () => {
    const point = { x: 100, y: -50 };
    const { scale, x, y } = zoomAt(NO_ZOOM, 2, point, STAGE);
    expect({ x: (point.x - x) / scale, y: (point.y - y) / scale }).toEqual(point);
  });

  it('never leaves the stage uncovered, and never makes the picture smaller than it', () => {
    expect(zoomAt(NO_ZOOM, 0.1, { x: 10, y: 10 }, STAGE)).toEqual(NO_ZOOM);
    const zoom = zoomAt(NO_ZOOM, 2, { x: 0, y: 0 }, STAGE);
    expect(panBy(zoom, { x: 999, y: -999 }, STAGE)).toEqual({ scale: 2, x: 200, y: -100 });
  });

  it('ends at a limit, and snaps back to the whole picture', () => {
    expect(zoomAt(NO_ZOOM, 1000, { x: 0, y: 0 }, STAGE).scale).toBe(8);
    expect(settled({ scale: 1.02, x: 3, y: 1 })).toEqual(NO_ZOOM);
  });
});

describe('swiping', () => {
  it.each([
    [{ x: -110, y: 20 }, 'x', 800, 'left'],
    [{ x: 110, y: 20 }, 'x', 800, 'right'],
    [{ x: 10, y: 60 }, 'y', 800, 'down'],
    [{ x: -40, y: 0 }, 'x', 50, 'left'],
    [{ x: -40, y: 0 }, 'x', 800, null],
    [{ x: 0, y: -150 }, 'y', 200, null],
  ] as const)('%o along %s within %i ms is %s', (by, axis, ms, expected) =>
    expect(swipeOf(by, axis, ms, STAGE)).toBe(expected),
  );

  it('upwards scrolls', () => expect(axisOf({ x: 3, y: -20 })).toBeNull());
});
