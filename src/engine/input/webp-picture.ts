import { BadPicture } from './picture-kind.ts';
import { lengthOf, Pieces } from './pieces.ts';
import { webpChunks } from './webp-chunks.ts';

const IMAGE = ['VP8 ', 'VP8L'];
const HAS_ALPHA = 0x10;
const CONTAINER_HEAD = 12;

/** Only the picture, in a container of the right length. @throws BadPicture when the picture data is truncated */
export function webpPicture(file: Buffer): Buffer[] {
  const pieces = new Pieces(file);
  for (const { type, start, body, end } of webpChunks(file)) {
    if (end > file.length) break;
    if (type === 'VP8X') pieces.add(onlyAlpha(file.subarray(start, end)));
    if (type === 'ALPH' || IMAGE.includes(type)) {
      pieces.keep(start, end);
      if (body.length % 2 === 1) pieces.add(Buffer.of(0));
    }
    if (IMAGE.includes(type)) return contained(pieces.all());
  }
  throw new BadPicture('the file is cut off');
}

/** Drops the flags of profile, EXIF and XMP. */
function onlyAlpha(chunk: Buffer): Buffer {
  const copy = Buffer.from(chunk);
  if (copy.length > 8) copy[8] = copy[8]! & HAS_ALPHA;
  return copy;
}

function contained(chunks: Buffer[]): Buffer[] {
  const head = Buffer.alloc(CONTAINER_HEAD);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(lengthOf(chunks) + 4, 4);
  head.write('WEBP', 8, 'latin1');
  return [head, ...chunks];
}
