/**
 * The light of a frame against an imagined constant light: logarithms of the factors for red, green and blue of a
 * pixel as bright as `PIVOT` (what they are for others is the camera's response, see `response.ts`).
 */
export const LIGHT_VALUES = 3;

/** Logarithm of the level (0–255) at which factors hold as they are: the middle of what cameras show. */
export const PIVOT = Math.log(96);

/** Weights by which logarithms of red, green and blue make the logarithm of brightness (BT.601, rounded). */
export const LUMA = [0.3, 0.59, 0.11] as const;

/** Logarithm of the brightness factor of a light at index `frame` of an array of lights. */
export function lumaOf(lights: ArrayLike<number>, frame: number): number {
  const at = frame * LIGHT_VALUES;
  return LUMA[0] * lights[at]! + LUMA[1] * lights[at + 1]! + LUMA[2] * lights[at + 2]!;
}
