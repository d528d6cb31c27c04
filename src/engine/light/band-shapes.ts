import type { Grid } from '../measure/grid.ts';
import { biweight, median } from './robust.ts';
import type { Rest } from './refine-lights.ts';

/** What the bands of a run of frames have in common: every profile is about a sum of these, each of a size of its own. */
export interface BandShapes {
  /** One value a row, of length 1 and square to each other. */
  shapes: Float64Array[];
  /** Mean square of each one's size. */
  powers: number[];
}

/** Shapes at most: a wave that may begin anywhere takes two, and so does each of its overtones. */
const MAX_SHAPES = 6;

/** Shapes that together make less than this of the profiles are not what they have in common. */
const MIN_PART = 0.9;

/** Enough of the profiles; what more shapes would add is noise. */
const ENOUGH = 0.985;

/** Rounds of finding shapes, each with less of the frames that do not fit them. */
const ROUNDS = 3;

/** Rounds of power iteration for one shape. */
const ITERATIONS = 30;

/** Cuts of the biweight, one a round, in logarithms, and the noise of a row. */
const CUTS = [0.12, 0.08, 0.06, 0.06] as const;
const NOISE = 0.01;

/**
 * The shapes that explain most of the profiles (principal components, by power iteration), undefined where the profiles
 * have little in common. A frame in which something hides most of the rows has a profile that is wrong, and little say.
 */
export function commonShapes(profiles: readonly Float32Array[]): BandShapes | undefined {
  const weights = new Float64Array(profiles.length).fill(1);
  let found: BandShapes | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    found = shapesOf(profiles, weights);
    if (found === undefined) return undefined;
    const misfits = profiles.map((profile) => misfitOf(profile, found!.shapes));
    const usual = Math.max(median(misfits), NOISE ** 2);
    misfits.forEach((misfit, frame) => {
      weights[frame] = 1 / (1 + (misfit / (4 * usual)) ** 2);
    });
  }
  return found;
}

function shapesOf(profiles: readonly Float32Array[], weights: Float64Array): BandShapes | undefined {
  const rows = profiles[0]!.length;
  const rests = profiles.map((profile) => Float64Array.from(profile));
  const power = () =>
    rests.reduce((sum, rest, frame) => sum + weights[frame]! * dot(rest, rest), 0) /
    weights.reduce((sum, weight) => sum + weight, 0);
  const all = power();
  const found: BandShapes = { shapes: [], powers: [] };
  let left = all;
  while (found.shapes.length < MAX_SHAPES && left > (1 - ENOUGH) * all) {
    const shape = strongestShape(rests, weights, rows);
    for (const rest of rests) takeOff(rest, shape, dot(rest, shape));
    const next = power();
    found.shapes.push(shape);
    found.powers.push(left - next);
    left = next;
  }
  return all > 0 && left <= (1 - MIN_PART) * all ? found : undefined;
}

/** Smoothed, since a row of which little is seen is off alone, and bands are not. */
function strongestShape(
  rests: readonly Float64Array[],
  weights: Float64Array,
  rows: number,
): Float64Array<ArrayBuffer> {
  let shape = Float64Array.from(
    rests.reduce((most, rest) => (dot(rest, rest) > dot(most, most) ? rest : most)),
  );
  for (let round = 0; round < ITERATIONS; round += 1) {
    const next = new Float64Array(rows);
    for (const [frame, rest] of rests.entries()) takeOff(next, rest, -weights[frame]! * dot(rest, shape));
    const smooth = next.map((value, row) => (next[row - 1] ?? value) + 2 * value + (next[row + 1] ?? value));
    const length = Math.sqrt(dot(smooth, smooth));
    if (length === 0) return shape;
    shape = smooth.map((value) => value / length);
  }
  return shape;
}

function misfitOf(profile: Float32Array, shapes: readonly Float64Array[]): number {
  const rest = Float64Array.from(profile);
  for (const shape of shapes) takeOff(rest, shape, dot(rest, shape));
  return dot(rest, rest) / rest.length;
}

/**
 * The profile of a frame as a sum of the shapes, by re-weighted least squares over its cells. It begins with the profile that
 * the rows have told one by one, and with none, as what hides most of some rows tells a wrong one; what fits more is taken.
 */
export function shapedProfile(
  rest: Pick<Rest, 'cells' | 'trust'>,
  profile: Float32Array,
  bands: BandShapes,
  grid: Grid,
): Float32Array {
  const sizes = bands.shapes.map((shape) => dot(profile, shape));
  const [told, none] = [sizes, sizes.map(() => 0)].map((first) => {
    let shaped = sumOf(bands.shapes, first);
    for (const cut of CUTS) {
      const { means, weights } = rowSums(rest, shaped, cut, grid);
      shaped = sumOf(bands.shapes, sizesOf(bands.shapes, bands.powers, means, weights));
    }
    return { shaped, fits: rowSums(rest, shaped, CUTS.at(-1)!, grid).weights.reduce((sum, w) => sum + w, 0) };
  }) as [{ shaped: Float32Array; fits: number }, { shaped: Float32Array; fits: number }];
  return none.fits > told.fits ? none.shaped : told.shaped;
}

/** Sums over the rows' cells near a profile, and their weights. */
function rowSums(
  { cells, trust }: Pick<Rest, 'cells' | 'trust'>,
  profile: Float32Array,
  cut: number,
  grid: Grid,
) {
  const means = new Float64Array(grid.rows);
  const weights = new Float64Array(grid.rows);
  for (let cell = 0; cell < cells.length; cell += 1) {
    const row = Math.floor(cell / grid.columns);
    const off = cells[cell]! - profile[row]!;
    if (Number.isNaN(off)) continue;
    const weight = trust[cell]! * biweight(off, cut);
    means[row]! += weight * cells[cell]!;
    weights[row]! += weight;
  }
  return { means, weights };
}

/** Least squares with a price for sizes beyond the usual. */
function sizesOf(
  shapes: readonly Float64Array[],
  powers: readonly number[],
  sums: Float64Array,
  weights: Float64Array,
): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const matrix = shapes.map((a, i) =>
    shapes.map((b, j) => {
      let sum = i === j ? (all * NOISE ** 2) / Math.max(powers[i]!, NOISE ** 2) : 0;
      for (let row = 0; row < a.length; row += 1) sum += weights[row]! * a[row]! * b[row]!;
      return sum;
    }),
  );
  return solved(
    matrix,
    shapes.map((shape) => dot(shape, sums)),
  );
}

/** Solves a small system of equations (Gauss–Jordan; the matrix is positive definite). */
function solved(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  rows.forEach((pivot, i) => {
    const size = Math.max(pivot[i]!, Number.EPSILON);
    for (let j = 0; j < pivot.length; j += 1) pivot[j]! /= size;
    rows.forEach((row, k) => {
      const factor = k === i ? 0 : row[i]!;
      for (let j = 0; j < row.length; j += 1) row[j]! -= factor * pivot[j]!;
    });
  });
  return rows.map((row) => row.at(-1)!);
}

function sumOf(shapes: readonly Float64Array[], sizes: readonly number[]): Float32Array {
  return Float32Array.from(shapes[0]!, (_, row) =>
    shapes.reduce((sum, shape, i) => sum + sizes[i]! * shape[row]!, 0),
  );
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

function takeOff(from: Float64Array, what: ArrayLike<number>, times: number): void {
  for (let i = 0; i < from.length; i += 1) from[i]! -= times * what[i]!;
}
