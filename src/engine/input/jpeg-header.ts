import { exifOrientation } from './exif-orientation.ts';
import { isFrameHeader, SOS, segmentsOf } from './jpeg-segments.ts';
import { BadPicture, type PictureKind } from './picture-kind.ts';

const APP1 = 0xe1;

/** @throws BadPicture when the file ends before its picture data */
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
