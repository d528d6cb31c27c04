import { randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describeError, EngineFailure, errnoOf, EXIT } from '../run/failure.ts';

/** Checked before the work, written beside the existing file, flushed and put in its place when complete. */
export class OutputFile {
  readonly #path: string;
  readonly partialPath: string;
  #made = false;

  constructor(path: string) {
    this.#path = path;
    this.partialPath = isWrittenDirectly(path) ? path : join(dirname(path), partialName());
  }

  /** @throws EngineFailure when the video cannot be written */
  prepare(): void {
    refuseAllButFiles(this.#path);
    try {
      closeSync(openSync(this.partialPath, 'wx'));
    } catch (error) {
      throw outputFailure(error);
    }
    this.#made = true;
  }

  /** Returns the size in bytes. @throws EngineFailure */
  settle(): number {
    refuseAllButFiles(this.#path);
    try {
      const file = openSync(this.partialPath, 'r+');
      try {
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      const { size } = statSync(this.partialPath);
      if (this.partialPath !== this.#path) renameSync(this.partialPath, this.#path);
      this.#made = false;
      return size;
    } catch (error) {
      throw outputFailure(error);
    }
  }

  discard(): void {
    if (this.#made) rmSync(this.partialPath, { force: true });
  }
}

/** A free hidden name means that the caller puts the video in place itself, and watches the file grow. */
function isWrittenDirectly(path: string): boolean {
  return basename(path).startsWith('.') && !lstatSync(path, { throwIfNoEntry: false });
}

/** The app recognises left-over files of killed runs by it. */
function partialName(): string {
  return `.timelapse-${randomUUID()}.part.mp4`;
}

/** Devices, pipes and links must be neither replaced nor written to. */
function refuseAllButFiles(path: string): void {
  try {
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (there === undefined) return;
    if (!there.isFile()) {
      const what = there.isDirectory() ? 'a folder (EISDIR)' : 'not a regular file';
      throw new EngineFailure(
        EXIT.outputUnwritable,
        `The video cannot be written: "${path}" is ${what}. Choose another name for it.`,
      );
    }
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw error instanceof EngineFailure ? error : outputFailure(error);
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
