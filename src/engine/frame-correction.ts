/** What is done to one frame. All are logarithms of factors. */
export interface FrameCorrection {
  /** For red, green and blue of a pixel as bright as `PIVOT`. */
  gains: readonly [number, number, number];
  /** For each unit by which the logarithm of brightness exceeds `PIVOT`. */
  slope: number;
  /** One a cell of the grid, besides; undefined where the whole frame is treated alike. */
  local: Float32Array | undefined;
}

/** A part of the correction that is not made, and the reason. */
export interface LeftAlone {
  what: string;
  why: string;
}

/** The parts a correction is made of, in the order in which they are tried. */
export const PARTS = ['brightness', 'colour', 'tone', 'local light'] as const;

/** One of the parts. */
export type Part = (typeof PARTS)[number];
