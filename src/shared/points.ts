/** A value from a time on, in milliseconds since 1970; null = unknown from then on. */
export type Point = [at: number, value: number | null];

/** What counts at a time; null = unknown, as before the first point. @param points in order of time */
export function valueAt(points: readonly Point[], at: number): number | null {
  return points[firstAfter(points, at) - 1]?.[1] ?? null;
}

/** Index of the first point that is later; their number if none is. @param points in order of time */
export function firstAfter(points: readonly Point[], at: number): number {
  let [from, to] = [0, points.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (points[middle]![0] <= at) from = middle + 1;
    else to = middle;
  }
  return from;
}
