import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/engine/input/capture-log.ts';
import { courseOf } from '../../../src/engine/steady/course.ts';

const PICTURES = 200;
const MOMENTS = 41;
const EVEN = Float64Array.from({ length: PICTURES }, (_, picture) => picture);

function courseBy(reading: (picture: number) => Partial<Reading> | undefined, places = EVEN): Float64Array {
  const none: Reading = { at: undefined, layer: undefined, progress: undefined, stage: undefined };
  const readings = Array.from({ length: PICTURES }, (_, picture) => {
    const said = reading(picture);
    return said && { ...none, ...said };
  });
  return courseOf(places, readings, MOMENTS);
}

/** The part of the video that is over at this picture. */
function partAt(course: Float64Array, picture: number): number {
  return course[picture]! / course.at(-1)!;
}

/** The first half of the pictures shows 20 layers, the second 80. */
function layerOf(picture: number): number {
  return picture < 100 ? Math.floor(picture / 5) : Math.floor(20 + (picture - 100) * 0.8);
}

describe('the course of a print by what was logged', () => {
  it('advances by layers, and evenly within one [4.1]', () => {
    const course = courseBy((picture) => ({ layer: layerOf(picture), progress: picture / 200, at: picture }));
    expect(partAt(course, 100)).toBeCloseTo(0.2, 2);
    expect(course[3]! - course[2]!).toBeCloseTo(course[2]! - course[1]!, 9);
  });

  it('advances by progress where there are no layers, and else by time [4.1]', () => {
    const slowly = (picture: number) => (picture < 100 ? picture / 400 : 0.25 + (picture - 100) / 133);
    expect(
      partAt(
        courseBy((picture) => ({ layer: 0, progress: slowly(picture), at: picture })),
        100,
      ),
    ).toBeCloseTo(0.25, 2);
    expect(
      partAt(
        courseBy((picture) => ({ at: 1e6 * slowly(picture) })),
        100,
      ),
    ).toBeCloseTo(0.25, 2);
  });

  it('passes over values that do not fit, and those of the print before [4.1]', () => {
    const wrong = new Map([
      [0, 310],
      [1, 310],
      [40, -7],
      [70, 9e99],
    ]);
    const course = courseBy((picture) => ({ layer: wrong.get(picture) ?? layerOf(picture) }));
    expect(partAt(course, 100)).toBeCloseTo(0.2, 1);
  });

  it('goes on as without a log where nothing was logged [4.1]', () => {
    const course = courseBy((picture) => (picture < 60 ? undefined : { layer: picture }));
    expect(partAt(course, 30)).toBeCloseTo(30 / 199, 2);
    expect(courseBy((picture) => (picture < 110 ? undefined : { layer: picture }))).toEqual(EVEN);
    expect(courseBy(() => ({ layer: 7 }))).toEqual(EVEN);
  });

  it('keeps a pause short that only the pictures show [4.1]', () => {
    const paused = EVEN.map((picture) => picture - 0.75 * Math.min(60, Math.max(0, picture - 50)));
    const course = courseBy((picture) => ({ at: picture }), paused);
    const [before, pause] = [course[50]! - course[20]!, course[80]! - course[50]!];
    expect(pause / before).toBeCloseTo(0.25, 1);
  });

  it('leaves pictures to choose from where the print advances faster than they come [4.1]', () => {
    const course = courseBy((picture) => ({ layer: picture < 150 ? picture / 100 : 10 * picture }));
    const steps = [...course.slice(1)].map((place, i) => place - course[i]!);
    expect(Math.max(...steps)).toBeLessThanOrEqual(0.5 + 1e-9);
    expect(course.at(-1)).toBeCloseTo(MOMENTS - 1, 3);
    expect(partAt(course, 150)).toBeLessThan(0.5);
  });
});
