import type { Size } from '../output/output-size.ts';

/** Levels added to the brightness: noise of dark pictures is no detail. */
const DARK = 8;

/** Mean difference of neighbours in a row, in parts of the brightness: the light does not matter. */
export function sharpnessOf(rgb: Uint8Array, { width, height }: Size): number {
  let differences = 0;
  let levels = 0;
  for (let y = 0; y < height; y += 1) {
    const end = 3 * (y + 1) * width;
    let before = rgb[3 * y * width + 1]!;
    for (let at = 3 * y * width + 4; at < end; at += 3) {
      const level = rgb[at]!;
      differences += Math.abs(level - before);
      levels += level;
      before = level;
    }
  }
  return differences / (levels + DARK * width * height);
}
