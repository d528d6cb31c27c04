import { VIDEO_CHROMA, videoMatrix } from './colour-matrix.ts';
import type { FrameCorrection } from '../plan/frame-correction.ts';
import type { Response } from '../light/response.ts';

/** Segments of the tone curve, each 16 levels wide. */
export const SEGMENTS = 16;
const SEGMENT_WIDTH = 16;

/** Fixed point: levels in 128ths with slopes in 512ths; tints in 64ths with slopes in 256ths. */
const LEVEL = 2 ** 7;
const SLOPE = 2 ** 9;
const TINT = 2 ** 6;
const TINT_SLOPE = 2 ** 8;

const MAX_LEVEL = 2 ** 15 - 1;
const MAX_SLOPE = 4 * SLOPE - 1;

const GREY = [0.2126, 0.7152, 0.0722] as const;

const WHITE = 256;

/** Common to all frames of a sequence. */
export interface Rendition {
  /** The camera's response: corrections are given on its scale. */
  response: Response;
  /** The level at which the sequence clips. */
  clip: number;
}

/** Holding starts this many levels below white; with fewer, noise and texture would be stretched. */
const HELD_OVER = 10;

/** From here on a level is fully held: JPEG does not keep white exactly. */
const WHOLLY_HELD = 3;

const MAX_HOLD = 2 ** 15 - 1;

/** Integers for the kernels; curves are given at the start of each segment, with slopes. */
export interface FrameRecipe {
  /** Corrected level in 128ths, at most 255.99; slope in 512ths per level. */
  base: Int16Array;
  slope: Int16Array;
  /** Factor for colour differences, in 512ths. */
  chroma: Int16Array;
  /** Cb and Cr that the colour balance adds to grey, in 64ths; slope in 256ths per level. */
  blueTint: Int16Array;
  blueTintSlope: Int16Array;
  redTint: Int16Array;
  redTintSlope: Int16Array;
  /** How far a level is held where white is held, in 32,767ths; half its slope per level. Saturates. */
  hold: Int16Array;
  holdSlope: Int16Array;
  /** Y from corrected Y, Cb, Cr (32,768ths), then Cb from Cb and Cr, and Cr from Cb and Cr (16,384ths). */
  matrix: Int16Array;
}

/**
 * Each primary moves along the camera's response: `c' = φ⁻¹(φ(c) + gain_c)`. Grey of level Y becomes `R(Y), G(Y),
 * B(Y)`: their BT.709 luma is the curve of brightness `A(Y)`, their differences from it are the tints. To first
 * order, colour differences are scaled by `A'(Y)` and mixed by the balance matrix at the pivot.
 */
export function frameRecipe(gains: FrameCorrection['gains'], { response, clip }: Rendition): FrameRecipe {
  const curve = (level: number, c: number) =>
    level <= 0 ? 0 : Math.exp(response.toLevel(response.toScale(Math.log(level)) + gains[c]!));
  const knots = Array.from({ length: SEGMENTS + 1 }, (_, i) => {
    const level = i * SEGMENT_WIDTH;
    return knotOf([curve(level, 0), curve(level, 1), curve(level, 2)]);
  });
  const values = (value: (knot: Knot) => number, scale: number) =>
    Int16Array.from(knots.slice(0, SEGMENTS), (knot) => Math.min(MAX_LEVEL, Math.round(value(knot) * scale)));
  const slopes = (value: (knot: Knot) => number, scale: number) =>
    Int16Array.from({ length: SEGMENTS }, (_, i) => {
      const growth = (value(knots[i + 1]!) - value(knots[i]!)) / SEGMENT_WIDTH;
      return Math.max(-MAX_SLOPE, Math.min(MAX_SLOPE, Math.round(growth * scale)));
    });
  const base = values(({ shown }) => shown, LEVEL);
  return {
    base,
    // Rounded up, the last level of a segment would be beyond the largest number, and white would be black.
    slope: slopes(({ shown }) => shown, SLOPE).map((slope, i) => Math.min(slope, steepest(base[i]!))),
    chroma: slopes(({ grey }) => grey, SLOPE),
    blueTint: values(({ blueTint }) => blueTint, TINT),
    blueTintSlope: slopes(({ blueTint }) => blueTint, TINT_SLOPE),
    redTint: values(({ redTint }) => redTint, TINT),
    redTintSlope: slopes(({ redTint }) => redTint, TINT_SLOPE),
    ...holdOf(clip),
    matrix: matrixOf(gains),
  };
}

function steepest(base: number): number {
  return Math.floor(((MAX_LEVEL - base) * (SLOPE / LEVEL)) / (SEGMENT_WIDTH - 1));
}

/** A straight line from a segment's start to white. */
function holdOf(clip: number): Pick<FrameRecipe, 'hold' | 'holdSlope'> {
  const first = Math.floor((clip - HELD_OVER) / SEGMENT_WIDTH);
  const half = Math.ceil(MAX_HOLD / (clip - WHOLLY_HELD - first * SEGMENT_WIDTH) / 2);
  return {
    hold: Int16Array.from({ length: SEGMENTS }, (_, i) =>
      Math.max(0, Math.min(MAX_HOLD, 2 * half * (i - first) * SEGMENT_WIDTH)),
    ),
    holdSlope: Int16Array.from({ length: SEGMENTS }, (_, i) => (i < first ? 0 : half)),
  };
}

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
  // Clipped levels have no tint.
  const [red, , blue] = primaries.map((value) => Math.min(WHITE, value)) as [number, number, number];
  return {
    grey,
    shown,
    blueTint: VIDEO_CHROMA.blue * (blue - shown),
    redTint: VIDEO_CHROMA.red * (red - shown),
  };
}

/** Only the balance: brightness and the tints of grey are in the curves. */
function matrixOf(gains: FrameCorrection['gains']): Int16Array {
  const grey = Math.log(gains.reduce((sum, gain, c) => sum + GREY[c]! * Math.exp(gain), 0));
  const [luma, blue, red] = videoMatrix([gains[0] - grey, gains[1] - grey, gains[2] - grey]);
  const entries = [...luma, blue[1], blue[2], red[1], red[2]];
  return Int16Array.from(entries, (value, i) => {
    const whole = Math.round(value * (i < 3 ? 2 ** 15 : 2 ** 14));
    return Math.max(-(2 ** 15), Math.min(2 ** 15 - 1, whole));
  });
}
