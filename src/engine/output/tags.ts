import { basename } from 'node:path';
import type { FrameFile } from '../input/list-frames.ts';
import type { RecipeSettings } from '../run/recipe-settings.ts';
import type { Settings } from '../run/settings.ts';

/** As written into every video. */
export const ENGINE = { name: 'printernizer-timelapse', version: '1.0.0' } as const;

/**
 * Title, time of the newest frame, and the recipe as JSON in the comment, by which the app recognises the video
 * later.
 */
export function videoTags(
  folder: string,
  frames: readonly FrameFile[],
  settings: Settings,
): Record<string, string> {
  const folderName = basename(folder) || folder;
  const newest = Math.max(...frames.map((frame) => frame.modifiedAt), 0);
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
    ...framingTags(settings.recipe),
  };
  return {
    title: settings.title ?? folderName,
    comment: JSON.stringify(recipe),
    creation_time: new Date(newest).toISOString(),
  };
}

/** Only what is not as usual. */
function framingTags({ crop, rotate, flip }: RecipeSettings) {
  return {
    ...(crop === undefined ? {} : { crop }),
    ...(rotate === 0 ? {} : { rotate }),
    ...(flip === 'none' ? {} : { flip }),
  };
}
