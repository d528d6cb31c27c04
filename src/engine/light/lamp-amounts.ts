import { rms } from './robust.ts';

/** What an amount of a pattern is estimated from: the rests of a frame, and the pattern. */
export interface AmountRequest {
  rest: Float32Array;
  cells: Float32Array;
  /** Of the biweight, in logarithms. */
  cut: number;
  /** Weights of the cells; all count alike without. */
  trust?: Float32Array;
  /** Only cells `first`, `first + stride`, … are looked at. */
  first?: number;
  stride?: number;
}

/** Amounts that a frame's own is looked for from, as logarithms where the light is strongest. */
export const FIRST_AMOUNTS = [-0.45, -0.2, 0.2, 0.45] as const;

/** How much more of a frame an amount of the usual size must explain than none. */
const UNLIKELY = 0.003;

/** One cell of so many is enough to choose between amounts by. */
const SOME = 7;

/** Steps from a first amount to the one near it that fits. */
const ROUNDS = 3;

/** The amount near `amount` that fits, by one step of re-weighted least squares. */
export function amountNear(request: AmountRequest, amount: number): number {
  const { rest, cells, cut, trust, first = 0, stride = 1 } = request;
  let product = 0;
  let square = 0;
  for (let cell = first; cell < cells.length; cell += stride) {
    const value = rest[cell]!;
    const pattern = cells[cell]!;
    // `biweight`, without a call: planning does this oftener than anything else.
    const u = (value - amount * pattern) / cut;
    if (!(u < 1 && u > -1)) continue;
    const near = 1 - u * u;
    const weight = trust === undefined ? near * near : trust[cell]! * (near * near);
    product += weight * pattern * value;
    square += weight * pattern * pattern;
  }
  return square > 0 ? product / square : 0;
}

/** What an amount leaves of a frame, 0–1; a cell that shows another thing counts 1, whatever it is. */
export function misfit(request: AmountRequest, amount: number): number {
  const { rest, cells, cut, trust, first = 0, stride = 1 } = request;
  let sum = 0;
  let all = 0;
  for (let cell = first; cell < cells.length; cell += stride) {
    const value = rest[cell]!;
    if (Number.isNaN(value)) continue;
    const weight = trust === undefined ? 1 : trust[cell]!;
    const u = (value - amount * cells[cell]!) / cut;
    const near = u < 1 && u > -1 ? 1 - u * u : 0;
    sum += weight * (1 - near * near);
    all += weight;
  }
  return all > 0 ? sum / all : 0;
}

/** The amount that leaves least of a frame, looked for from several, and what it leaves. */
export function bestAmount(
  request: AmountRequest,
  starts: readonly number[],
  unlikely: (amount: number) => number = () => 0,
): { amount: number; left: number } {
  let best = { amount: 0, left: misfit(request, 0) };
  for (const start of starts) {
    let amount = start;
    for (let round = 0; round < ROUNDS; round += 1) amount = amountNear(request, amount);
    const left = misfit(request, amount) + unlikely(amount);
    if (left < best.left) best = { amount, left };
  }
  return best;
}

/**
 * Finds the amounts of a pattern anew: a thing that passes may fit another amount than the lamp's by chance, and usual
 * ones are likelier.
 */
export function chooseAmounts(
  rests: readonly Float32Array[],
  amounts: Float64Array,
  pattern: Omit<AmountRequest, 'rest'>,
): void {
  const peak = pattern.cells.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const usual = rms(amounts);
  if (peak === 0 || usual === 0) return;
  const starts = FIRST_AMOUNTS.map((amount) => amount / peak);
  const unlikely = (amount: number) => UNLIKELY * (amount / usual) ** 2;
  rests.forEach((rest, frame) => {
    const some = { ...pattern, rest, stride: SOME };
    const { amount } = bestAmount(some, [amounts[frame]!, ...starts], unlikely);
    amounts[frame] = amountNear({ ...pattern, rest }, amount);
  });
}
