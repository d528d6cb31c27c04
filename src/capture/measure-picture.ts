import { createHash } from 'node:crypto';
import { type PictureFormat, pictureFormat, START_BYTES } from '../media/ffmpeg-input.ts';
import { BrokenJpegError } from '../media/jpeg-bits.ts';
import { readLumaBlocks } from '../media/jpeg-blocks.ts';
import { pictureHeaderSize } from '../media/picture-header.ts';
import type { Judged, PictureLook } from './judge-picture.ts';

/** Blocks count as equally bright when they differ by no more than this, of 255. */
const TOLERANCE = 2;

export type Measured = Judged & { format: PictureFormat };

/**
 * Null = not a whole picture.
 *
 * @param withLook also measures what it looks like, which takes milliseconds
 */
export function measurePicture(bytes: Uint8Array, withLook: boolean): Measured | null {
  const format = pictureFormat(bytes.subarray(0, START_BYTES));
  const size = format && pictureHeaderSize(bytes, format);
  if (!format || !size) return null;
  const hash = createHash('sha1').update(bytes).digest('base64');
  const measured = { format, size, hash, look: null };
  if (format !== 'jpeg') return measured;
  if (!withLook && endsWhole(bytes)) return measured;
  return withLookOf(bytes, measured);
}

function withLookOf(bytes: Uint8Array, measured: Measured): Measured | null {
  try {
    const luma = readLumaBlocks(bytes);
    return { ...measured, look: luma && lookOf(luma.blocks) };
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

function lookOf(blocks: Uint8Array): PictureLook {
  const counts = new Uint32Array(256);
  let sum = 0;
  for (const value of blocks) {
    counts[value]! += 1;
    sum += value;
  }
  let most = 0;
  for (let value = 0; value < 256; value += 1) {
    let near = 0;
    for (let other = value - TOLERANCE; other <= value + TOLERANCE; other += 1) near += counts[other] ?? 0;
    most = Math.max(most, near);
  }
  return { brightness: sum / blocks.length / 255, flatness: most / blocks.length };
}
