import { isDeepStrictEqual } from 'node:util';
import type { Refusal } from '../shared/capture.ts';
import type { PictureSize } from './capture.ts';

/** These decide which size the pictures of a capture have. */
export const FIRST_PICTURES = 3;

export interface Judged {
  size: PictureSize;
  /** Equal for the same bytes. */
  hash: string;
  /** Null = not measured. */
  look: PictureLook | null;
}

export interface PictureLook {
  /** 0–1, mean of the picture; null = not measured, since it clearly shows something. */
  brightness: number | null;
  /** 0–1, share of the picture that is as bright as most of it, at most. */
  flatness: number;
}

/** Below this, a picture shows nothing: one colour, with at most a few words on it. */
const FLAT = 0.95;
/** A failed stream answers a black picture with a mark. */
const BLACK = 0.02;
/** Whatever its brightness, a picture that is less flat shows something. */
export const FLAT_BLACK = 0.9;
/** In pixels; placeholders may be a single one. No camera sends fewer. */
const MIN_SIDE = 16;

/**
 * @param sizes of the first pictures that were kept
 * @param lastHash of the picture before
 */
export function judgePicture(
  picture: Judged,
  { sizes, lastHash }: { sizes: readonly PictureSize[]; lastHash: string | null },
): Refusal | null {
  if (picture.hash === lastHash) return 'same';
  if (Math.min(picture.size.width, picture.size.height) < MIN_SIDE) return 'flat';
  const expected = sizes.length < FIRST_PICTURES ? null : commonest(sizes);
  if (expected && !isDeepStrictEqual(picture.size, expected)) return 'other_size';
  return picture.look && isFlat(picture.look) ? 'flat' : null;
}

function isFlat({ brightness, flatness }: PictureLook): boolean {
  return flatness >= (brightness !== null && brightness <= BLACK ? FLAT_BLACK : FLAT);
}

/** Of several, the latest. */
function commonest(sizes: readonly PictureSize[]): PictureSize {
  const count = (size: PictureSize) => sizes.filter((each) => isDeepStrictEqual(each, size)).length;
  return sizes.reduce((best, each) => (count(each) >= count(best) ? each : best));
}
