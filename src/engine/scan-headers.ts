import { closeSync, openSync, readSync, readFileSync } from 'node:fs';
import { describeError, errnoOf } from './failure.ts';
import type { FrameFile } from './list-frames.ts';
import { BadPicture, type PictureKind } from './picture-kind.ts';
import { readHeader } from './read-header.ts';

/** Enough for nearly every header, EXIF preview included. */
const FIRST_LOOK_BYTES = 65_536;

/** A frame whose header could be read. */
export interface Picture extends FrameFile {
  kind: PictureKind;
}

/** A frame that is left out of the video, and why. */
export interface DroppedFrame {
  name: string;
  reason: string;
}

/** What the headers of a folder say. */
export interface ScannedHeaders {
  pictures: Picture[];
  dropped: DroppedFrame[];
  /** System code words of the files among the dropped that could not be read at all. */
  errnos: string[];
}

/** Reads the header of every frame; those without a usable one are dropped with the reason. */
export function scanHeaders(frames: readonly FrameFile[]): ScannedHeaders {
  const look = Buffer.alloc(FIRST_LOOK_BYTES);
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
  const length = readStart(frame.path, look);
  try {
    const kind = readHeader(look.subarray(0, length));
    // WebP keeps the orientation behind the picture data.
    return kind.codec === 'webp' && length < frame.size ? readHeader(readFileSync(frame.path)) : kind;
  } catch (error) {
    // A header longer than the first look reads as cut off.
    if (error instanceof BadPicture && length < frame.size) return readHeader(readFileSync(frame.path));
    throw error;
  }
}

function readStart(path: Buffer, into: Buffer): number {
  const file = openSync(path, 'r');
  try {
    return readSync(file, into, 0, into.length, 0);
  } finally {
    closeSync(file);
  }
}
