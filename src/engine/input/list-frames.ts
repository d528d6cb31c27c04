import { lstatSync, readdirSync } from 'node:fs';
import { compareFrames, frameNamesIn, isFrameFile } from '../../lib/frame-names.ts';
import { describeError, EngineFailure, EXIT } from '../run/failure.ts';

export interface FrameFile {
  name: string;
  path: string;
  /** Whole milliseconds since 1970. */
  modifiedAt: number;
  size: number;
}

export interface SourceListing {
  /** In the order of the video. */
  frames: FrameFile[];
  /** Links, empty files, and names that are not UTF-8. */
  passedOver: number;
}

/** One level deep. @throws EngineFailure when the folder cannot be read */
export function listFrames(folder: string): SourceListing {
  try {
    const names = frameNamesIn(readdirSync(folder));
    const frames = names.flatMap((name) => {
      const path = `${folder}/${name}`;
      const stats = lstatSync(path, { throwIfNoEntry: false });
      if (!stats || !isFrameFile(stats)) return [];
      return [{ name, path, modifiedAt: Math.trunc(stats.mtimeMs), size: stats.size }];
    });
    return { frames: frames.sort(compareFrames), passedOver: names.length - frames.length };
  } catch (error) {
    throw new EngineFailure(
      EXIT.sourceUnreadable,
      `The source folder cannot be read: ${describeError(error)}.`,
      { cause: error },
    );
  }
}
