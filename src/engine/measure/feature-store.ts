import { closeSync, readSync, writeSync } from 'node:fs';
import { openNameless, temporaryFailure } from '../run/nameless-file.ts';
import type { Grid } from './grid.ts';
import { CHANNELS } from './features.ts';
import { cellCount } from './grid.ts';
import { GREY_PIXELS } from './grey-picture.ts';

const WHAT = 'its measurements';

/** What is kept of one frame. */
export interface FrameRecord {
  features: Int16Array;
  /** The highest level in each cell. */
  peaks: Uint8Array;
  /** The picture in grey, small. */
  grey: Uint8Array;
}

/** Features of all frames in a temporary file, so that memory does not grow with their number. */
export class FeatureStore {
  readonly values: number;
  #cells: number;
  #file: number;

  /** @throws EngineFailure (disk full, or output unwritable) where no temporary file can be made. */
  constructor(grid: Grid, folder?: string) {
    this.#cells = cellCount(grid);
    this.values = this.#cells * CHANNELS;
    this.#file = openNameless(WHAT, folder);
  }

  /** Keeps the record of frame `index`. */
  write(index: number, { features, peaks, grey }: FrameRecord): void {
    try {
      let at = this.#placeOf(index);
      for (const part of [features, peaks, grey]) {
        writeSync(this.#file, part, 0, part.byteLength, at);
        at += part.byteLength;
      }
    } catch (error) {
      throw temporaryFailure(WHAT, error);
    }
  }

  /** Reads the features of frame `index` into `into`. */
  read(index: number, into: Int16Array): void {
    this.#fill(into, this.#placeOf(index));
  }

  /** Reads the peaks of frame `index` into `into`. */
  readPeaks(index: number, into: Uint8Array): void {
    this.#fill(into, this.#placeOf(index) + this.#featureBytes);
  }

  /** Reads the grey picture of frame `index` into `into`. */
  readGrey(index: number, into: Uint8Array): void {
    this.#fill(into, this.#placeOf(index) + this.#featureBytes + this.#cells);
  }

  close(): void {
    closeSync(this.#file);
  }

  #placeOf(index: number): number {
    return index * (this.#featureBytes + this.#cells + GREY_PIXELS);
  }

  get #featureBytes(): number {
    return this.values * Int16Array.BYTES_PER_ELEMENT;
  }

  #fill(into: Int16Array | Uint8Array, at: number): void {
    if (readSync(this.#file, into, 0, into.byteLength, at) !== into.byteLength) {
      throw new RangeError(`No features were kept at ${at}.`);
    }
  }
}
