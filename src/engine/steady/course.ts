import type { Reading } from '../input/capture-log.ts';

/** What tells how far a print has come, best first: layers are what is seen to grow. */
const TELLING = ['layer', 'progress', 'at'] as const;

/** It must tell it for this part of the pictures, in so many steps at least. */
const MIN_TOLD = 0.5;
const MIN_STEPS = 5;

/** A picture counts this part of a step of the video at most: fewer would be left to choose from. */
const MOST = 0.5;
/** The same where there are few pictures for a step, in units of what each counts on the whole. */
const MOST_OF_MEAN = 1.5;
/** There has to be one for each step. */
const NEVER_MORE = 0.95;

const HALVINGS = 60;

/**
 * The place of each picture in the course of the print by what was logged with the pictures: the video advances by layers,
 * or else by progress, or else by time. Between two pictures for which that is known, and where nothing was logged, the pace
 * is that without a log.
 *
 * @param places without a log, rising
 * @param readings of the same pictures
 * @param moments pictures of the video
 */
export function courseOf(
  places: Float64Array,
  readings: readonly (Reading | undefined)[],
  moments: number,
): Float64Array {
  const steps = Float64Array.from({ length: places.length - 1 }, (_, i) => places[i + 1]! - places[i]!);
  for (const telling of TELLING) {
    const known = risingValues(readings.map((reading) => reading?.[telling] ?? Number.NaN));
    if (known === undefined) continue;
    return limited(spread(steps, known, telling === 'at'), moments) ?? places;
  }
  return places;
}

interface Known {
  picture: number;
  value: number;
}

/** The values that rise, each at the first picture that has it; undefined where they tell too little. */
function risingValues(values: readonly number[]): Known[] | undefined {
  const told = longestRise(values);
  const known = told
    .map((picture) => ({ picture, value: values[picture]! }))
    .filter(({ value }, i) => i === 0 || value > values[told[i - 1]!]!);
  return told.length >= MIN_TOLD * values.length && known.length >= MIN_STEPS ? known : undefined;
}

/** The most pictures whose values never fall: a single wrong value, or those of the print before, are passed over. */
function longestRise(values: readonly number[]): number[] {
  /** By length, the picture with the least value that such a row can end with. */
  const ends: number[] = [];
  const before = new Int32Array(values.length).fill(-1);
  for (const [picture, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[ends[middle]!]! <= value) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[picture] = ends[low - 1]!;
    ends[low] = picture;
  }
  const row: number[] = [];
  for (let picture = ends.at(-1) ?? -1; picture >= 0; picture = before[picture]!) row.push(picture);
  return row.reverse();
}

/**
 * What lies between two pictures that are known, laid on the steps between them as they are without a log; what lies outside
 * goes at the pace of the whole.
 *
 * @param isTime time goes on in a pause, too: its steps stay shortened
 */
function spread(steps: Float64Array, known: readonly Known[], isTime: boolean): Float64Array {
  const sum = (from: number, to: number) => steps.subarray(from, to).reduce((a, b) => a + b, 0);
  const [first, last] = [known[0]!, known.at(-1)!];
  const whole = (last.value - first.value) / sum(first.picture, last.picture);
  const laid = steps.map((step) => step * whole);
  for (const [i, { picture, value }] of known.slice(1).entries()) {
    const { picture: from, value: valueBefore } = known[i]!;
    const unhindered = isTime ? picture - from : sum(from, picture);
    const each = (value - valueBefore) / unhindered;
    for (let at = from; at < picture; at += 1) laid[at] = steps[at]! * each;
  }
  return laid;
}

/** Places in steps of the video, where no picture counts so much that too few are left; undefined where that cannot be. */
function limited(increments: Float64Array, moments: number): Float64Array | undefined {
  const length = moments - 1;
  const most = Math.min(NEVER_MORE, Math.max(MOST, (MOST_OF_MEAN * length) / increments.length));
  const lengthAt = (scale: number) => increments.reduce((sum, each) => sum + Math.min(most, scale * each), 0);
  let [low, high] = [0, 1];
  for (let i = 0; i < HALVINGS && lengthAt(high) < length; i += 1) [low, high] = [high, 2 * high];
  if (lengthAt(high) < length) return undefined;
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (low + high) / 2;
    if (lengthAt(middle) < length) low = middle;
    else high = middle;
  }
  const places = new Float64Array(increments.length + 1);
  for (const [i, each] of increments.entries()) places[i + 1] = places[i]! + Math.min(most, high * each);
  return places;
}
