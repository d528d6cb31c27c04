import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeError, EngineFailure, errnoOf, EXIT } from './failure.ts';
import type { Grid } from './grid.ts';
import { CHANNELS } from './features.ts';
import { cellCount } from './grid.ts';

/**
 * Features of all frames in a temporary file, so that memory does not grow with their number. The file has no name
 * once it is open: however the process ends, nothing is left behind.
 */
export class FeatureStore {
  readonly values: number;
  #file: number;

  /** @throws EngineFailure (disk full, or output unwritable) where no temporary file can be made. */
  constructor(grid: Grid, folder = tmpdir()) {
    this.values = cellCount(grid) * CHANNELS;
    this.#file = openNameless(folder);
  }

  /** Keeps the features of frame `index`. */
  write(index: number, features: Int16Array): void {
    try {
      writeSync(this.#file, features, 0, features.byteLength, index * features.byteLength);
    } catch (error) {
      throw temporaryFailure(error);
    }
  }

  /** Reads the features of frame `index` into `into`. */
  read(index: number, into: Int16Array): void {
    const bytes = into.byteLength;
    if (readSync(this.#file, into, 0, bytes, index * bytes) !== bytes) {
      throw new RangeError(`No features were kept for frame ${index}.`);
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}

function openNameless(folder: string): number {
  try {
    const own = mkdtempSync(join(folder, 'timelapse-'));
    try {
      return openSync(join(own, 'features'), 'wx+');
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  } catch (error) {
    throw temporaryFailure(error);
  }
}

function temporaryFailure(error: unknown): EngineFailure {
  const full = errnoOf(error) === 'ENOSPC' || errnoOf(error) === 'EDQUOT';
  return new EngineFailure(
    full ? EXIT.diskFull : EXIT.outputUnwritable,
    `The engine cannot keep its measurements in a temporary file: ${describeError(error)}.`,
    { cause: error },
  );
}
