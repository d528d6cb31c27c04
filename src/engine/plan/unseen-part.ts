/** Nine of ten frames are what is usual. */
const USUAL_PART = 0.9;

/** From where on an eye sees that frames are off, in logarithms. */
export interface Sight {
  /** Where the usual frame is off by less, nothing is seen; by more than the second, all is. */
  usual: readonly [from: number, to: number];
  /** The same for a single frame in a sequence where nothing is seen. */
  single: readonly [from: number, to: number];
}

/** How far off the usual frame is. */
export function usualSize(offs: Float64Array): number {
  const sizes = offs.map(Math.abs).sort();
  return sizes[Math.floor(USUAL_PART * (sizes.length - 1))] ?? 0;
}

/** How far it is seen that a frame is off, 0–1. @param usual how far off the usual frame is */
export function seenPart(off: number, usual: number, sight: Sight): number {
  return Math.max(ramp(usual, sight.usual), ramp(off, sight.single));
}

/** 0 up to the first place, 1 from the second on. */
function ramp(value: number, [from, to]: readonly [number, number]): number {
  return Math.max(0, Math.min(1, (value - from) / (to - from)));
}
