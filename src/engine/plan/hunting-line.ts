import { type Dwell, dwellsOf } from './dwells.ts';

/** Fewer dwells than this say nothing of what an exposure hunts about. */
const MIN_DWELLS = 4;

/** Rounds of finding dwells and slope, each with the help of the other. */
const ROUNDS = 4;

/** The course within the dwells and that from one to the next must agree to this many standard errors. */
const ERRORS_APART = 2.5;

/**
 * The line about which an exposure hunts. It dwells on a level, jumps to another, and dwells there: the mean over all
 * frames depends on how long it happened to stay where, and a slope through them on the order. So
 *
 * - the slope is taken from within the dwells, where only the true light changes, and from one dwell to the next, each
 *   by the inverse of its variance (generalised least squares for a random level a dwell, Maddala 1971);
 * - the height is where the swing has its middle: every dwell counts once, however long, and half of the say is given to
 *   the middle between the highest and the lowest, since a control swings to both sides alike.
 *
 * @param places frame numbers, rising
 * @param values logarithm of light at each
 * @returns height at frame 0 and growth a frame; undefined where the dwells are few, or the light within them goes
 *   another way than they do, as when an exposure follows a sunrise in steps: then this is no hunting about a line
 */
export function huntingLine(
  places: Float64Array,
  values: Float64Array,
): { height: number; slope: number } | undefined {
  let slope = 0;
  let dwells: Dwell[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // A long dwell that slopes looks like two, until the slope is known.
    dwells = dwellsOf(values.map((value, i) => value - slope * places[i]!));
    const common = dwells.length < MIN_DWELLS ? undefined : commonSlope(places, values, dwells);
    if (common === undefined) return undefined;
    slope = common;
  }
  // A single frame may be a glitch: it says nothing of where the exposure dwells.
  const lasting = dwells.filter(({ from, to }) => to - from > 1);
  if (lasting.length < MIN_DWELLS) return undefined;
  const levels = lasting.map((dwell) => meanOf(values, dwell) - slope * meanOf(places, dwell));
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  const middle = (Math.min(...levels) + Math.max(...levels)) / 2;
  return { height: (mean + middle) / 2, slope };
}

/** Slope by what happens within dwells and between them; undefined where the two contradict each other. */
function commonSlope(
  places: Float64Array,
  values: Float64Array,
  dwells: readonly Dwell[],
): number | undefined {
  const offs = (series: Float64Array) =>
    dwells.flatMap((dwell) => {
      const mean = meanOf(series, dwell);
      return Array.from(series.subarray(dwell.from, dwell.to), (value) => value - mean);
    });
  const means = (series: Float64Array) => dwells.map((dwell) => meanOf(series, dwell));
  const within = slopeOf(offs(places), offs(values), dwells.length + 1);
  const between = slopeOf(means(places), means(values), 2);
  const apart = Math.abs(within.slope - between.slope);
  if (apart > ERRORS_APART * Math.sqrt(within.variance + between.variance)) return undefined;
  const [a, b] = [1 / within.variance, 1 / between.variance];
  return (within.slope * a + between.slope * b) / (a + b);
}

/** Straight line through points by least squares. @param fitted numbers already taken from the data, the slope included */
function slopeOf(
  x: readonly number[],
  y: readonly number[],
  fitted: number,
): { slope: number; variance: number } {
  const middle = x.reduce((sum, value) => sum + value, 0) / x.length;
  const height = y.reduce((sum, value) => sum + value, 0) / y.length;
  let lever = 0;
  let moment = 0;
  x.forEach((place, i) => {
    lever += (place - middle) ** 2;
    moment += (place - middle) * (y[i]! - height);
  });
  // Nothing to hold a slope by: it may be anything.
  if (lever === 0) return { slope: 0, variance: 1 };
  const slope = moment / lever;
  const rest = y.reduce((sum, value, i) => sum + (value - height - slope * (x[i]! - middle)) ** 2, 0);
  const variance = rest / Math.max(1, x.length - fitted) / lever;
  return { slope, variance: Math.max(variance, Number.EPSILON) };
}

function meanOf(series: Float64Array, { from, to }: Dwell): number {
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += series[i]!;
  return sum / (to - from);
}
