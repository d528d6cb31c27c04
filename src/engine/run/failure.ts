/** The app and other callers rely on these numbers. */
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

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The message is the sentence for stderr, the code how the process ends. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** The system's error code (`EACCES`, `ENOSPC`, …). */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** For the end of a sentence, with the error code first, since callers look for it. */
export function describeError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').trim();
}
