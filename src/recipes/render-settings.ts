import { isDeepStrictEqual } from 'node:util';
import { type VideoOptions, videoOptionsSchema } from '../options/catalogue.ts';
import { isTime } from '../shared/cut-times.ts';
import type { Crop } from '../shared/recipe.ts';
import { type CutTimes, readCut } from './cut-times.ts';
import type { Recipe } from './recipe.ts';

/** By file names; null = the first or last of the folder. */
export interface FrameSelection {
  first: string | null;
  last: string | null;
  excluded: string[];
  /** Taken in though the engine would leave them out. */
  included: string[];
}

/** Applied in this order. */
export interface Framing {
  crop: Crop | null;
  rotate: 0 | 90 | 180 | 270;
  flip: 'none' | 'horizontal' | 'vertical';
}

/** Everything that decides how a video looks, but the pictures themselves. */
export interface RenderSettings {
  video: VideoOptions;
  frames: FrameSelection;
  /** For a video whose pictures are gone; null = nothing is cut off. */
  cut: CutTimes | null;
  framing: Framing;
}

const ALL_FRAMES: FrameSelection = { first: null, last: null, excluded: [], included: [] };
const WHOLE_PICTURE: Framing = { crop: null, rotate: 0, flip: 'none' };

/** @param recipe with what its preset sets */
export function renderSettings(video: VideoOptions, recipe: Recipe): RenderSettings {
  const { crop, rotate, flip } = recipe;
  return {
    video: atSpeed(ownVideo(video, recipe), recipe.speed ?? 1),
    frames: selectedBy(recipe),
    cut: readCut(recipe),
    framing: {
      crop: crop ?? null,
      rotate: rotate ?? 0,
      flip: flip ?? 'none',
    },
  };
}

export function selectedBy(recipe: Recipe): FrameSelection {
  const { first_frame, last_frame, excluded_frames = [], included_frames = [] } = recipe;
  return {
    first: nameIn(first_frame),
    last: nameIn(last_frame),
    excluded: excluded_frames,
    included: included_frames,
  };
}

export function selectsFrames({ frames }: RenderSettings): boolean {
  return frames.first !== null || frames.last !== null || frames.excluded.length > 0;
}

/** @param before as saved with the video, perhaps by an older version that had fewer settings */
export function wouldDiffer(now: RenderSettings, before: Partial<RenderSettings>): boolean {
  const video = { ...videoOptionsSchema.parse({}), ...before.video };
  const frames = { ...ALL_FRAMES, ...before.frames };
  const framing = { ...WHOLE_PICTURE, ...before.framing };
  return !isDeepStrictEqual({ video, frames, cut: before.cut ?? null, framing }, now);
}

/** A time counts only for a video without pictures, which may be back since. */
function nameIn(frame: string | undefined): string | null {
  return frame === undefined || isTime(frame) ? null : frame;
}

function ownVideo(video: VideoOptions, recipe: Recipe): VideoOptions {
  const own = Object.entries(recipe).filter(([name]) => Object.hasOwn(video, name));
  const { target_seconds, fps } = recipe;
  const length = target_seconds === undefined && fps !== undefined ? { target_seconds: 0 } : {};
  return { ...video, ...Object.fromEntries(own), ...length };
}

/** The fastest that the engine makes. */
const MAX_FPS = 240;

/** The rate that the length leads to times the speed; the limits of the rate move with it. */
function atSpeed(video: VideoOptions, speed: number): VideoOptions {
  if (speed === 1) return video;
  const faster = (fps: number): number => Math.min(MAX_FPS, fps * speed);
  return {
    ...video,
    target_seconds: video.target_seconds / speed,
    fps: faster(video.fps),
    min_fps: faster(video.min_fps),
    max_fps: faster(video.max_fps),
  };
}
