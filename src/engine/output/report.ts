import type { ChosenFrames, NotFound } from '../input/recipe-frames.ts';
import type { DroppedFrame } from '../input/scan-headers.ts';
import type { Crop, Flip, RecipeSettings, Rotate } from '../run/recipe-settings.ts';
import type { Steadiness, Strength } from '../run/settings.ts';
import { cropOf, type Framing } from './framing.ts';

/** Of frames that are not good. */
export type FrameState = 'placeholder' | 'black' | 'glitch' | 'frozen' | 'blurred' | 'other_size';

export interface ReportedFrame {
  name: string;
  state: FrameState;
  /** A plain sentence. */
  reason: string;
  /** Not in the video. */
  left_out: boolean;
}

/** Frames left out automatically, and whether they are so many that the user should know. */
export interface LeftOut {
  count: number;
  many: boolean;
}

/** The `report` line for callers. Logarithms are natural. */
export interface Report {
  frames_used: number;
  /** Unreadable. */
  frames_dropped: DroppedFrame[];
  /** Readable frames that are not good, in order. */
  frames: ReportedFrame[];
  left_out: LeftOut;
  width: number;
  height: number;
  fps: number;
  /** In seconds, including the held last frame. */
  duration: number;
  size_bytes: number;
  /** Jitter of brightness from frame to frame in percent, ignoring moving objects; before and after. */
  flicker_before: number;
  flicker_after: number;
  strength: Strength;
  recipe: RecipeReport;
  /** Per step. */
  seconds: Record<string, number>;
  /** Highest resident memory of all processes together. */
  peak_memory_bytes: number;
  /** Numbers of the measured pictures where a new light begins (a lamp switched on or off). */
  cuts: number[];
  /** Numbers of measured pictures unlike all others, which are not corrected. */
  glitch_frames: number[];
  /** Number of cameras taking turns; each is corrected separately. */
  cameras: number;
  /** Names of the measured pictures, without those left out before planning. */
  frames_measured: string[];
  /** Of each, as the logarithm of the factor relative to the first frame. */
  curve: { measured: number[]; target: number[] };
  /** Not corrected, since that would have made it worse. */
  left_alone: { what: string; why: string }[];
  /** Which pictures make the video, and why. */
  steady: {
    mode: Steadiness;
    applied: boolean;
    reason: string;
    /** Pictures to choose from. */
    candidates: number;
    /** File names of the pictures in the video. */
    chosen: string[];
    /** In percent; of as many pictures picked evenly, and of those chosen. 0 where not measured. */
    movement_before: number;
    movement_after: number;
  };
  ffmpeg: string;
  engine: string;
}

/** What the recipe did to the pictures. */
export interface RecipeReport {
  /** Names of the first and last frame of the range; null = not trimmed there. */
  first: string | null;
  last: string | null;
  /** Number of frames of the range that were excluded. */
  excluded: number;
  /** At most `MAX_NAMED`. */
  not_found: NotFound[];
  not_found_count: number;
  /** To whole pixels; null = the whole picture. */
  crop: Crop | null;
  rotate: Rotate;
  flip: Flip;
  /** Title and print data are drawn into the picture. */
  overlay: boolean;
}

const MAX_NAMED = 100;

export function recipeReport(
  { first, last, excluded, notFound }: ChosenFrames,
  framing: Framing,
  { rotate, flip, overlay }: RecipeSettings,
): RecipeReport {
  return {
    first,
    last,
    excluded,
    not_found: notFound.slice(0, MAX_NAMED),
    not_found_count: notFound.length,
    crop: cropOf(framing) ?? null,
    rotate,
    flip,
    overlay: overlay !== undefined,
  };
}

/** Curves need no more than a hundredth of a percent. */
export function rounded(values: ArrayLike<number>, digits = 4): number[] {
  const scale = 10 ** digits;
  return Array.from(values, (value) => Math.round(value * scale) / scale + 0);
}
