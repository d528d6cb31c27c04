import { CHANNELS, UNUSABLE } from './features.ts';

/** Features of a sequence, frame by frame, wherever they are kept. */
export interface FeatureReader {
  readonly frames: number;
  /** Values a frame: three a cell. */
  readonly values: number;
  /** Copies the features of frame `frame` into `into`. */
  read(frame: number, into: Int16Array): void;
}

/** Number of usable cells of a frame's features. */
export function usableCells(features: Int16Array): number {
  let count = 0;
  for (let i = 0; i < features.length; i += CHANNELS) if (features[i] !== UNUSABLE) count += 1;
  return count;
}
