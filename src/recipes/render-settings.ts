import { isDeepStrictEqual } from 'node:util';
import { type VideoOptions, videoOptionsSchema } from '../options/catalogue.ts';
import { type Overlay, recipeOverlaySchema, showsAnything } from '../shared/overlay.ts';
import { isTime } from '../shared/cut-times.ts';
import type { Crop } from '../shared/recipe.ts';
import { type CutTimes, needsPictures, readCut } from './cut-times.ts';
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

/** Another video is made of the pictures of one. */
export interface Remake {
  /** As long as its pictures take at the rate they have, `speed` times as fast. */
  ownRate: boolean;
  speed: number;
}

/** Everything that decides how a video looks, but the pictures themselves. */
export interface RenderSettings {
  video: VideoOptions;
  frames: FrameSelection;
  /** For a video whose pictures are gone; null = nothing is cut off. */
  cut: CutTimes | null;
  framing: Framing;
  /** For a video that was taken in; null = its pictures stay as they are. */
  remake: Remake | null;
  /** Null = nothing is drawn into the picture. */
  overlay: Overlay | null;
}

/** What a video shows of its title for good. */
export interface Drawn {
  /** Null = only print data. */
  title: string | null;
}

/** As saved with a video; older versions of the app saved less. */
export interface RenderedWith extends RenderSettings {
  /** Null = nothing is drawn into the picture. */
  drawn: Drawn | null;
}

/** Null also where nothing is known of how the video was made. */
export function drawnInto(renderedWith: unknown): Drawn | null {
  return (renderedWith as Partial<RenderedWith> | null)?.drawn ?? null;
}

const ALL_FRAMES: FrameSelection = { first: null, last: null, excluded: [], included: [] };
/** The greatest there is: nothing is scaled down. */
const MAX_HEIGHT = 4320;
const WHOLE_PICTURE: Framing = { crop: null, rotate: 0, flip: 'none' };

/** @param recipe with what its preset sets */
export function renderSettings(video: VideoOptions, recipe: Recipe): RenderSettings {
  const { crop, rotate, flip, overlay } = recipe;
  return {
    video: atSpeed(ownVideo(video, recipe), recipe.speed ?? 1),
    frames: selectedBy(recipe),
    cut: readCut(recipe),
    framing: {
      crop: crop ?? null,
      rotate: rotate ?? 0,
      flip: flip ?? 'none',
    },
    remake: null,
    overlay: overlay && showsAnything(overlay) ? overlay : null,
  };
}

/** Nothing is changed in a video of others unless its recipe asks for it. */
export function usualOfVideo(video: VideoOptions): VideoOptions {
  const asItIs = {
    deflicker: 'off',
    steady: 'off',
    hold_last_frame_seconds: 0,
    max_height: MAX_HEIGHT,
  } as const;
  return { ...video, ...asItIs };
}

/** Of a video that was taken in. @param recipe with what its preset sets */
export function videoSettings(video: VideoOptions, recipe: Recipe): RenderSettings {
  const { target_seconds, fps, speed } = recipe;
  const ownRate = target_seconds === undefined && fps === undefined;
  const remake = needsPictures(recipe) ? { ownRate, speed: speed ?? 1 } : null;
  return { ...renderSettings(usualOfVideo(video), recipe), remake };
}

/** The video as it was taken in. */
export function untouched(settings: RenderSettings): RenderSettings {
  return { ...settings, cut: null, remake: null };
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
  const overlay = before.overlay ? recipeOverlaySchema.parse(before.overlay) : null;
  const { cut = null, remake = null } = before;
  return !isDeepStrictEqual({ video, frames, cut, framing, remake, overlay }, now);
}

/** Of a video that was taken in: what says nothing of it does not count. */
export function wouldDifferFromVideo(now: RenderSettings, before: Partial<RenderSettings>): boolean {
  if (now.remake !== null) return wouldDiffer(now, before);
  return (before.remake ?? null) !== null || !isDeepStrictEqual(before.cut ?? null, now.cut);
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
