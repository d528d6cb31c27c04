import { EngineFailure, EXIT } from '../run/failure.ts';
import type { RecipeSettings } from '../run/recipe-settings.ts';
import { parseDecimal, usage } from '../run/variables.ts';
import type { PictureKind } from './picture-kind.ts';
import type { ChosenFrames } from './recipe-frames.ts';
import type { Picture } from './scan-headers.ts';
import type { VideoFile } from './video-file.ts';

/** What the pictures of a video are. */
export interface VideoPictures {
  kind: PictureKind;
  /** As counted, which may be more than can be decoded. */
  count: number;
  /** A second. */
  rate: number;
}

export interface ChosenOfVideo extends ChosenFrames {
  frames: Picture[];
}

/** A frame that begins this much of its time before a border counts as behind it. */
const ROUNDING = 1e-3;

/**
 * The pictures between the two times. Each has its time in seconds for a name.
 *
 * @throws EngineFailure for a time that is none, and where no picture is left
 */
export function framesOfVideo(
  { path, size, modifiedAt }: VideoFile,
  { kind, count, rate }: VideoPictures,
  recipe: RecipeSettings,
): ChosenOfVideo {
  refuseNames(recipe);
  const from = timeIn('TIMELAPSE_FIRST_FRAME', recipe.first);
  const to = timeIn('TIMELAPSE_LAST_FRAME', recipe.last);
  const first = from === undefined ? 0 : Math.ceil(from * rate - ROUNDING);
  const end = to === undefined ? count : Math.min(count, Math.ceil(to * rate - ROUNDING));
  if (first >= end) {
    const last = ((count - 1) / rate).toFixed(3);
    throw new EngineFailure(
      EXIT.noFrames,
      `No frames are left: TIMELAPSE_FIRST_FRAME is ${from ?? 'not set'} and TIMELAPSE_LAST_FRAME ` +
        `${to ?? 'not set'}, but the video has pictures from 0 to ${last} seconds.`,
    );
  }
  const frames = Array.from({ length: end - first }, (_, index) => {
    const place = first + index;
    const name = (place / rate).toFixed(3);
    return { name, path, modifiedAt, size: Math.max(1, Math.round(size / count)), kind, place };
  });
  return {
    frames,
    first: from === undefined ? null : frames[0]!.name,
    last: to === undefined ? null : frames.at(-1)!.name,
    excluded: 0,
    included: new Set(),
    notFound: [],
  };
}

function refuseNames({ excludeList, includeList }: RecipeSettings): void {
  const given = excludeList === undefined ? includeList : excludeList;
  if (given === undefined) return;
  const name = excludeList === undefined ? 'TIMELAPSE_INCLUDE' : 'TIMELAPSE_EXCLUDE';
  throw usage(`${name} is "${given}", but the pictures of a video have no file names.`);
}

function timeIn(variable: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = parseDecimal(text.trim());
  if (Number.isNaN(time))
    throw usage(`${variable} is "${text}", but must be a time of the video in seconds, such as 12.5.`);
  return time;
}
