import { VIDEO_CHROMA, videoMatrix } from './colour-matrix.ts';
import { type DecoderLift, lifted, reddened } from './decoder-lift.ts';
import type { FrameCorrection } from './frame-correction.ts';
import type { Response } from './response.ts';

/** Segments of the tone curve, each 16 levels wide. */
export const SEGMENTS = 16;
const SEGMENT_WIDTH = 16;

/** Fractions: levels are kept in 128ths, their slopes in 512ths; tints in 64ths, their slopes in 256ths. */
const LEVEL = 2 ** 7;
const SLOPE = 2 ** 9;
const TINT = 2 ** 6;
const TINT_SLOPE = 2 ** 8;

const MOST_LEVEL = 2 ** 15 - 1;
const MOST_SLOPE = 4 * SLOPE - 1;

/** BT.709 luma weights. */
const GREY = [0.2126, 0.7152, 0.0722] as const;

/** More than white cannot be shown. */
const WHITE = 256;

/** What is the same for all frames of a sequence. */
export interface Rendition {
  /** How the camera answers to light: corrections are given on its scale. */
  response: Response;
  lift: DecoderLift;
  /**
   * Whether the brightest segment leads to white whatever the factor: blown-out places have no true level to be
   * corrected, and would flicker in time with the correction if it were applied to them.
   */
  keepWhite: boolean;
}

/** A correction as whole numbers, ready for the pixels; curves are given at the start of each segment, with slopes. */
export interface FrameRecipe {
  /** Corrected level, lifted for the decoders' sake, in 128ths, at most 255.99; its growth for a level, in 512ths. */
  base: Int16Array;
  slope: Int16Array;
  /** Factor for colour differences, in 512ths. */
  chroma: Int16Array;
  /** Cb and Cr that the balance of the primaries gives to grey, in 64ths; their growth for a level, in 256ths. */
  blueTint: Int16Array;
  blueTintSlope: Int16Array;
  redTint: Int16Array;
  redTintSlope: Int16Array;
  /**
   * What Y gets from corrected Y, Cb, Cr (32,768ths), then what Cb gets from Cb and Cr, and Cr from Cb and Cr
   * (16,384ths).
   */
  matrix: Int16Array;
}

/**
 * Turns a correction into piecewise straight curves and a matrix.
 *
 * The correction moves each primary along the scale of the camera's response: `c' = φ⁻¹(φ(c) + gain_c)`. Grey of level Y
 * becomes the primaries `R(Y), G(Y), B(Y)`: their BT.709 luma is the curve of brightness `A(Y)`, and what they differ
 * from it are the curves of the tints. A colour deviates from grey of its luma by its colour differences; to first order
 * these are scaled by `A'(Y)` and mixed by the matrix of the balance at the pivot.
 */
export function frameRecipe(
  gains: FrameCorrection['gains'],
  { response, lift, keepWhite }: Rendition,
): FrameRecipe {
  const curve = (level: number, c: number) =>
    level <= 0 ? 0 : Math.exp(response.toLevel(response.toScale(Math.log(level)) + gains[c]!));
  const knots = Array.from({ length: SEGMENTS + 1 }, (_, i) => {
    const level = i * SEGMENT_WIDTH;
    return knotOf([curve(level, 0), curve(level, 1), curve(level, 2)]);
  });
  if (keepWhite) knots[SEGMENTS] = beyondWhite(knots[SEGMENTS - 1]!, knots[SEGMENTS]!);
  const values = (value: (knot: Knot) => number, scale: number) =>
    Int16Array.from(knots.slice(0, SEGMENTS), (knot) =>
      Math.min(MOST_LEVEL, Math.round(value(knot) * scale)),
    );
  const slopes = (value: (knot: Knot) => number, scale: number) =>
    Int16Array.from({ length: SEGMENTS }, (_, i) => {
      const growth = (value(knots[i + 1]!) - value(knots[i]!)) / SEGMENT_WIDTH;
      return Math.max(-MOST_SLOPE, Math.min(MOST_SLOPE, Math.round(growth * scale)));
    });
  return {
    base: values(({ shown }) => lifted(shown, lift), LEVEL),
    slope: slopes(({ shown }) => lifted(shown, lift), SLOPE),
    // The last segment may be bent towards white; colours there go on as below it.
    chroma: slopes(({ grey }) => grey, SLOPE).map((_, i, all) => all[Math.min(i, SEGMENTS - 2)]!),
    blueTint: values(({ blueTint }) => blueTint, TINT),
    blueTintSlope: slopes(({ blueTint }) => blueTint, TINT_SLOPE),
    redTint: values(({ redTint, shown }) => redTint + reddened(shown, lift), TINT),
    redTintSlope: slopes(({ redTint, shown }) => redTint + reddened(shown, lift), TINT_SLOPE),
    matrix: matrixOf(gains),
  };
}

/** What becomes of one level of grey. */
interface Knot {
  /** Luma, and luma as far as it can be shown. */
  grey: number;
  shown: number;
  blueTint: number;
  redTint: number;
}

function knotOf(primaries: readonly [number, number, number]): Knot {
  const grey = primaries.reduce((sum, value, c) => sum + GREY[c]! * value, 0);
  const shown = Math.min(WHITE, grey);
  // What is clipped has no tint left.
  const [red, , blue] = primaries.map((value) => Math.min(WHITE, value)) as [number, number, number];
  return {
    grey,
    shown,
    blueTint: VIDEO_CHROMA.blue * (blue - shown),
    redTint: VIDEO_CHROMA.red * (red - shown),
  };
}

/** The end of a last segment that passes through white, without a tint, at level 255. */
function beyondWhite(start: Knot, end: Knot): Knot {
  const part = SEGMENT_WIDTH / (SEGMENT_WIDTH - 1);
  const through = (from: number, white: number) => from + (white - from) * part;
  return {
    grey: end.grey,
    // Never falling: the kernels take the growth of brightness as a number without a sign.
    shown: Math.max(start.shown, through(start.shown, 255)),
    blueTint: through(start.blueTint, 0),
    redTint: through(start.redTint, 0),
  };
}

/** The matrix of the balance alone: brightness and grey's tints are in the curves. */
function matrixOf(gains: FrameCorrection['gains']): Int16Array {
  const grey = Math.log(gains.reduce((sum, gain, c) => sum + GREY[c]! * Math.exp(gain), 0));
  const [luma, blue, red] = videoMatrix([gains[0] - grey, gains[1] - grey, gains[2] - grey]);
  const entries = [...luma, blue[1], blue[2], red[1], red[2]];
  return Int16Array.from(entries, (value, i) => {
    const whole = Math.round(value * (i < 3 ? 2 ** 15 : 2 ** 14));
    return Math.max(-(2 ** 15), Math.min(2 ** 15 - 1, whole));
  });
}
