import { exifOrientation } from './exif-orientation.ts';
import { BadPicture, type PictureKind } from './picture-kind.ts';
import { pngChunks } from './png-chunks.ts';

const COLOUR_TYPES_WITH_ALPHA = [4, 6];

/** @throws BadPicture when the file ends before its picture data */
export function readPngHeader(file: Buffer): PictureKind {
  if (file.length < 33 || file.toString('latin1', 12, 16) !== 'IHDR') {
    throw new BadPicture('the PNG file is cut off in its header');
  }
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  if (width === 0 || height === 0) throw new BadPicture('the PNG header states no size');
  let alpha = COLOUR_TYPES_WITH_ALPHA.includes(file[25]!);
  let orientation = 1;
  for (const { type, body } of pngChunks(file)) {
    if (type === 'IDAT') break;
    if (type === 'tRNS') alpha = true;
    if (type === 'eXIf') orientation = exifOrientation(body);
  }
  return { codec: 'png', width, height, orientation, alpha };
}
