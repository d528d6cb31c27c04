import { basename } from 'node:path';
import type { FrameFile } from '../input/list-frames.ts';
import type { RecipeSettings } from '../run/recipe-settings.ts';
import type { Settings } from '../run/settings.ts';

/** As written into every video. */
export const ENGINE = { name: 'printernizer-timelapse', version: '1.0.0' } as const;

/**
 * Title, time of the newest frame, and the recipe as JSON in the comment, by which the app recognises the video
 * later. It says that there were pictures only of a folder.
 */
export function videoTags(
  source: string,
  isVideo: boolean,
  frames: readonly FrameFile[],
  settings: Settings,
): Record<'title' | 'comment' | 'creation_time', string> {
  const name = basename(source) || source;
  const newest = Math.max(...frames.map((frame) => frame.modifiedAt), 0);
  const recipe = {
    engine: ENGINE.name,
    version: ENGINE.version,
    deflicker: settings.deflicker,
    frames: frames.length,
    [isVideo ? 'video' : 'folder']: name,
    quality: settings.quality,
    preset: settings.preset,
    max_height: settings.maxHeight,
    target_seconds: settings.targetSeconds,
    hold_seconds: settings.holdSeconds,
    ...framingTags(settings.recipe),
  };
  return {
    title: settings.title ?? name,
    comment: JSON.stringify(recipe),
    creation_time: new Date(newest).toISOString(),
  };
}

/** Only what is not as usual. */
function framingTags({ crop, rotate, flip, overlay }: RecipeSettings) {
  return {
    ...(crop === undefined ? {} : { crop }),
    ...(rotate === 0 ? {} : { rotate }),
    ...(flip === 'none' ? {} : { flip }),
    ...(overlay === undefined ? {} : { overlay: true }),
  };
}
