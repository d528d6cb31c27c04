/** What each exit code of the engine means; the app and other callers rely on the numbers. */
export const EXIT = {
  done: 0,
  usage: 2,
  noFrames: 3,
  sourceUnreadable: 4,
  outputUnwritable: 5,
  diskFull: 6,
  ffmpegMissing: 7,
  ffmpegFailed: 8,
  terminated: 143,
} as const;

/** One of the engine's exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A reason to stop: the message is the one plain sentence for stderr, the code is how the process ends. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** The error's system code word (`EACCES`, `ENOSPC`, …), or undefined where it has none. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The error in words for the end of a sentence: the code word first, since callers look for it. */
export function describeError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').trim();
}
