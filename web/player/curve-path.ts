export interface CurveRange {
  low: number;
  high: number;
}

/** In percent: a steady curve is a straight line rather than enlarged rounding. */
const MIN_SPAN = 4;

export function extent(values: readonly number[]): CurveRange {
  return {
    low: values.reduce((least, value) => Math.min(least, value), Infinity),
    high: values.reduce((most, value) => Math.max(most, value), -Infinity),
  };
}

/** Fits both curves, in whole percents with some margin. */
export function curveRange(...curves: readonly (readonly number[])[]): CurveRange {
  const { low, high } = extent(curves.flat());
  const missing = Math.max(0, MIN_SPAN - (high - low)) / 2;
  return { low: Math.floor(low - missing), high: Math.ceil(high + missing) };
}

/**
 * As an SVG path. With more values than columns, each column shows its minimum and maximum, so that no jump is lost.
 * @param height rows from the top
 */
export function curvePath(
  values: readonly number[],
  { low, high }: CurveRange,
  width: number,
  height: number,
): string {
  const points = values.length <= 2 * width ? everyPoint(values, width) : extremes(values, width);
  const y = (value: number): number => height - ((value - low) / (high - low)) * height;
  return points
    .map(([x, value], index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y(value))}`)
    .join('');
}

function everyPoint(values: readonly number[], width: number): [number, number][] {
  const step = width / Math.max(1, values.length - 1);
  return values.map((value, index) => [index * step, value]);
}

function extremes(values: readonly number[], width: number): [number, number][] {
  return Array.from({ length: width }, (_, column) => {
    const from = Math.floor((column * values.length) / width);
    const part = values.slice(from, Math.floor(((column + 1) * values.length) / width));
    return [Math.min(...part), Math.max(...part)].map((value): [number, number] => [column, value]);
  }).flat();
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
