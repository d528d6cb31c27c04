/**
 * The light of a frame against an imagined constant light, four numbers:
 * logarithms of the factors for red, green and blue (of a cell as bright as `PIVOT`), and the tone slope: how much
 * the logarithm of the factor grows for each unit of the logarithm of brightness (0 = the same factor for bright and
 * dark; a camera that changes its gamma from 1 to γ has γ − 1).
 */
export const LIGHT_VALUES = 4;

/** Index of the tone slope. */
export const SLOPE = 3;

/** Logarithm of the level (0–255) at which the factors hold as they are. */
export const PIVOT = Math.log(96);

/** Weights by which logarithms of red, green and blue make the logarithm of brightness (BT.601, rounded). */
export const LUMA = [0.3, 0.59, 0.11] as const;

/** Logarithm of the brightness factor of a light at index `frame` of an array of lights. */
export function lumaOf(lights: ArrayLike<number>, frame: number): number {
  const at = frame * LIGHT_VALUES;
  return LUMA[0] * lights[at]! + LUMA[1] * lights[at + 1]! + LUMA[2] * lights[at + 2]!;
}
