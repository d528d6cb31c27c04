/** Frames on each side that a frame is compared with. */
const BESIDE = 8;

/** The median. */
export function usual(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

export function usualAround(values: readonly number[], at: number): number {
  return usual(values.slice(Math.max(0, at - BESIDE), at + BESIDE + 1));
}
