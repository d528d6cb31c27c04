import { lstatSync, readdirSync } from 'node:fs';
import { errnoOf, messageOf } from '../lib/errors.ts';
import { compareFrames, frameNamesIn, isFrameFile } from '../lib/frame-names.ts';

/** Enough to distinguish it from a later file with the same name. */
export interface FrameFile {
  name: string;
  sizeBytes: number;
  /** Whole milliseconds since 1970. */
  modifiedAt: number;
}

export type FrameListing = { frames: FrameFile[] } | { frames: null; code: string; reason: string };

/** Synchronous: only for a separate process. */
export function readFrames(folder: string): FrameListing {
  try {
    const frames = frameNamesIn(readdirSync(folder)).flatMap((name) => {
      const stats = lstatSync(`${folder}/${name}`, { throwIfNoEntry: false });
      if (!stats || !isFrameFile(stats)) return [];
      return [{ name, sizeBytes: stats.size, modifiedAt: Math.trunc(stats.mtimeMs) }];
    });
    return { frames: frames.sort(compareFrames) };
  } catch (error) {
    return { frames: null, code: errnoOf(error) ?? 'unknown', reason: messageOf(error) };
  }
}

/** Of several with the same time, the last in the order of the video. */
export function newestOf(frames: readonly FrameFile[]): FrameFile | undefined {
  let newest = frames[0];
  for (const frame of frames) if (newest && frame.modifiedAt >= newest.modifiedAt) newest = frame;
  return newest;
}
