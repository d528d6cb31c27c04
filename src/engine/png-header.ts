import { exifOrientation } from './exif-orientation.ts';
import { BadPicture, type PictureKind } from './picture-kind.ts';

const COLOUR_TYPES_WITH_ALPHA = [4, 6];

/**
 * Size, transparency and orientation of a PNG by its chunks (PNG 3rd edition, section 5).
 *
 * @throws BadPicture where the file ends before its picture data.
 */
export function readPngHeader(file: Buffer): PictureKind {
  if (file.length < 33 || file.toString('latin1', 12, 16) !== 'IHDR') {
    throw new BadPicture('the PNG file is cut off in its header');
  }
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  if (width === 0 || height === 0) throw new BadPicture('the PNG header states no size');
  let alpha = COLOUR_TYPES_WITH_ALPHA.includes(file[25]!);
  let orientation = 1;
  for (const { type, body } of chunksOf(file)) {
    if (type === 'IDAT') break;
    if (type === 'tRNS') alpha = true;
    if (type === 'eXIf') orientation = exifOrientation(body);
  }
  return { codec: 'png', width, height, orientation, alpha };
}

/** Whether the end chunk is there; without it the lower part of the picture is missing. */
export function pngIsComplete(file: Buffer): boolean {
  return file.lastIndexOf('IEND', undefined, 'latin1') > 8;
}

function* chunksOf(file: Buffer): Generator<{ type: string; body: Buffer }> {
  let at = 8;
  while (at + 8 <= file.length) {
    const length = file.readUInt32BE(at);
    yield { type: file.toString('latin1', at + 4, at + 8), body: file.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}
