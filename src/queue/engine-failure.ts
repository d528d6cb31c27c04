import { isForWant } from '../lib/errors.ts';
import type { FailureCode } from '../shared/statuses.ts';

export interface EngineEnd {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** Set when the program could not be started. */
  startError: NodeJS.ErrnoException | null;
  /** Null unless the app ended it. */
  stoppedBecause: 'time_limit' | 'stalled' | null;
  /** The system killed a process for lack of memory during the run. */
  outOfMemory: boolean;
  /** Last lines of its output. */
  text: string;
}

/** `ioError` marks failures that may pass although their code does not say so. */
export interface EngineFailure {
  code: FailureCode;
  ioError: boolean;
}

/** Of the bundled engine; other engines may use them too. */
const BY_EXIT_CODE: Record<number, FailureCode> = {
  5: 'output_not_writable',
  6: 'disk_full',
  7: 'ffmpeg_missing',
  // The shell's: found but not executable, not found.
  126: 'engine_not_executable',
};

/** Of the bundled engine, when the recipe leaves out all of them. */
export const NONE_LEFT = 'No frames are left';

/** Of the bundled engine, when ffmpeg cannot draw text. */
const CANNOT_DRAW = 'built without libass';

const NO_PERMISSION = /EACCES|EPERM|permission denied/i;
const NO_MEMORY = /ENOMEM|cannot allocate memory|out of memory|bad_alloc|heap out of memory/i;
const IO_ERROR =
  /\b(EIO|ESTALE|ENOTCONN|EHOSTDOWN|ETIMEDOUT)\b|input\/output error|stale file handle|host is down/i;

/** For foreign scripts without these exit codes; the first match counts. */
const BY_TEXT: readonly (readonly [RegExp, FailureCode])[] = [
  [/(ffmpeg|ffprobe): (command )?not found|ffmpeg: No such file/i, 'ffmpeg_missing'],
  [/no space left|disk quota exceeded|ENOSPC|EDQUOT/i, 'disk_full'],
  [NO_MEMORY, 'out_of_memory'],
  [/read-only file system|EROFS/i, 'output_not_writable'],
  [NO_PERMISSION, 'permission_denied'],
  [/decode error|error while decoding|invalid data found|no readable (frames|images)/i, 'unreadable_frames'],
  [/no (images|pictures|frames|jpe?gs?) (were )?found/i, 'no_frames'],
];

/** Of a conversion: what is wrong with pictures there is wrong with the video. */
export function classifyConversion(end: EngineEnd, sourceThere: boolean): EngineFailure {
  const failure = classifyFailure(end, sourceThere, 1);
  const { code, ioError } = failure;
  const isUnreadable = code === 'unreadable_frames' || code === 'no_frames' || code === 'engine_failed';
  return isUnreadable && !ioError && !end.startError ? { code: 'unreadable_video', ioError } : failure;
}

/**
 * By how the program ended; by its output only where that says nothing.
 *
 * @param sourceThere the image folder is reachable now
 * @param frameCount as of the last scan
 */
export function classifyFailure(end: EngineEnd, sourceThere: boolean, frameCount: number): EngineFailure {
  const code = codeOf(end, sourceThere, frameCount);
  return {
    code,
    ioError: code === 'engine_failed' && (IO_ERROR.test(end.text) || isForWant(end.startError)),
  };
}

function codeOf(end: EngineEnd, sourceThere: boolean, frameCount: number): FailureCode {
  if (end.stoppedBecause) return end.stoppedBecause;
  if (end.startError) return codeOfStart(end.startError);
  if (end.outOfMemory) return 'out_of_memory';
  if (endedFromOutside(end)) return NO_MEMORY.test(end.text) ? 'out_of_memory' : 'killed';
  if (!sourceThere) return 'source_missing';
  return byExitCode(end, frameCount) ?? byText(end);
}

function byExitCode({ exitCode, text }: EngineEnd, frameCount: number): FailureCode | undefined {
  if (exitCode === 3) return frameCount === 0 || text.includes(NONE_LEFT) ? 'no_frames' : 'unreadable_frames';
  if (exitCode === 7 && text.includes(CANNOT_DRAW)) return 'filter_missing';
  if (exitCode === 4) return NO_PERMISSION.test(text) ? 'permission_denied' : 'engine_failed';
  return BY_EXIT_CODE[exitCode ?? 0];
}

function byText({ text }: EngineEnd): FailureCode {
  return BY_TEXT.find(([pattern]) => pattern.test(text))?.[1] ?? 'engine_failed';
}

function codeOfStart(error: NodeJS.ErrnoException): FailureCode {
  if (error.code === 'ENOENT') return 'engine_not_found';
  if (error.code === 'EACCES' || error.code === 'ENOEXEC') return 'engine_not_executable';
  return error.code === 'ENOMEM' ? 'out_of_memory' : 'engine_failed';
}

/** By a signal that the app did not send, or the exit code shells make of one (128 + its number). */
function endedFromOutside({ exitCode, signal }: EngineEnd): boolean {
  return signal !== null || exitCode === 137 || exitCode === 143 || exitCode === 130;
}
