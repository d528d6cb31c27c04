import { exifOrientation } from './exif-orientation.ts';
import { BadPicture, type PictureKind } from './picture-kind.ts';
import { webpChunks } from './webp-chunks.ts';

/** @throws BadPicture for animations and truncated headers */
export function readWebpHeader(file: Buffer): PictureKind {
  let kind: PictureKind | undefined;
  for (const { type, body } of webpChunks(file)) {
    if (type === 'ANIM' || type === 'ANMF') throw new BadPicture('the WebP file is an animation');
    if (type === 'EXIF' && kind !== undefined) kind.orientation = exifOrientation(withoutPrefix(body));
    kind ??= sizeFrom(type, body);
  }
  if (kind === undefined) throw new BadPicture('the WebP file is cut off in its header');
  return kind;
}

function sizeFrom(type: string, body: Buffer): PictureKind | undefined {
  if (type === 'VP8X' && body.length >= 10) {
    return webp(1 + body.readUIntLE(4, 3), 1 + body.readUIntLE(7, 3), (body[0]! & 0x10) !== 0);
  }
  if (type === 'VP8 ' && body.length >= 10) {
    return webp(body.readUInt16LE(6) & 0x3fff, body.readUInt16LE(8) & 0x3fff, false);
  }
  if (type === 'VP8L' && body.length >= 5) {
    const bits = body.readUInt32LE(1);
    return webp(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff), (bits & 0x10000000) !== 0);
  }
  return undefined;
}

function webp(width: number, height: number, alpha: boolean): PictureKind {
  return { codec: 'webp', width, height, orientation: 1, alpha };
}

/** Some writers add JPEG's `Exif\0\0`. */
function withoutPrefix(body: Buffer): Buffer {
  return body.toString('latin1', 0, 6) === 'Exif\0\0' ? body.subarray(6) : body;
}
