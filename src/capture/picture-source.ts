import type { Refusal } from '../shared/capture.ts';
import type { Camera } from './capture.ts';

export interface PictureSource {
  /** @throws PictureError */
  fetch(camera: Camera, signal: AbortSignal): Promise<Uint8Array>;
  /**
   * Another way to the picture of a camera that keeps sending an old one; null = there is none.
   *
   * @throws PictureError
   */
  fetchAnew(camera: Camera, signal: AbortSignal): Promise<Uint8Array | null>;
}

/** When pictures were taken, of cameras where this is known; milliseconds since 1970. */
export interface PictureTimes {
  /** Without asking; null = unknown. */
  latest(camera: Camera): number | null;
  /** Null = unknown. Never throws. */
  ask(camera: Camera, signal: AbortSignal): Promise<number | null>;
  /** Calls the listener for each new picture that is reported. Returns a function that ends it. */
  watch(camera: Camera, onNew: () => void): () => void;
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
