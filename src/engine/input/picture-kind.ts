/** What has to be known before a picture can be decoded. */
export interface PictureKind {
  /** ffmpeg's name of the decoder; `video` = any, of a video that is no sequence of JPEGs. */
  codec: 'mjpeg' | 'png' | 'webp' | 'video';
  /** As stored, before the orientation is applied. */
  width: number;
  height: number;
  /** EXIF orientation 1–8; 1 = as stored. */
  orientation: number;
  /** Whether it may be transparent somewhere. */
  alpha: boolean;
}

/** Orientations 5–8 swap the sides. */
export function uprightSize(kind: PictureKind): { width: number; height: number } {
  return kind.orientation >= 5
    ? { width: kind.height, height: kind.width }
    : { width: kind.width, height: kind.height };
}

/** Pictures with equal keys can share one ffmpeg and filter chain. */
export function kindKey(kind: PictureKind): string {
  return [kind.codec, kind.width, kind.height, kind.orientation, kind.alpha].join(' ');
}

/** No camera writes larger files, and reading one would take too much memory. */
const MAX_BYTES = 2 ** 27;

export function refuseTooLarge(bytes: number): void {
  if (bytes <= MAX_BYTES) return;
  const size = bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
  throw new BadPicture(`the file has ${size}, which is too much for a picture`);
}

/** The message is the reason shown to the user. */
export class BadPicture extends Error {
  override readonly name = 'BadPicture';
}
