import type { Grid } from '../measure/grid.ts';
import { amountNear, chooseAmounts } from './lamp-amounts.ts';
import { bestStart } from './lamp-starts.ts';
import { biweight, median, rms } from './robust.ts';
import { smoothSurface } from './smooth-surface.ts';

/** A part of the picture that flickers as one: where and how strongly (`cells`), and how much in each frame. */
export interface LampPattern {
  /** Logarithm for an amount of 1, one a cell. */
  cells: Float32Array;
  /** Amount, one a frame. */
  amounts: Float64Array;
}

/** Patterns at most: a second lamp, or the same one moving its shadow. */
const MAX_PATTERNS = 2;

/** Cuts of the biweight, one a round, in logarithms. */
const CUTS = [0.2, 0.12, 0.08, 0.06, 0.06] as const;

/** Mean jitter of the picture (0.25 %) below which there is nothing to mend. */
const MIN_JITTER = 0.0025;

/** Noise of a still cell, in logarithms: cells steadier than this are equally good. */
const STEADY = 0.015;

/** Even and odd cells must tell the same amounts: 1 = alike, 0 = nothing in common. */
const LIKENESS = [0.5, 0.8] as const;

/**
 * Light is smooth: this part of the power of the pattern's reliable cells must be in a smooth surface, too. What is left
 * beside a lamp is often what passes before it, which is nearly as smooth.
 */
const SMOOTH = [0.8, 0.97] as const;
const SMOOTH_BESIDE = [0.975, 0.995] as const;

/** From this reliability on a cell is seen; where nothing is, the light may be this many times stronger than where it is. */
const SEEN = 0.1;
const MAX_DRAWN = 1.6;

/** A lamp flickers again and again: what one frame or two show is something else. In steps of equal size. */
const STEPS = [3, 5] as const;

/** Light is wide: the pattern must stand for at least this part of the picture. */
const EXTENT = [0.02, 0.05] as const;

/**
 * Finds lamps in what the light of the whole frame leaves: the frames' rests are taken as a matrix of frames by cells
 * and its strongest products `amount[frame] · pattern[cell]` are found by alternating re-weighted least squares
 * (Tukey's biweight), beginning with the blob that explains most. Thousands of cells tell one number a frame, and all frames tell the pattern,
 * so both are far more exact than the map of any single frame. A passing thing does not repeat and is cut off.
 *
 * What is neither smooth, wide, repeated nor seen alike by every other cell is not light; what is so in part is taken off
 * in part.
 *
 * @param rests one array of cells a frame, NaN where a cell cannot be compared; changed: found patterns are taken off
 */
export function findLamps(rests: readonly Float32Array[], grid: Grid): LampPattern[] {
  const found: LampPattern[] = [];
  while (found.length < MAX_PATTERNS) {
    const lamp = strongestPattern(rests, grid, found.length === 0 ? SMOOTH : SMOOTH_BESIDE);
    if (lamp === undefined) break;
    found.push(lamp);
    rests.forEach((rest, frame) => {
      for (let cell = 0; cell < rest.length; cell += 1)
        rest[cell]! -= lamp.amounts[frame]! * lamp.cells[cell]!;
    });
  }
  return found;
}

function strongestPattern(
  rests: readonly Float32Array[],
  grid: Grid,
  smooth: readonly [number, number],
): LampPattern | undefined {
  if (rests.length < 4) return undefined;
  const start = bestStart(rests, grid);
  if (start === undefined) return undefined;
  const { cells, amounts } = start;
  for (const cut of CUTS) {
    fitCells(rests, amounts, cells, cut);
    const size = normalise(cells);
    for (let frame = 0; frame < amounts.length; frame += 1) amounts[frame]! *= size;
    fitAmounts(rests, amounts, cells, cut);
  }
  const trust = reliability(rests, amounts, cells);
  const surface = withoutInvention(smoothSurface(cells, trust, grid), trust);
  const part = lightPart(rests, amounts, { cells, trust, surface, smooth });
  if (part === 0) return undefined;
  chooseAmounts(rests, amounts, { cells: surface, trust, cut: CUTS.at(-1)! });
  const middle = median(amounts);
  for (let frame = 0; frame < amounts.length; frame += 1) amounts[frame] = part * (amounts[frame]! - middle);
  return { cells: surface, amounts };
}

/** Pattern for given amounts, cell by cell. */
function fitCells(
  rests: readonly Float32Array[],
  amounts: Float64Array,
  cells: Float32Array,
  cut: number,
): void {
  const products = new Float64Array(cells.length);
  const squares = new Float64Array(cells.length);
  for (let frame = 0; frame < rests.length; frame += 1) {
    const rest = rests[frame]!;
    const amount = amounts[frame]!;
    for (let cell = 0; cell < cells.length; cell += 1) {
      const value = rest[cell]!;
      if (Number.isNaN(value)) continue;
      const expected = amount * cells[cell]!;
      const weight = biweight(value - expected, cut + Math.abs(expected) / 4);
      products[cell]! += weight * amount * value;
      squares[cell]! += weight * amount * amount;
    }
  }
  for (let cell = 0; cell < cells.length; cell += 1)
    cells[cell] = squares[cell]! > 0 ? products[cell]! / squares[cell]! : 0;
}

