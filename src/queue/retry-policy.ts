import type { FailureCode } from '../shared/statuses.ts';

const MAX_RETRIES = 1;
export const RETRY_DELAY_MS = 60_000;

const TRANSIENT: ReadonlySet<FailureCode> = new Set(['source_missing', 'stalled', 'killed', 'out_of_memory']);

export function mayRetry(failure: { code: FailureCode; ioError: boolean }, retryCount: number): boolean {
  return retryCount < MAX_RETRIES && (failure.ioError || TRANSIENT.has(failure.code));
}
