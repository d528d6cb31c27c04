import {
  firstAfter,
  type Point,
  type PrintTimeline,
  type SeriesKey,
  valueAt,
  type WirePrintData,
} from '../contract.ts';

export const TEMPERATURES = ['nozzle', 'bed', 'chamber'] as const satisfies readonly SeriesKey[];
export type Temperature = (typeof TEMPERATURES)[number];

/** In °C. */
export interface TemperatureRange {
  low: number;
  high: number;
}

/** Whole tens, so that the numbers beside the curve are calm. */
const STEP = 10;

export interface Curve {
  key: Temperature;
  points: readonly Point[];
  /** As an SVG path; 1 × 1, y from the top. */
  path: string;
}

export interface TemperatureCurves {
  range: TemperatureRange;
  curves: Curve[];
}

/**
 * One column for each step of the video's width. A column shows the least and the most of its time, so that no peak is
 * lost. Null = no temperature is known.
 */
export function temperatureCurves(
  { series }: WirePrintData,
  timeline: PrintTimeline,
  columns: number,
): TemperatureCurves | null {
  const drawn = TEMPERATURES.flatMap((key) => {
    const points = series.find((each) => each.key === key)?.points;
    return points ? [{ key, points, values: columnsOf(points, timeline, columns) }] : [];
  });
  const range = rangeOf(drawn.flatMap(({ values }) => values.flatMap((value) => value ?? [])));
  if (range === null) return null;
  return {
    range,
    curves: drawn.map(({ key, points, values }) => ({ key, points, path: pathOf(values, range) })),
  };
}

/** From the top, 0 to 1. */
export function heightOf(value: number, { low, high }: TemperatureRange): number {
  return 1 - (value - low) / (high - low);
}

type Span = [least: number, most: number];

function columnsOf(points: readonly Point[], timeline: PrintTimeline, columns: number): (Span | null)[] {
  const timeAt = (column: number): number | null =>
    timeline.timeOf(Math.min(timeline.frames - 1, Math.floor((column / columns) * timeline.frames)));
  return Array.from({ length: columns + 1 }, (_, column) => {
    const [from, to] = [timeAt(column), timeAt(column + 1)];
    if (from === null) return null;
    const first = valueAt(points, from);
    const more = points.slice(firstAfter(points, from), firstAfter(points, to ?? from));
    const values = [first, ...more.map(([, value]) => value)].filter((value) => value !== null);
    return values.length > 0 ? [Math.min(...values), Math.max(...values)] : null;
  });
}

function rangeOf(values: readonly number[]): TemperatureRange | null {
  if (values.length === 0) return null;
  const least = values.reduce((one, other) => Math.min(one, other));
  const most = values.reduce((one, other) => Math.max(one, other));
  const low = Math.floor(least / STEP) * STEP;
  return { low, high: Math.max(low + STEP, Math.ceil(most / STEP) * STEP) };
}

function pathOf(columns: readonly (Span | null)[], range: TemperatureRange): string {
  let isDown = false;
  let path = '';
  for (const [column, span] of columns.entries()) {
    const values = span === null ? [] : span[0] === span[1] ? [span[0]] : span;
    if (values.length === 0) isDown = false;
    for (const value of values) {
      path += `${isDown ? 'L' : 'M'}${round(column / (columns.length - 1))} ${round(heightOf(value, range))}`;
      isDown = true;
    }
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
