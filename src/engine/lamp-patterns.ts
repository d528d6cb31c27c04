import type { Grid } from './grid.ts';
import { cellCount } from './grid.ts';
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
const MOST_PATTERNS = 2;

/** Cells of a block, across and down, over which a first look is taken. */
const BLOCK_WIDTH = 4;
const BLOCK_HEIGHT = 8;

/** More than this (a factor 1.4) is a thing that passes, not a lamp that flickers. */
const LARGEST = 0.35;

/** Cuts of the biweight, one a round, in logarithms. */
const CUTS = [0.2, 0.12, 0.08, 0.06, 0.06] as const;

/** Mean jitter of the picture (0.25 %) below which there is nothing to mend. */
const LEAST_JITTER = 0.0025;

/** Noise of a still cell, in logarithms: cells steadier than this are equally good. */
const STEADY = 0.015;

/** Even and odd cells must tell the same amounts: 1 = alike, 0 = nothing in common. */
const LEAST_LIKENESS = 0.8;

/** Light is smooth: this part of the power of the pattern's reliable cells must be in a smooth surface, too. */
const LEAST_SMOOTHNESS = 0.98;

/** From this reliability on a cell is seen; where nothing is, the light may be this many times stronger than where it is. */
const SEEN = 0.1;
const MOST_DRAWN = 1.6;

/** Light is wide: the pattern must stand for at least this part of the picture. */
const LEAST_EXTENT = 0.05;

/**
 * Finds lamps in what the light of the whole frame leaves: the frames' rests are taken as a matrix of frames by cells
 * and its strongest products `amount[frame] · pattern[cell]` are found by alternating re-weighted least squares
 * (power iteration with Tukey's biweight). Thousands of cells tell one number a frame, and all frames tell the pattern,
 * so both are far more exact than the map of any single frame. A passing thing does not repeat and is cut off.
 *
 * What is neither smooth, wide, repeated nor seen alike by every other cell is not light, and not returned.
 *
 * @param rests one array of cells a frame, NaN where a cell cannot be compared; changed: found patterns are taken off
 */
export function findLamps(rests: readonly Float32Array[], grid: Grid): LampPattern[] {
  const found: LampPattern[] = [];
  while (found.length < MOST_PATTERNS) {
    const lamp = strongestPattern(rests, grid);
    if (lamp === undefined) break;
    found.push(lamp);
    rests.forEach((rest, frame) => {
      for (let cell = 0; cell < rest.length; cell += 1)
        rest[cell]! -= lamp.amounts[frame]! * lamp.cells[cell]!;
    });
  }
  return found;
}

function strongestPattern(rests: readonly Float32Array[], grid: Grid): LampPattern | undefined {
  if (rests.length < 4) return undefined;
  const cells = new Float32Array(cellCount(grid));
  const amounts = firstAmounts(rests, grid);
  for (const cut of CUTS) {
    fitCells(rests, amounts, cells, cut);
    const size = normalise(cells);
    for (let frame = 0; frame < amounts.length; frame += 1) amounts[frame]! *= size;
    fitAmounts(rests, amounts, cells, cut);
  }
  const trust = reliability(rests, amounts, cells);
  const surface = smoothSurface(cells, trust, grid);
  if (!isLight(rests, amounts, cells, trust, surface)) return undefined;
  fitAmounts(rests, amounts, surface, CUTS.at(-1)!);
  const middle = median(amounts);
  for (let frame = 0; frame < amounts.length; frame += 1) amounts[frame]! -= middle;
  return { cells: surface, amounts };
}

/** A first guess: power iteration over medians of blocks, which small passing things do not move. */
function firstAmounts(rests: readonly Float32Array[], grid: Grid): Float64Array {
  const maps = rests.map((rest) => blockMedians(rest, grid));
  const blocks = maps[0]!.length;
  const pattern = new Float64Array(blocks).fill(1);
  // Begin with the map that shows most, as a start across all of them might be orthogonal to it.
  const strongest = maps.reduce((best, map) => (rms(map) > rms(best) ? map : best));
  pattern.set(strongest);
  const amounts = new Float64Array(rests.length);
  for (let round = 0; round < 12; round += 1) {
    normalise(pattern);
    maps.forEach((map, frame) => {
      amounts[frame] = map.reduce((sum, value, i) => sum + value * pattern[i]!, 0) / blocks;
    });
    pattern.fill(0);
    maps.forEach((map, frame) => {
      for (let i = 0; i < blocks; i += 1) pattern[i]! += amounts[frame]! * map[i]!;
    });
  }
  return amounts;
}

function blockMedians(rest: Float32Array, grid: Grid): Float64Array {
  const across = Math.ceil(grid.columns / BLOCK_WIDTH);
  const down = Math.ceil(grid.rows / BLOCK_HEIGHT);
  const lists = Array.from({ length: across * down }, (): number[] => []);
  for (let cell = 0; cell < rest.length; cell += 1) {
    const value = rest[cell]!;
    if (Number.isNaN(value)) continue;
    const row = Math.floor(cell / grid.columns / BLOCK_HEIGHT);
    lists[row * across + Math.floor((cell % grid.columns) / BLOCK_WIDTH)]!.push(value);
  }
  return Float64Array.from(lists, (list) => Math.max(-LARGEST, Math.min(LARGEST, median(list))));
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
    amounts[frame] = amountOf(rests[frame]!, amounts[frame]!, cells, cut, 0, 1);
  }
}

/** Amount told by cells `first`, `first + stride`, …, starting from `amount`. */
function amountOf(
  rest: Float32Array,
  amount: number,
  cells: Float32Array,
  cut: number,
  first: number,
  stride: number,
): number {
  let product = 0;
  let square = 0;
  for (let cell = first; cell < cells.length; cell += stride) {
    const value = rest[cell]!;
    if (Number.isNaN(value)) continue;
    const weight = biweight(value - amount * cells[cell]!, cut);
    product += weight * cells[cell]! * value;
    square += weight * cells[cell]! * cells[cell]!;
  }
  return square > 0 ? product / square : 0;
}

function isLight(
  rests: readonly Float32Array[],
  amounts: Float64Array,
  cells: Float32Array,
  trust: Float32Array,
  surface: Float32Array,
): boolean {
  const jitter = rms(stepsOf(amounts)) / Math.SQRT2;
  const power = rms(surface) ** 2;
  if (power === 0 || jitter * Math.sqrt(power) < LEAST_JITTER) return false;
  if (smoothness(cells, trust, surface) < LEAST_SMOOTHNESS || isInvented(trust, surface)) return false;
  const fourth = surface.reduce((sum, value) => sum + value ** 4, 0) / surface.length;
  if (power ** 2 / fourth < LEAST_EXTENT) return false;
  const cut = CUTS.at(-1)!;
  const told = (first: number) =>
    amounts.map((amount, i) => amountOf(rests[i]!, amount, surface, cut, first, 2));
  return likeness(stepsOf(told(0)), stepsOf(told(1))) >= LEAST_LIKENESS;
}

/** Whether the surface is much higher where it is only drawn than anywhere that is seen. */
function isInvented(trust: Float32Array, surface: Float32Array): boolean {
  let seen = 0;
  let peak = 0;
  for (let cell = 0; cell < surface.length; cell += 1) {
    const height = Math.abs(surface[cell]!);
    peak = Math.max(peak, height);
    if (trust[cell]! >= SEEN) seen = Math.max(seen, height);
  }
  return peak > MOST_DRAWN * seen;
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
