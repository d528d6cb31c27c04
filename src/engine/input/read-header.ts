import { readJpegHeader } from './jpeg-header.ts';
import { jpegPicture } from './jpeg-picture.ts';
import { BadPicture, type PictureKind } from './picture-kind.ts';
import { readPngHeader } from './png-header.ts';
import { pngPicture } from './png-picture.ts';
import { readWebpHeader } from './webp-header.ts';
import { webpPicture } from './webp-picture.ts';

interface Format {
  matches: (file: Buffer) => boolean;
  read: (file: Buffer) => PictureKind;
  picture: (file: Buffer) => Buffer[];
}

/** By content: printers and cameras do write JPEG data into files called `.png`. */
const FORMATS: readonly Format[] = [
  {
    matches: (file) => file.readUInt16BE(0) === 0xffd8,
    read: readJpegHeader,
    picture: jpegPicture,
  },
  {
    matches: (file) => file.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n',
    read: readPngHeader,
    picture: pngPicture,
  },
  {
    matches: (file) => file.toString('latin1', 0, 4) === 'RIFF' && file.toString('latin1', 8, 12) === 'WEBP',
    read: readWebpHeader,
    picture: webpPicture,
  },
];

/** More than any camera has: such a header is damaged, and decoding would take too much memory. */
const MAX_PIXELS = 150_000_000;

/** Maximum aspect ratio: longer shapes are no pictures. */
const MAX_SLENDER = 50;

/** @param start the first bytes of a file @throws BadPicture with the reason */
export function readHeader(start: Buffer): PictureKind {
  const kind = formatOf(start).read(start);
  const { width, height } = kind;
  if (width * height > MAX_PIXELS) {
    throw new BadPicture(`its size is ${width}x${height}, which is too large`);
  }
  if (Math.max(width, height) > MAX_SLENDER * Math.min(width, height)) {
    throw new BadPicture(`its size is ${width}x${height}, which is not the shape of a picture`);
  }
  return kind;
}

/**
 * Only the picture: a decoder would stumble over anything else, or carry it over to the next picture.
 *
 * @throws BadPicture when it is truncated, which would be decoded with a grey lower part
 */
export function pictureIn(file: Buffer): Buffer[] {
  return formatOf(file).picture(file);
}

function formatOf(file: Buffer): Format {
  const format = file.length < 12 ? undefined : FORMATS.find((candidate) => candidate.matches(file));
  if (format === undefined) throw new BadPicture('not a JPEG, PNG or WebP picture');
  return format;
}
