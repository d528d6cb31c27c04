import { errnoOf, isDiskFull, messageOf } from '../lib/errors.ts';
import type { FailureCode } from '../shared/statuses.ts';
import type { RenderResult } from '../timelapses/render-result.ts';
import type { EngineFailure } from './engine-failure.ts';
import type { OwnFile } from './move-into-place.ts';
import type { StopReason } from './render-executor.ts';

export type OutsideStop = Extract<StopReason, 'cancelled' | 'deleted' | 'shutdown'>;

/** The run stays open in the history until its timelapse is settled. */
export type RenderOutcome =
  | { kind: 'completed'; result: RenderResult; obsolete: OwnFile[] }
  | { kind: 'failed'; failure: EngineFailure; detail: string }
  | { kind: 'stopped'; because: OutsideStop }
  /** Another print uses the folder now: the earlier video is kept, and the watcher decides again. */
  | { kind: 'outdated' }
  /** The database could not be written before the app stopped: the good video waits for the next start. */
  | { kind: 'unsaved' };

export function failed(
  code: FailureCode,
  detail: string,
  ioError = false,
): Extract<RenderOutcome, { kind: 'failed' }> {
  return { kind: 'failed', failure: { code, ioError }, detail };
}

/** Unrelated to the frames, so it is retried once. */
export function mayPass(detail: string): RenderOutcome {
  return failed('engine_failed', detail, true);
}

export function fromSystemError(error: unknown): RenderOutcome {
  const errno = errnoOf(error);
  const detail = messageOf(error);
  if (isDiskFull(error)) return failed('disk_full', detail);
  if (errno === 'EACCES' || errno === 'EPERM' || errno === 'EROFS')
    return failed('output_not_writable', detail);
  return failed('engine_failed', detail, errno !== undefined);
}
