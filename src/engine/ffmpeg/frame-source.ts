import type { Picture } from '../input/scan-headers.ts';
import type { Framing } from '../output/framing.ts';
import type { Size } from '../output/output-size.ts';
import type { RawFormat } from './decode-args.ts';

export interface StreamRequest {
  framing: Framing;
  size: Size;
  format: RawFormat;
  coarse: boolean;
  judge: boolean;
}

export interface Missing {
  index: number;
  reason: string;
  errno: string | undefined;
}

export interface Shown {
  slot: number;
  index: number;
}

/** Raw frames of pictures in order. */
export interface Frames {
  readonly missing: readonly Missing[];
  /** Which picture each frame is of, by slot. Known at the end, and only if pictures are judged. */
  readonly shown: readonly Shown[];
  /**
   * Returns the slot, or undefined after the last frame. Slots rise and never exceed the index of the frame's
   * picture; unless pictures are judged, they are that index.
   */
  next(into: Uint8Array): Promise<number | undefined>;
}

/** Where the pictures come from. */
export interface FrameSource {
  /** Parts that may be read at the same time. */
  parts(pictures: readonly Picture[], most: number): number;
  /** @param from and `to` say which of the pictures are wanted; omitted = all */
  open(pictures: readonly Picture[], request: StreamRequest, from?: number, to?: number): Frames;
}
