/** What must be known of a picture file before it can be decoded right. */
export interface PictureKind {
  /** ffmpeg's name of the decoder. */
  codec: 'mjpeg' | 'png' | 'webp';
  /** Size as stored, before the orientation is applied. */
  width: number;
  height: number;
  /** EXIF orientation 1–8; 1 = as stored. */
  orientation: number;
  /** Whether the picture may be transparent somewhere. */
  alpha: boolean;
}

/** Size as seen: orientations 5–8 lie on their side. */
export function uprightSize(kind: PictureKind): { width: number; height: number } {
  return kind.orientation >= 5
    ? { width: kind.height, height: kind.width }
    : { width: kind.width, height: kind.height };
}

/** Equal keys can be decoded by one ffmpeg with one chain of filters. */
export function kindKey(kind: PictureKind): string {
  return [kind.codec, kind.width, kind.height, kind.orientation, kind.alpha].join(' ');
}

/** A file that cannot become a frame; the message is the reason shown to the user. */
export class BadPicture extends Error {
  override readonly name = 'BadPicture';
}
