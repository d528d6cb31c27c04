import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync } from 'node:fs';
import { describeError, EngineFailure, errnoOf, EXIT } from './failure.ts';

/** The file the video is written to: checked before the work, flushed after it, removed when the work fails. */
export class OutputFile {
  readonly path: string;
  #existed = false;
  #touched = false;

  constructor(path: string) {
    this.path = path;
  }

  /** Makes sure now that the file can be written, without harming one that is there. @throws EngineFailure */
  prepare(): void {
    this.#existed = existsSync(this.path);
    try {
      closeSync(openSync(this.path, 'a'));
    } catch (error) {
      throw outputFailure(error);
    }
    this.#touched = true;
  }

  /** From here on the encoder owns the content. */
  handOver(): void {
    this.#existed = false;
  }

  /** Flushes the finished file to the disk; its size in bytes. @throws EngineFailure */
  settle(): number {
    try {
      const file = openSync(this.path, 'r+');
      try {
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      return statSync(this.path).size;
    } catch (error) {
      throw outputFailure(error);
    }
  }

  /** Removes what this run has made; a file that was there before and was not yet written to stays. */
  discard(): void {
    if (!this.#touched || this.#existed) return;
    rmSync(this.path, { force: true });
  }
}

function outputFailure(error: unknown): EngineFailure {
  const full = errnoOf(error) === 'ENOSPC' || errnoOf(error) === 'EDQUOT';
  return new EngineFailure(
    full ? EXIT.diskFull : EXIT.outputUnwritable,
    `The video cannot be written: ${describeError(error)}.`,
    { cause: error },
  );
}
