import type { FailureCode } from '../shared/statuses.ts';

/** Automatic retries of one render. */
const MOST_RETRIES = 1;
/** Time before the retry, milliseconds. */
export const RETRY_DELAY_MS = 60_000;

/** Failures that may pass by themselves. */
const TRANSIENT: ReadonlySet<FailureCode> = new Set(['source_missing', 'stalled', 'killed', 'out_of_memory']);

/** Whether a failure is tried once more without being asked for. */
export function mayRetry(failure: { code: FailureCode; ioError: boolean }, retryCount: number): boolean {
  return retryCount < MOST_RETRIES && (failure.ioError || TRANSIENT.has(failure.code));
}
