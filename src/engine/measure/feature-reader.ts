/** Features of a sequence, frame by frame, wherever they are kept. */
export interface FeatureReader {
  readonly frames: number;
  /** Values a frame: three a cell. */
  readonly values: number;
  /** Copies the features of frame `frame` into `into`. */
  read(frame: number, into: Int16Array): void;
  /** Copies the highest level of a channel in each cell. */
  readPeaks(frame: number, into: Uint8Array): void;
}
