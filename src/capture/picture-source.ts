import type { Refusal } from '../shared/capture.ts';
import type { Camera } from './capture.ts';

export interface PictureSource {
  /** @throws PictureError */
  fetch(camera: Camera, signal: AbortSignal): Promise<Uint8Array>;
}

/** The camera gave no picture. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
  readonly reason: Refusal;

  /** @param detail for people; starts in lower case, without a full stop */
  constructor(reason: Refusal, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.reason = reason;
  }
}
