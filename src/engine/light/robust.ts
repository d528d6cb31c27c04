/** Makes the spread of a normal distribution out of a median of absolute deviations. */
export const MAD_TO_SIGMA = 1.4826;

/**
 * Tukey's biweight: 1 in the middle, 0 from `cut` on (Beaton & Tukey 1974).
 *
 * @param residual distance from the fit, in the unit of `cut`
 */
export function biweight(residual: number, cut: number): number {
  const u = residual / cut;
  if (u >= 1 || u <= -1) return 0;
  const v = 1 - u * u;
  return v * v;
}

/** The median, 0 of none. */
export function median(values: Iterable<number>): number {
  return medianInPlace(Float64Array.from(values));
}

/** Spread about zero that outliers do not move: `1.4826 · median |v|`. */
export function spreadAboutZero(values: Iterable<number>): number {
  return MAD_TO_SIGMA * medianInPlace(Float64Array.from(values, Math.abs));
}

/** Root of the mean square, 0 of none. */
export function rms(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i]! ** 2;
  return values.length > 0 ? Math.sqrt(sum / values.length) : 0;
}

/** The median, 0 of none; `values` is sorted in place. */
export function medianInPlace(values: Float64Array): number {
  if (values.length === 0) return 0;
  values.sort();
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}
