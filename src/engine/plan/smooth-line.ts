import { huntingLine } from './hunting-line.ts';
import { biweight, MAD_TO_SIGMA, median, rms, spreadAboutZero } from '../light/robust.ts';

/**
 * Half widths, in frames, of the local straight lines tried, from supple to stiff; then one straight line through all,
 * then a constant.
 */
const HALF_WIDTHS = [12, 24, 48, 96] as const;
const LINE = HALF_WIDTHS.length;
const CONSTANT = LINE + 1;

/** Lines differ truly where they are further apart than this many standard errors of the suppler one. */
const ERRORS_APART = 2.5;

/** A stiffer line is taken when it is compatible in at least this part of the frames. */
const PART_COMPATIBLE = 0.95;

/** Differences below this (0.1 %) are never worth a suppler line. */
const NEGLIGIBLE = 0.001;

/** Outliers beyond this many spreads have no part in a line: glitch frames are not to be spread. */
const OUTLIER_SPREADS = 5;

/**
 * The smooth line flicker is measured against: as stiff as the values allow.
 *
 * Local straight lines with tricube weights (LOESS, Cleveland 1979) of growing width are compared, and a straight line and a
 * constant. A sunrise stays, independent jitter vanishes, and so does an exposure that hunts: the straight line is the one
 * about which it does.
 *
 * @param values one a frame
 * @param weights belief in each value, 0 = unknown
 */
export function smoothLine(values: Float64Array, weights: Float64Array): Float64Array {
  const frames = values.length;
  if (frames < 3 || weights.every((weight) => weight === 0))
    return new Float64Array(frames).fill(weightedMean(values, weights));
  const robust = robustWeights(values, weights);
  const { noise, hunts } = noiseOf(values, robust);
  return hunts ? stiffest(values, robust, noise) : average(values, robust);
}

/** Widths that fit into so many frames, and the stiff lines. */
function levelsFor(frames: number): number[] {
  const levels = Array.from({ length: CONSTANT + 1 }, (_, level) => level);
  return levels.filter((level) => (HALF_WIDTHS[level] ?? 0) <= frames);
}

/**
 * The average of all lines, each by how likely the values make it (Schwarz 1978, Raftery 1995): which one it is cannot be told
 * from a hundred frames, and to bet on one costs more than to spread the bet.
 */
function average(values: Float64Array, weights: Float64Array): Float64Array {
  const frames = values.length;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const lines = levelsFor(frames).map((level) => {
    const { line, freedom } = fitLevel(values, weights, level, 0);
    const squares = line.reduce((sum, place, i) => sum + weights[i]! * (values[i]! - place) ** 2, 0);
    return { line, cost: all * Math.log(squares / all + NEGLIGIBLE ** 2) + freedom * Math.log(frames) };
  });
  const least = Math.min(...lines.map(({ cost }) => cost));
  const shares = lines.map(({ cost }) => Math.exp((least - cost) / 2));
  const sum = shares.reduce((total, share) => total + share, 0);
  return values.map((_, i) => lines.reduce((at, { line }, k) => at + (shares[k]! / sum) * line[i]!, 0));
}

/**
 * The stiffest line that nowhere contradicts a suppler one by more than its standard error (Lepski's rule; Goldenshluger &
 * Nemirovski 1997): errors are taken larger by how long the values stay off the line.
 */
function stiffest(values: Float64Array, weights: Float64Array, noise: number): Float64Array {
  const tried: { line: Float64Array; errors: Float64Array }[] = [];
  let chosen: { line: Float64Array; level: number } | undefined;
  for (const level of levelsFor(values.length)) {
    const next = fitLevel(values, weights, level, noise);
    if (!tried.every((supple) => compatible(next.line, supple))) break;
    tried.push(next);
    chosen = { line: next.line, level };
  }
  if (chosen === undefined) return fitLevel(values, weights, 0, noise).line;
  return chosen.level >= LINE ? straightenedBy(values, weights, chosen.line) : chosen.line;
}

/** The straight line about which an exposure hunts, or, where there is none, the one given. */
function straightenedBy(values: Float64Array, weights: Float64Array, line: Float64Array): Float64Array {
  const places = Float64Array.from(values.keys()).filter((place) => weights[place]! > 0);
  const found = huntingLine(
    places,
    places.map((place) => values[place]!),
  );
  return found === undefined ? line : line.map((_, place) => found.height + found.slope * place);
}

function fitLevel(values: Float64Array, weights: Float64Array, level: number, noise: number) {
  const frames = values.length;
  const line = new Float64Array(frames);
  const errors = new Float64Array(frames);
  const halfWidth = HALF_WIDTHS[level] ?? Number.POSITIVE_INFINITY;
  const shared = level >= LINE ? localFit(values, weights, 0, halfWidth, level === CONSTANT) : undefined;
  let freedom = level === CONSTANT ? 1 : 2;
  if (shared === undefined) freedom = 0;
  for (let at = 0; at < frames; at += 1) {
    const fit = shared ?? localFit(values, weights, at, halfWidth, false);
    line[at] = fit.value + (shared === undefined ? 0 : fit.slope * at);
    errors[at] = noise * fit.error;
    if (shared === undefined) freedom += fit.own;
  }
  return { line, errors, freedom };
}

