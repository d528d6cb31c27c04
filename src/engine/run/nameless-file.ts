import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeError, EngineFailure, errnoOf, EXIT } from './failure.ts';

/**
 * A temporary file that has no name once it is open: however the process ends, nothing is left behind.
 *
 * @param what is kept in it, for a sentence
 * @returns its descriptor
 * @throws EngineFailure (disk full, or output unwritable)
 */
export function openNameless(what: string, folder = tmpdir()): number {
  try {
    const own = mkdtempSync(join(folder, 'timelapse-'));
    try {
      return openSync(join(own, 'file'), 'wx+');
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  } catch (error) {
    throw temporaryFailure(what, error);
  }
}

/** @param what as of {@link openNameless} */
export function temporaryFailure(what: string, error: unknown): EngineFailure {
  const full = errnoOf(error) === 'ENOSPC' || errnoOf(error) === 'EDQUOT';
  return new EngineFailure(
    full ? EXIT.diskFull : EXIT.outputUnwritable,
    `The engine cannot keep ${what} in a temporary file: ${describeError(error)}.`,
    { cause: error },
  );
}
