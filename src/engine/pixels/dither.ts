/** In pixels. */
export const DITHER_SIDE = 8;

/** Half a pattern more than two, so that eight can be read from any column. */
export const DITHER_STRIDE = 24;

/**
 * Bayer's ordered pattern (1973) with the values 0–63. Added before rounding down, it keeps the mean of flat dark
 * areas exact and dissolves steps in gradients. It never changes, so it costs the encoder almost nothing and does not
 * sparkle.
 */
export function ditherPattern(): Uint8Array {
  const pattern = new Uint8Array(DITHER_SIDE * DITHER_SIDE);
  for (let y = 0; y < DITHER_SIDE; y += 1) {
    for (let x = 0; x < DITHER_SIDE; x += 1) {
      let value = 0;
      for (let bit = 0; bit < 3; bit += 1) {
        const xBit = (x >> bit) & 1;
        const yBit = (y >> bit) & 1;
        value |= ((((xBit ^ yBit) << 1) | yBit) << (2 * (2 - bit))) & 63;
      }
      pattern[y * DITHER_SIDE + x] = value;
    }
  }
  return pattern;
}
