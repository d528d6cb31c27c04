import { biweight, median } from './robust.ts';
import type { Grid } from '../measure/grid.ts';
import type { Rest } from './refine-lights.ts';

/** Cuts of the biweight, one a round, in logarithms. */
const CUTS = [0.25, 0.15, 0.08, 0.06] as const;

/** Price of bending the profile against one cell of evidence: rows that nothing shows are drawn from their neighbours. */
const STIFFNESS = 0.5;

/** Both halves of a picture must tell the same: 1 = alike, 0 = nothing in common. */
const MIN_LIKENESS = 0.6;

/** Jitter of the rows (0.3 %) below which there is nothing to mend. */
const MIN_JITTER = 0.003;

/** Rows of a half with less evidence than this many cells are not compared. */
const MIN_CELLS = 3;

/**
 * Bands of rows: what pulsing light leaves when a sensor reads its rows one after the other. Each frame gets a profile
 * of its own, one logarithm a row, as the biweight mean over the row's cells, joined by a smoothness price
 * (Whittaker 1923): `min Σ W·(p − mean)² + λ Σ (p[j−1] − 2p[j] + p[j+1])²`.
 */
export class RowBands {
  readonly rows: number;
  #grid: Grid;
  #profiles: Float32Array[] = [];
  #halves: { left: Float32Array; right: Float32Array }[] = [];

  constructor(grid: Grid) {
    this.rows = grid.rows;
    this.#grid = grid;
  }

  /** Takes the rest of the next frame; its profile, valid until it turns out not to be bands. */
  add(rest: Rest): Float32Array {
    const profile = this.#fit(rest);
    this.#profiles.push(profile);
    const half = this.#grid.columns >> 1;
    this.#halves.push({
      left: this.#means(rest, profile, 0.08, 0, half).means,
      right: this.#means(rest, profile, 0.08, half, this.#grid.columns).means,
    });
    return profile;
  }

  /**
   * Whether the profiles are bands: their change from frame to frame is the same in the left and the right half of the
   * picture (a lamp or a head is not), and large enough to be seen.
   */
  areBands(): boolean {
    const likeness: number[] = [];
    const power: number[] = [];
    for (let i = 1; i < this.#halves.length; i += 1) {
      const { both, own, rows } = this.#compare(this.#halves[i - 1]!, this.#halves[i]!);
      if (rows < this.rows / 4 || own === 0) continue;
      likeness.push((2 * both) / own);
      power.push(both / rows);
    }
    if (likeness.length === 0) return false;
    return median(likeness) >= MIN_LIKENESS && median(power) / 2 >= MIN_JITTER ** 2;
  }

  #compare(
    before: { left: Float32Array; right: Float32Array },
    after: { left: Float32Array; right: Float32Array },
  ) {
    let both = 0;
    let own = 0;
    let rows = 0;
    for (let row = 0; row < this.rows; row += 1) {
      const left = after.left[row]! - before.left[row]!;
      const right = after.right[row]! - before.right[row]!;
      if (Number.isNaN(left + right)) continue;
      both += left * right;
      own += left * left + right * right;
      rows += 1;
    }
    return { both, own, rows };
  }

  #fit(rest: Rest): Float32Array {
    let profile = new Float32Array(this.rows);
    for (const cut of CUTS) {
      const { means, weights } = this.#means(rest, profile, cut, 0, this.#grid.columns);
      profile = smoothed(means, weights);
    }
    return profile;
  }

  /** Biweight means of the rows over columns `[from, to)`, around the profile; NaN where hardly a cell takes part. */
  #means(rest: Rest, profile: Float32Array, cut: number, from: number, to: number) {
    const means = new Float32Array(this.rows);
    const weights = new Float32Array(this.rows);
    for (let row = 0; row < this.rows; row += 1) {
      let sum = 0;
      let all = 0;
      let most = 0;
      for (let column = from; column < to; column += 1) {
        const cell = row * this.#grid.columns + column;
        const value = rest.cells[cell]!;
        if (Number.isNaN(value)) continue;
        most = Math.max(most, rest.trust[cell]!);
        const weight = rest.trust[cell]! * biweight(value - profile[row]!, cut);
        sum += weight * value;
        all += weight;
      }
      // In cells: the steadiest cell of the row counts one.
      weights[row] = most > 0 ? all / most : 0;
      means[row] = weights[row]! >= MIN_CELLS ? sum / all : Number.NaN;
    }
    return { means, weights };
  }
}

/** Solves the smoothness problem above (five bands, Cholesky); rows without a mean weigh nothing. */
function smoothed(means: Float32Array, weights: Float32Array): Float32Array<ArrayBuffer> {
  const rows = means.length;
  const band = new Float64Array(rows * 3);
  const x = new Float64Array(rows);
  for (let i = 0; i < rows; i += 1) {
    const weight = Number.isNaN(means[i]!) ? 1e-6 : weights[i]!;
    band[3 * i] = weight;
    x[i] = Number.isNaN(means[i]!) ? 0 : weight * means[i]!;
  }
  const bend = [1, -2, 1] as const;
  for (let i = 1; i + 1 < rows; i += 1) {
    for (let a = 0; a < 3; a += 1) {
      for (let b = 0; b <= a; b += 1) band[3 * (i - 1 + a) + (a - b)]! += STIFFNESS * bend[a]! * bend[b]!;
    }
  }
  factoriseBand(band, rows);
  substitute(band, x);
  return Float32Array.from(x);
}

/** Solves `L Lᵀ x = x` in place. */
function substitute(band: Float64Array, x: Float64Array): void {
  const rows = x.length;
  for (let i = 0; i < rows; i += 1) {
    for (let k = 1; k <= Math.min(2, i); k += 1) x[i]! -= band[3 * i + k]! * x[i - k]!;
    x[i]! /= band[3 * i]!;
  }
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let k = 1; k <= Math.min(2, rows - 1 - i); k += 1) x[i]! -= band[3 * (i + k) + k]! * x[i + k]!;
    x[i]! /= band[3 * i]!;
  }
}

function factoriseBand(band: Float64Array, rows: number): void {
  for (let i = 0; i < rows; i += 1) {
    for (let k = Math.min(2, i); k >= 0; k -= 1) {
      const j = i - k;
      let sum = band[3 * i + k]!;
      for (let m = Math.max(0, i - 2); m < j; m += 1) sum -= band[3 * i + (i - m)]! * band[3 * j + (j - m)]!;
      band[3 * i + k] = k === 0 ? Math.sqrt(Math.max(sum, 1e-12)) : sum / band[3 * j]!;
    }
  }
}