function compatible(line: Float64Array, supple: { line: Float64Array; errors: Float64Array }): boolean {
  let good = 0;
  for (let i = 0; i < line.length; i += 1) {
    const allowed = Math.max(NEGLIGIBLE, ERRORS_APART * supple.errors[i]!);
    if (Math.abs(line[i]! - supple.line[i]!) <= allowed) good += 1;
  }
  return good >= PART_COMPATIBLE * line.length;
}

interface LocalFit {
  /** Value of the line at the place asked for. */
  value: number;
  slope: number;
  /** Standard error of the value for independent noise of spread 1. */
  error: number;
  /** What part of it is the value there itself. */
  own: number;
}

/** Weighted straight line (or constant) around `at`. */
function localFit(
  values: Float64Array,
  weights: Float64Array,
  at: number,
  halfWidth: number,
  constant: boolean,
): LocalFit {
  const from = Math.max(0, Math.ceil(at - halfWidth));
  const to = Math.min(values.length - 1, Math.floor(at + halfWidth));
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let t0 = 0;
  let t1 = 0;
  let squares = 0;
  for (let i = from; i <= to; i += 1) {
    const x = i - at;
    const w = weights[i]! * (halfWidth === Number.POSITIVE_INFINITY ? 1 : tricube(x / (halfWidth + 1)));
    s0 += w;
    s1 += w * x;
    s2 += w * x * x;
    t0 += w * values[i]!;
    t1 += w * x * values[i]!;
    squares += w * w;
  }
  if (s0 === 0) return { value: 0, slope: 0, error: 1, own: 0 };
  const centre = s1 / s0;
  const width = s2 / s0 - centre * centre;
  const slope = constant || width < 1e-9 ? 0 : (t1 / s0 - (centre * t0) / s0) / width;
  const lever = constant || width < 1e-9 ? 0 : (centre * centre) / width;
  return {
    value: t0 / s0 - slope * centre,
    slope,
    error: Math.sqrt((squares / (s0 * s0)) * (1 + lever)),
    own: (weights[at]! / s0) * (1 + lever),
  };
}

function tricube(u: number): number {
  const v = 1 - Math.abs(u) ** 3;
  return v * v * v;
}

/** The given weights, less for values far off a supple line. */
function robustWeights(values: Float64Array, weights: Float64Array): Float64Array {
  let robust = weights;
  for (let round = 0; round < 2; round += 1) {
    const { line } = fitLevel(values, robust, 1, 0);
    const rest = values.map((value, i) => value - line[i]!);
    const spread = spreadAboutZero(rest.filter((_, i) => weights[i]! > 0));
    if (spread === 0) return weights;
    robust = weights.map((weight, i) => weight * biweight(rest[i]!, OUTLIER_SPREADS * spread));
  }
  return robust;
}

/**
 * Spread of the flicker, made larger where it lasts. Jitter is told from true change by second differences, which
 * a smooth change hardly has. A hunting exposure stays where it is and jumps now and then: its differences are mostly
 * small and sometimes large; then the spread about a stiff line counts, times the square root of the correlation time.
 */
function noiseOf(values: Float64Array, weights: Float64Array): { noise: number; hunts: boolean } {
  const known = values.filter((_, i) => weights[i]! > 0);
  const first = differences(known);
  const jumps = rms(first);
  const usual = MAD_TO_SIGMA * median(first.map(Math.abs));
  const second = MAD_TO_SIGMA * median(differences(first).map(Math.abs));
  const independent = Math.max(second / Math.sqrt(6), usual / Math.SQRT2 / 2);
  const leaps = first.filter((step) => Math.abs(step) > 4 * Math.max(usual, NEGLIGIBLE)).length;
  if (leaps < 4 || usual > 0.5 * jumps) return { noise: independent, hunts: false };
  // About a stiff line: a supple one follows an exposure that dwells.
  const { line } = fitLevel(values, weights, values.length > 2 * HALF_WIDTHS[3] ? 3 : LINE, 0);
  const rest = values.map((value, i) => value - line[i]!).filter((_, i) => weights[i]! > 0);
  return { noise: rms(rest) * Math.sqrt(correlationTime(rest)), hunts: true };
}

/** `1 + 2 Σ ρ(k)` up to the first correlation that is not positive, at most 12 frames. */
function correlationTime(values: Float64Array): number {
  const power = values.reduce((sum, value) => sum + value * value, 0);
  let time = 1;
  for (let lag = 1; lag <= 12; lag += 1) {
    let sum = 0;
    for (let i = lag; i < values.length; i += 1) sum += values[i]! * values[i - lag]!;
    if (sum <= 0) break;
    time += (2 * sum) / power;
  }
  return time;
}

function differences(values: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.max(0, values.length - 1) }, (_, i) => values[i + 1]! - values[i]!);
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let all = 0;
  values.forEach((value, i) => {
    sum += weights[i]! * value;
    all += weights[i]!;
  });
  return all > 0 ? sum / all : 0;
}
