import { createHash } from 'node:crypto';
import { type PictureFormat, pictureFormat, START_BYTES } from '../media/ffmpeg-input.ts';
import { BrokenJpegError } from '../media/jpeg-bits.ts';
import { pictureHeaderSize } from '../media/picture-header.ts';
import type { Judged } from './judge-picture.ts';
import { lookAtPicture, type WantedLook } from './look-at-picture.ts';

export type Measured = Judged & { format: PictureFormat };

/** Null = not a whole picture. @param wanted of its look; null = nothing */
export async function measurePicture(bytes: Uint8Array, wanted: WantedLook | null): Promise<Measured | null> {
  const format = pictureFormat(bytes.subarray(0, START_BYTES));
  const size = format && pictureHeaderSize(bytes, format);
  if (!format || !size) return null;
  const hash = createHash('sha1').update(bytes).digest('base64');
  const measured = { format, size, hash, look: null };
  if (format !== 'jpeg') return measured;
  const isWhole = endsWhole(bytes);
  if (wanted === null && isWhole) return measured;
  try {
    return { ...measured, look: await lookAtPicture(bytes, isWhole ? wanted! : 'all') };
  } catch (error) {
    if (error instanceof BrokenJpegError) return null;
    throw error;
  }
}

/** Some cameras add zeros at the end. */
function endsWhole(bytes: Uint8Array): boolean {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes[end - 2] === 0xff && bytes[end - 1] === 0xd9;
}
