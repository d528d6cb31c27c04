import { readdirSync, statSync, type Stats } from 'node:fs';
import { describeError, EngineFailure, EXIT } from './failure.ts';
import { compareFrames, isFrameName } from './frame-list.ts';

/** One file of the source folder that counts as a frame. */
export interface FrameFile {
  /** Name for people and for ordering; a name that is not UTF-8 shows replacement characters. */
  name: string;
  /** The path in the bytes of the file system, so that names that are not UTF-8 open too. */
  path: Buffer;
  mtimeMs: number;
  size: number;
}

/**
 * The frames of a folder, one level deep, in natural order.
 *
 * @throws EngineFailure (source unreadable) where the folder cannot be read.
 */
export function listFrames(folder: string): FrameFile[] {
  const frames: FrameFile[] = [];
  for (const nameBytes of readNames(folder)) {
    const name = nameBytes.toString('utf8');
    if (!isFrameName(name)) continue;
    const path = Buffer.concat([Buffer.from(`${folder}/`), nameBytes]);
    const stats = statOrNone(path);
    if (stats?.isFile() && stats.size > 0) {
      frames.push({ name, path, mtimeMs: stats.mtimeMs, size: stats.size });
    }
  }
  return frames.sort(compareFrames);
}

function readNames(folder: string): Buffer[] {
  try {
    return readdirSync(folder, { encoding: 'buffer' });
  } catch (error) {
    throw new EngineFailure(
      EXIT.sourceUnreadable,
      `The source folder cannot be read: ${describeError(error)}.`,
      { cause: error },
    );
  }
}

/** A file that vanishes between listing and looking is no frame any more; anything else shows when it is read. */
function statOrNone(path: Buffer): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
