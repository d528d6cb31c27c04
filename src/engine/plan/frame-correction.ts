/** What is done to one frame, on the scale of the response (see `response.ts`): plain logarithms at the pivot. */
export interface FrameCorrection {
  /** For red, green and blue. */
  gains: readonly [number, number, number];
  /** One a cell of the grid, besides; undefined where the whole frame is treated alike. */
  local: Float32Array | undefined;
  /** How far each cell is held at the white it is blown out to, 0–1; undefined where nothing is blown out. */
  held: Float32Array | undefined;
}

/** A part of the correction that is not made, and the reason. */
export interface LeftAlone {
  what: string;
  why: string;
}

/** The parts a correction is made of. */
export type Part = 'brightness' | 'colour' | 'local light';
