import { exifOrientation } from './exif-orientation.ts';
import { BadPicture, type PictureKind } from './picture-kind.ts';

/**
 * Size, transparency and orientation of a WebP (RFC 9649, section 2).
 *
 * @throws BadPicture for animations, which are no single frame, and for files cut off in the header.
 */
export function readWebpHeader(file: Buffer): PictureKind {
  let kind: PictureKind | undefined;
  for (const { type, body } of chunksOf(file)) {
    if (type === 'ANIM' || type === 'ANMF') throw new BadPicture('the WebP file is an animation');
    if (type === 'EXIF' && kind !== undefined) kind.orientation = exifOrientation(withoutPrefix(body));
    kind ??= sizeFrom(type, body);
  }
  if (kind === undefined) throw new BadPicture('the WebP file is cut off in its header');
  return kind;
}

/** Whether the file is as long as its container says. */
export function webpIsComplete(file: Buffer): boolean {
  return file.length >= 12 && file.length >= file.readUInt32LE(4) + 8;
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

/** Some writers put JPEG's `Exif\0\0` before the block. */
function withoutPrefix(body: Buffer): Buffer {
  return body.toString('latin1', 0, 6) === 'Exif\0\0' ? body.subarray(6) : body;
}

function* chunksOf(file: Buffer): Generator<{ type: string; body: Buffer }> {
  let at = 12;
  while (at + 8 <= file.length) {
    const length = file.readUInt32LE(at + 4);
    yield { type: file.toString('latin1', at, at + 4), body: file.subarray(at + 8, at + 8 + length) };
    at += 8 + length + (length & 1);
  }
}
