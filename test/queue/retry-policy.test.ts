import { describe, expect, it } from 'vitest';
import { mayRetry, RETRY_DELAY_MS } from '../../src/queue/retry-policy.ts';
import { FAILURE_CODES } from '../../src/shared/statuses.ts';

const TRANSIENT = ['source_missing', 'stalled', 'killed', 'out_of_memory'];

describe('a failed render', () => {
  it.each(FAILURE_CODES)('with %s is tried again only if it may pass by itself', (code) => {
    expect(mayRetry({ code, ioError: false }, 0)).toBe(TRANSIENT.includes(code));
  });

  it.each(FAILURE_CODES)('with %s is never tried a third time', (code) => {
    expect(mayRetry({ code, ioError: true }, 1)).toBe(false);
  });

  it('is tried again after an I/O error', () => {
    expect(mayRetry({ code: 'engine_failed', ioError: true }, 0)).toBe(true);
  });

  it('waits a minute before that', () => {
    expect(RETRY_DELAY_MS).toBe(60_000);
  });
});
