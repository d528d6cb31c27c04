import { closeSync, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import { FORMAT_BYTES, sourceInput, videoFormat } from '../../lib/video-format.ts';
import { describeError, EngineFailure, EXIT } from '../run/failure.ts';
import { READ_NO_LINK } from './file-reader.ts';

/** A video to make another one of. */
export interface VideoFile {
  path: string;
  name: string;
  /** Arguments by which ffmpeg takes it. */
  input: readonly string[];
  size: number;
  /** Whole milliseconds since 1970. */
  modifiedAt: number;
  /** Changes with its content. */
  mark: string;
}

/** Null = a folder, or nothing. @throws EngineFailure for a file that is no video */
export function videoFileAt(path: string): VideoFile | null {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (!there?.isFile()) return null;
  const { stats, start } = readStart(path);
  const format = videoFormat(start);
  if (format === null) {
    throw new EngineFailure(
      EXIT.sourceUnreadable,
      `The source "${basename(path)}" is neither a folder nor an MP4, MOV, AVI or MKV.`,
    );
  }
  const { size } = stats;
  return {
    path,
    name: basename(path),
    input: sourceInput(path, format),
    size,
    modifiedAt: Math.trunc(stats.mtimeMs),
    mark: markOf(stats),
  };
}

/** Its pictures are counted in one pass and taken in another. @throws EngineFailure when it was changed meanwhile */
export function requireUnchanged({ path, name, mark }: VideoFile): void {
  const now = lstatSync(path, { throwIfNoEntry: false });
  if (now !== undefined && markOf(now) === mark) return;
  throw new EngineFailure(
    EXIT.sourceUnreadable,
    `"${name}" was changed or removed while its new video was being made.`,
  );
}

function readStart(path: string): { stats: Stats; start: Buffer } {
  try {
    const file = openSync(path, READ_NO_LINK);
    try {
      const start = Buffer.alloc(FORMAT_BYTES);
      const length = readSync(file, start, 0, FORMAT_BYTES, 0);
      return { stats: fstatSync(file), start: start.subarray(0, length) };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new EngineFailure(EXIT.sourceUnreadable, `The video cannot be read: ${describeError(error)}.`, {
      cause: error,
    });
  }
}

function markOf({ dev, ino, size, mtimeMs }: Stats): string {
  return [dev, ino, size, mtimeMs].join(' ');
}
