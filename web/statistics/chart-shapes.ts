/** A point of a chart: 0 to 1 from the left and from the bottom. */
export interface Placed {
  x: number;
  y: number;
}

/** Part of a bar; both from the bottom, 0 to 1. */
export interface Slice {
  from: number;
  to: number;
}

/** Stacked in the order given. @param most value that fills the height */
export function stack(values: readonly number[], most: number): Slice[] {
  let below = 0;
  return values.map((value) => {
    const from = below;
    below += value;
    return most === 0 ? { from: 0, to: 0 } : { from: from / most, to: below / most };
  });
}

/** By time, from zero up to the largest value. */
export function placeByTime(points: readonly { at: number; value: number }[]): Placed[] {
  const times = points.map(({ at }) => at);
  const first = Math.min(...times);
  const span = Math.max(...times) - first;
  const most = Math.max(...points.map(({ value }) => value));
  return points.map(({ at, value }) => ({
    x: span === 0 ? 0.5 : (at - first) / span,
    y: most === 0 ? 0 : value / most,
  }));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
