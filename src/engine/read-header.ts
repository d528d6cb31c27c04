import { jpegIsComplete, readJpegHeader } from './jpeg-header.ts';
import { BadPicture, type PictureKind } from './picture-kind.ts';
import { pngIsComplete, readPngHeader } from './png-header.ts';
import { readWebpHeader, webpIsComplete } from './webp-header.ts';

interface Format {
  matches: (file: Buffer) => boolean;
  read: (file: Buffer) => PictureKind;
  isComplete: (file: Buffer) => boolean;
}

/** Told apart by content: printers and cameras do write JPEG data into files called `.png`. */
const FORMATS: readonly Format[] = [
  {
    matches: (file) => file.readUInt16BE(0) === 0xffd8,
    read: readJpegHeader,
    isComplete: jpegIsComplete,
  },
  {
    matches: (file) => file.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n',
    read: readPngHeader,
    isComplete: pngIsComplete,
  },
  {
    matches: (file) => file.toString('latin1', 0, 4) === 'RIFF' && file.toString('latin1', 8, 12) === 'WEBP',
    read: readWebpHeader,
    isComplete: webpIsComplete,
  },
];

/** No decoder takes a picture beyond this; such a header is damage, and decoding it would take the memory. */
const MOST_PIXELS = 2 ** 28;

/**
 * Kind of a picture from the first bytes of its file.
 *
 * @throws BadPicture with the reason where it is none that can be used.
 */
export function readHeader(start: Buffer): PictureKind {
  const kind = formatOf(start).read(start);
  if (kind.width * kind.height > MOST_PIXELS) {
    throw new BadPicture(`the picture says it is ${kind.width}x${kind.height}, which is too large`);
  }
  return kind;
}

/** Whether a whole file has its end; a cut-off one would decode with a grey lower part. */
export function isComplete(file: Buffer): boolean {
  return formatOf(file).isComplete(file);
}

function formatOf(file: Buffer): Format {
  const format = file.length < 12 ? undefined : FORMATS.find((candidate) => candidate.matches(file));
  if (format === undefined) throw new BadPicture('not a JPEG, PNG or WebP picture');
  return format;
}
