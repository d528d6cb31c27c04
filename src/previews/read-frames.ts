import { lstatSync, readdirSync } from 'node:fs';
import { compareNatural, isFrameName } from '../media/frame-files.ts';
import { messageOf, errnoOf } from '../lib/errors.ts';

/** A frame as its folder lists it: enough to tell it from a later one of the same name. */
export interface FrameFile {
  name: string;
  sizeBytes: number;
  /** File time in whole milliseconds since 1970. */
  modifiedAt: number;
}

/** The frames of an image folder in the order of the video, or why they cannot be listed. */
export type FrameListing = { frames: FrameFile[] } | { frames: null; code: string; reason: string };

/** Lists the frames of an image folder with synchronous calls: only for a process of its own. */
export function readFrames(folder: string): FrameListing {
  try {
    const frames = readdirSync(folder)
      .filter(isFrameName)
      .flatMap((name) => {
        // Links are passed over: they could lead anywhere.
        const stats = lstatSync(`${folder}/${name}`, { throwIfNoEntry: false });
        if (!stats?.isFile() || stats.size === 0) return [];
        return [{ name, sizeBytes: stats.size, modifiedAt: Math.trunc(stats.mtimeMs) }];
      });
    frames.sort((a, b) => compareNatural(a.name, b.name) || a.modifiedAt - b.modifiedAt);
    return { frames };
  } catch (error) {
    return { frames: null, code: errnoOf(error) ?? 'unknown', reason: messageOf(error) };
  }
}

/** The newest frame by file time; of several, the last in the order of the video. */
export function newestOf(frames: readonly FrameFile[]): FrameFile | undefined {
  let newest = frames[0];
  for (const frame of frames) if (newest && frame.modifiedAt >= newest.modifiedAt) newest = frame;
  return newest;
}
