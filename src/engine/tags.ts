import { basename } from 'node:path';
import type { FrameFile } from './list-frames.ts';
import type { Settings } from './settings.ts';

/** Name and version of the engine as they stand in every video it makes. */
export const ENGINE = { name: 'printernizer-timelapse', version: '1.0.0' } as const;

/**
 * The MP4 tags: title, time of the newest frame, and the recipe as JSON in the comment, by which the video can be
 * told from others' later.
 */
export function videoTags(
  folder: string,
  frames: readonly FrameFile[],
  settings: Settings,
): Record<string, string> {
  const folderName = basename(folder) || folder;
  const newest = Math.max(...frames.map((frame) => frame.mtimeMs), 0);
  const recipe = {
    engine: ENGINE.name,
    version: ENGINE.version,
    deflicker: settings.deflicker,
    frames: frames.length,
    folder: folderName,
    quality: settings.quality,
    preset: settings.preset,
    max_height: settings.maxHeight,
    target_seconds: settings.targetSeconds,
    hold_seconds: settings.holdSeconds,
  };
  return {
    title: settings.title ?? folderName,
    comment: JSON.stringify(recipe),
    creation_time: new Date(newest).toISOString(),
  };
}
