import type { WirePrintData } from '../contract.ts';

/** By what two videos are in step. `share` = both begin and end together. */
export const PACES = ['time', 'layer', 'share'] as const;
export type Pace = (typeof PACES)[number];

export interface PacedVideo {
  /** Length. */
  seconds: number;
  fps: number;
  /** What is known of its print; null = nothing. */
  data: WirePrintData | null;
}

/** From seconds of one video to seconds of another. */
export type InStep = (seconds: number) => number;

/** Both rise. */
type Track = readonly (readonly [seconds: number, value: number])[];

/** Fewer say nothing. */
const LEAST_POINTS = 2;

/** What both are known to have, the best first. @param isSamePrint what happened at one time is in both */
export function possiblePaces(one: PacedVideo, other: PacedVideo, isSamePrint: boolean): Pace[] {
  const has = (pace: 'time' | 'layer'): boolean =>
    [one, other].every((video) => trackOf(video, pace).length >= LEAST_POINTS);
  const order = isSamePrint ? PACES : (['layer', 'share', 'time'] as const);
  return order.filter((pace) => pace === 'share' || has(pace));
}

/** Of different prints, the time since the first picture counts. */
export function inStep(one: PacedVideo, other: PacedVideo, pace: Pace): InStep {
  if (pace === 'share') return (seconds) => (seconds / Math.max(one.seconds, 0.001)) * other.seconds;
  const from = trackOf(one, pace);
  const to = trackOf(other, pace);
  const apart = pace === 'time' && !overlap(from, to) ? to[0]![1] - from[0]![1] : 0;
  const back = to.map(([seconds, value]) => [value, seconds] as const);
  return (seconds) => valueAt(back, valueAt(from, seconds) + apart);
}

function trackOf({ fps, data }: PacedVideo, pace: 'time' | 'layer'): Track {
  const points = (pace === 'time' ? data?.pictures : data?.layers) ?? [];
  const track: [number, number][] = [];
  // The middle of a picture, since its edge may belong to the one before.
  for (const [picture, value] of points) {
    const last = track.at(-1);
    if (last === undefined || value > last[1]) track.push([(picture - 0.5) / fps, value]);
  }
  return track;
}

function overlap(one: Track, other: Track): boolean {
  return one[0]![1] <= other.at(-1)![1] && other[0]![1] <= one.at(-1)![1];
}

/** Between two points in proportion, outside the nearest. */
function valueAt(track: Track, at: number): number {
  const index = track.findIndex(([x]) => x >= at);
  if (index === 0) return track[0]![1];
  if (index < 0) return track.at(-1)![1];
  const [x0, y0] = track[index - 1]!;
  const [x1, y1] = track[index]!;
  return y0 + ((at - x0) / (x1 - x0)) * (y1 - y0);
}
