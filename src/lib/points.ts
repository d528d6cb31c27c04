import type { Point } from '../shared/points.ts';

export const MAX_POINTS = 2000;

/** A bucket is left with its least and its largest value, and with a gap. */
const KEPT_PER_BUCKET = 3;

/**
 * The same curve in at most `max` points: of each stretch of time, the extremes stay.
 *
 * @param points in order of time
 */
export function thinPoints(points: readonly Point[], max = MAX_POINTS): Point[] {
  const [first] = points;
  const last = points.at(-1);
  if (points.length <= max || !first || !last) return [...points];
  const count = Math.floor((max - 2) / KEPT_PER_BUCKET);
  const span = last[0] - first[0] || 1;
  const buckets = Map.groupBy(points.slice(1, -1), ([at]) =>
    Math.min(count - 1, Math.floor(((at - first[0]) / span) * count)),
  );
  return [first, ...[...buckets.values()].flatMap(extremesOf), last];
}

function extremesOf(points: readonly Point[]): Point[] {
  let least: Point | undefined;
  let most: Point | undefined;
  for (const point of points) {
    const [, value] = point;
    if (value === null) continue;
    if (!least || value < least[1]!) least = point;
    if (!most || value > most[1]!) most = point;
  }
  const gap = points.find(([, value]) => value === null);
  return [...new Set([least, most, gap])].filter((each) => each !== undefined).toSorted(inTime);
}

/** Without those that say what was known already. @param points in order of time */
export function onlyChanges(points: readonly Point[]): Point[] {
  return points.filter(([, value], index) => index === 0 || points[index - 1]![1] !== value);
}

/** The first of each stretch with the same value; unknown ones belong to what was before. */
export function beginnings(values: readonly Point[]): [at: number, value: number][] {
  const found: [number, number][] = [];
  for (const [at, value] of values)
    if (value !== null && found.at(-1)?.[1] !== value) found.push([at, value]);
  return found;
}

export function inTime(one: Point, other: Point): number {
  return one[0] - other[0];
}
