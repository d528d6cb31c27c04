import { exifOrientation } from './exif-orientation.ts';
import { BadPicture, type PictureKind } from './picture-kind.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;

/**
 * Size and orientation of a JPEG by its marker segments (ITU T.81, annex B).
 *
 * @throws BadPicture where the file ends before its picture data.
 */
export function readJpegHeader(file: Buffer): PictureKind {
  let size: { width: number; height: number } | undefined;
  let orientation = 1;
  for (const segment of segmentsOf(file)) {
    if (isFrameHeader(segment.marker) && segment.body.length >= 6) {
      size = { height: segment.body.readUInt16BE(1), width: segment.body.readUInt16BE(3) };
    } else if (segment.marker === APP1 && segment.body.toString('latin1', 0, 6) === 'Exif\0\0') {
      orientation = exifOrientation(segment.body.subarray(6));
    } else if (segment.marker === SOS && size !== undefined) {
      if (size.width === 0 || size.height === 0) throw new BadPicture('the JPEG header states no size');
      return { codec: 'mjpeg', ...size, orientation, alpha: false };
    }
  }
  throw new BadPicture('the JPEG file is cut off in its header');
}

/** Whether the end marker follows the picture data; without it the lower part of the picture is missing. */
export function jpegIsComplete(file: Buffer): boolean {
  let dataStart = 0;
  for (const segment of segmentsOf(file)) {
    if (segment.marker === SOS) {
      dataStart = segment.end;
      break;
    }
  }
  return dataStart > 0 && file.lastIndexOf(Buffer.of(0xff, EOI)) >= dataStart;
}

interface Segment {
  marker: number;
  body: Buffer;
  end: number;
}

function* segmentsOf(file: Buffer): Generator<Segment> {
  let at = 2;
  while (at + 4 <= file.length) {
    if (file[at] !== 0xff) return;
    const marker = file[at + 1]!;
    if (marker === 0xff) {
      at += 1; // fill byte
    } else if (marker === SOI || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2; // stands alone, without a length
    } else if (marker === EOI) {
      return;
    } else {
      const end = at + 2 + file.readUInt16BE(at + 2);
      if (end > file.length) return;
      yield { marker, body: file.subarray(at + 4, end), end };
      at = end;
    }
  }
}

/** SOF0–SOF15 without DHT, JPG and DAC, which share the range. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
