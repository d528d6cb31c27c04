import { closeSync, openSync, readSync, readFileSync } from 'node:fs';
import { describeError, errnoOf } from '../run/failure.ts';
import { READ_NO_LINK } from './file-reader.ts';
import type { FrameFile } from './list-frames.ts';
import { BadPicture, type PictureKind, refuseTooLarge } from './picture-kind.ts';
import { readHeader } from './read-header.ts';

/** Enough for nearly every header, EXIF preview included. */
const FIRST_READ_BYTES = 65_536;

export interface Picture extends FrameFile {
  kind: PictureKind;
  /** Number within a video, starting at 0; undefined = it is a file. */
  place?: number;
}

export interface DroppedFrame {
  name: string;
  reason: string;
}

export interface ScannedHeaders {
  pictures: Picture[];
  dropped: DroppedFrame[];
  /** System error codes of dropped files that could not be read. */
  errnos: string[];
}

/** Frames without a usable header are dropped with the reason. */
export function scanHeaders(frames: readonly FrameFile[]): ScannedHeaders {
  const look = Buffer.alloc(FIRST_READ_BYTES);
  const pictures: Picture[] = [];
  const dropped: DroppedFrame[] = [];
  const errnos: string[] = [];
  for (const frame of frames) {
    try {
      pictures.push({ ...frame, kind: kindOf(frame, look) });
    } catch (error) {
      dropped.push({ name: frame.name, reason: describeError(error) });
      const errno = errnoOf(error);
      if (errno !== undefined) errnos.push(errno);
    }
  }
  return { pictures, dropped, errnos };
}

function kindOf(frame: FrameFile, look: Buffer): PictureKind {
  refuseTooLarge(frame.size);
  const length = readStart(frame.path, look);
  try {
    const kind = readHeader(look.subarray(0, length));
    // WebP stores the orientation after the picture data.
    return kind.codec === 'webp' && length < frame.size
      ? readHeader(readFileSync(frame.path, { flag: READ_NO_LINK }))
      : kind;
  } catch (error) {
    // A header longer than the first read looks truncated.
    if (error instanceof BadPicture && length < frame.size)
      return readHeader(readFileSync(frame.path, { flag: READ_NO_LINK }));
    throw error;
  }
}

function readStart(path: string, into: Buffer): number {
  const file = openSync(path, READ_NO_LINK);
  try {
    return readSync(file, into, 0, into.length, 0);
  } finally {
    closeSync(file);
  }
}
