/** Natural logarithms of the factors for red, green and blue. */
export type LogGains = readonly [red: number, green: number, blue: number];

/** Rows give Y, Cb, Cr of the video from Y, Cb − 128, Cr − 128 of the picture. */
export type ColourMatrix = readonly [Row, Row, Row];
type Row = readonly [y: number, cb: number, cr: number];

/** BT.709 luma weights (ITU-R BT.709-6, item 3.2). */
const KR = 0.2126;
const KB = 0.0722;
const KG = 1 - KR - KB;

/** Factors for how far blue and red exceed luma (BT.709-6, items 3.3 and 4.6). */
export const VIDEO_CHROMA = {
  blue: 224 / 255 / (2 * (1 - KB)),
  red: 224 / 255 / (2 * (1 - KR)),
} as const;

/**
 * From JFIF (full range, BT.601) to the video (limited range, BT.709) with a factor per primary, as one matrix `T709
 * · diag(exp(gains)) · T601⁻¹`: one rounding instead of three.
 */
export function videoMatrix(gains: LogGains): ColourMatrix {
  const [red, green, blue] = gains.map(Math.exp) as [number, number, number];
  // JFIF 1.02: R = Y + 1.402 Cr, G = Y − 0.344136 Cb − 0.714136 Cr, B = Y + 1.772 Cb.
  const r: Row = [red, 0, 1.402 * red];
  const g: Row = [green, -0.344136 * green, -0.714136 * green];
  const b: Row = [blue, 1.772 * blue, 0];
  const luma = mix(KR, r, KG, g, KB, b);
  return [
    scaled(219 / 255, luma),
    scaled(VIDEO_CHROMA.blue, mix(1, b, -1, luma, 0, luma)),
    scaled(VIDEO_CHROMA.red, mix(1, r, -1, luma, 0, luma)),
  ];
}

function mix(a: number, x: Row, b: number, y: Row, c: number, z: Row): Row {
  return [0, 1, 2].map((i) => a * x[i]! + b * y[i]! + c * z[i]!) as unknown as Row;
}

function scaled(factor: number, row: Row): Row {
  return row.map((value) => factor * value) as unknown as Row;
}
