import type { Cause } from '../../shared/facts.ts';

/** Why a printer's video could not be brought, in words for people. */
export class VideoError extends Error {
  override readonly name = 'VideoError';
  readonly detail: Cause;

  constructor(cause: string, reason: string) {
    super(reason);
    this.detail = { cause, reason };
  }
}