/**
 * How far the pattern of each cell is to be believed, 0–1: little where things pass, as only some of the frames agree
 * there, and those badly. The light falls on those places, too, and is drawn from around them.
 */
function reliability(
  rests: readonly Float32Array[],
  amounts: Float64Array,
  cells: Float32Array,
): Float32Array {
  const cut = CUTS.at(-1)!;
  return Float32Array.from(cells, (pattern, cell) => {
    let agree = 0;
    let square = 0;
    for (let frame = 0; frame < rests.length; frame += 1) {
      const rest = rests[frame]![cell]! - amounts[frame]! * pattern;
      if (Number.isNaN(rest)) continue;
      const weight = biweight(rest, cut);
      agree += weight;
      square += weight * rest * rest;
    }
    if (agree === 0) return 0;
    return (agree / rests.length) ** 4 * (STEADY ** 2 / (STEADY ** 2 + square / agree));
  });
}

/** Amounts for a given pattern, frame by frame. */
function fitAmounts(
  rests: readonly Float32Array[],
  amounts: Float64Array,
  cells: Float32Array,
  cut: number,
): void {
  for (let frame = 0; frame < rests.length; frame += 1) {
    amounts[frame] = amountNear({ rest: rests[frame]!, cells, cut }, amounts[frame]!);
  }
}

/** A pattern as it was found, how far each cell is to be believed, and what is smooth of it. */
interface FoundPattern {
  cells: Float32Array;
  trust: Float32Array;
  surface: Float32Array;
  smooth: readonly [number, number];
}

/** How far a pattern is to be taken for light, 0–1. */
function lightPart(
  rests: readonly Float32Array[],
  amounts: Float64Array,
  { cells, trust, surface, smooth }: FoundPattern,
): number {
  const jitter = rms(stepsOf(amounts)) / Math.SQRT2;
  const power = rms(surface) ** 2;
  if (power === 0 || jitter * Math.sqrt(power) < MIN_JITTER) return 0;
  const cut = CUTS.at(-1)!;
  const told = (first: number) =>
    amounts.map((amount, i) =>
      amountNear({ rest: rests[i]!, cells: surface, cut, first, stride: 2 }, amount),
    );
  return (
    rising(smoothness(cells, trust, surface), smooth) *
    rising(evenness(surface), EXTENT) *
    rising(evenness(stepsOf(amounts)) * (amounts.length - 1), STEPS) *
    rising(likeness(stepsOf(told(0)), stepsOf(told(1))), LIKENESS)
  );
}

/** The part of the values that would have the same power if all others were 0 and these alike. */
function evenness(values: Float32Array | Float64Array): number {
  let fourth = 0;
  for (const value of values) fourth += value ** 4 / values.length;
  return fourth > 0 ? rms(values) ** 4 / fourth : 0;
}

/** 0 up to the first, 1 from the second on, and evenly in between. */
function rising(value: number, [none, all]: readonly [number, number]): number {
  return Math.max(0, Math.min(1, (value - none) / (all - none)));
}

/** A surface is hardly higher where it is only drawn than where it is seen. */
function withoutInvention(surface: Float32Array, trust: Float32Array): Float32Array {
  let seen = 0;
  surface.forEach((value, cell) => {
    if (trust[cell]! >= SEEN) seen = Math.max(seen, Math.abs(value));
  });
  const most = MAX_DRAWN * seen;
  return surface.map((value) => Math.max(-most, Math.min(most, value)));
}

/** Part of the power of reliable cells that the surface has, too. */
function smoothness(cells: Float32Array, trust: Float32Array, surface: Float32Array): number {
  let rough = 0;
  let all = 0;
  for (let cell = 0; cell < cells.length; cell += 1) {
    rough += trust[cell]! * (cells[cell]! - surface[cell]!) ** 2;
    all += trust[cell]! * cells[cell]! ** 2;
  }
  return all > 0 ? 1 - rough / all : 0;
}

function likeness(a: Float64Array, b: Float64Array): number {
  let both = 0;
  let own = 0;
  for (let i = 0; i < a.length; i += 1) {
    both += a[i]! * b[i]!;
    own += a[i]! ** 2 + b[i]! ** 2;
  }
  return own > 0 ? (2 * both) / own : 0;
}

function stepsOf(values: Float64Array): Float64Array {
  return Float64Array.from({ length: values.length - 1 }, (_, i) => values[i + 1]! - values[i]!);
}

/** Scales to a root mean square of 1, and returns what it was; zeros stay zeros. */
function normalise(values: Float32Array | Float64Array): number {
  const size = rms(values);
  if (size > 0) for (let i = 0; i < values.length; i += 1) values[i]! /= size;
  return size;
}
