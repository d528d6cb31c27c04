/** Side of the pattern in pixels. */
export const DITHER_SIDE = 8;

/** Entries of a row as stored: one and a half patterns more, so that eight can be read from any column on. */
export const DITHER_STRIDE = 24;

/**
 * Bayer's ordered pattern (1973), values 0–63 each once: added before the last bits are cut off, it makes the mean of
 * a flat dark area exact and dissolves the steps of a gradient. It stands still, so it costs the encoder next to
 * nothing and never sparkles.
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
