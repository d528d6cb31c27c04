import type { Grid } from '../measure/grid.ts';

/** Price of bending against one wholly reliable cell of evidence. */
const STIFFNESS = 0.1;

/** Rounds of the solver; fewer where it is done before. */
const MAX_ROUNDS = 400;
const DONE = 1e-6;

/**
 * The smooth surface nearest to values of differing reliability (a smoothing spline on a raster, Whittaker 1923 in two
 * dimensions): `min Σ w·(p − value)² + λ Σ (second differences along rows and columns)²`, by conjugate gradients
 * (Hestenes & Stiefel 1952). Cells nothing reliable is known of are drawn from those around.
 *
 * @param values one a cell
 * @param weights reliability of each, 0–1
 */
export function smoothSurface(values: Float32Array, weights: Float32Array, grid: Grid): Float32Array {
  const count = values.length;
  const x = Float64Array.from(values, (value, i) => weights[i]! * value);
  const product = new Float64Array(count);
  const residual = new Float64Array(count);
  apply(x, weights, grid, product);
  for (let i = 0; i < count; i += 1) residual[i] = weights[i]! * values[i]! - product[i]!;
  const direction = residual.slice();
  let power = dot(residual, residual);
  const enough = power * DONE ** 2;
  for (let round = 0; round < MAX_ROUNDS && power > enough; round += 1) {
    apply(direction, weights, grid, product);
    const step = power / dot(direction, product);
    for (let i = 0; i < count; i += 1) {
      x[i]! += step * direction[i]!;
      residual[i]! -= step * product[i]!;
    }
    const next = dot(residual, residual);
    for (let i = 0; i < count; i += 1) direction[i] = residual[i]! + (next / power) * direction[i]!;
    power = next;
  }
  return Float32Array.from(x);
}

/** The left side of the problem's equations. */
function apply(x: Float64Array, weights: Float32Array, grid: Grid, out: Float64Array): void {
  for (let i = 0; i < x.length; i += 1) out[i] = weights[i]! * x[i]!;
  for (let row = 0; row < grid.rows; row += 1) {
    for (let column = 1; column + 1 < grid.columns; column += 1) bend(x, row * grid.columns + column, 1, out);
  }
  for (let row = 1; row + 1 < grid.rows; row += 1) {
    for (let column = 0; column < grid.columns; column += 1)
      bend(x, row * grid.columns + column, grid.columns, out);
  }
}

/** Adds what the second difference at a cell, between those `stride` before and after, asks of the three. */
function bend(x: Float64Array, at: number, stride: number, out: Float64Array): void {
  const pull = STIFFNESS * (x[at - stride]! - 2 * x[at]! + x[at + stride]!);
  out[at - stride]! += pull;
  out[at]! -= 2 * pull;
  out[at + stride]! += pull;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
