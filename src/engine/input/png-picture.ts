import { inflateSync } from 'node:zlib';
import { BadPicture } from './picture-kind.ts';
import { Pieces } from './pieces.ts';
import { pngChunks } from './png-chunks.ts';

const KEPT = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];
const END_CHUNK = Buffer.from('0000000049454e44ae426082', 'hex');
const SUM_BYTES = 4;
/** Larger pictures take too long to check on a thread with other work. */
const MAX_INFLATED = 2 ** 28;

/**
 * Only the picture: no profiles and texts, whose damage does not matter, and nothing after its end, which a decoder
 * would take for the next picture.
 *
 * @throws BadPicture when the picture data is truncated
 */
export function pngPicture(file: Buffer): Buffer[] {
  const pieces = new Pieces(file);
  const data: Buffer[] = [];
  pieces.keep(0, 8);
  for (const { type, start, body, end } of pngChunks(file)) {
    const missing = end - file.length;
    if (missing > SUM_BYTES || (missing > 0 && type !== 'IDAT')) break;
    if (KEPT.includes(type)) pieces.keep(start, Math.min(end, file.length));
    // ffmpeg ignores the checksum, but it must exist.
    if (missing > 0) pieces.add(Buffer.alloc(missing));
    if (type === 'IDAT') data.push(body);
    if (type === 'IEND') return pieces.all();
  }
  // The end chunk is not part of the data. ffmpeg shows truncated data, so that is checked here.
  if (!isWhole(data)) throw new BadPicture('the file is cut off');
  pieces.add(END_CHUNK);
  return pieces.all();
}

function isWhole(data: readonly Buffer[]): boolean {
  try {
    inflateSync(Buffer.concat(data), { maxOutputLength: MAX_INFLATED });
    return true;
  } catch {
    return false;
  }
}
