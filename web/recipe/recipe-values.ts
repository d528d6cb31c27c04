import type { WirePreset, WireRecipeView } from '../contract.ts';
import { onPreset, type RecipeDraft } from './recipe-draft.ts';
import type { LengthSettings } from './plan-length.ts';

type Options = WireRecipeView['options'];

/** What the settings and the preset set, and what counts in the end. */
export interface RecipeValues extends LengthSettings {
  deflicker: Options['deflicker'];
  steady: Options['steady'];
  maxHeight: number;
  quality: number;
  preset: Options['preset'];
  speed: number;
}

/** The recipe on its preset on the options, as the server does it. */
export function recipeValues(draft: RecipeDraft, preset: WirePreset | null, options: Options): RecipeValues {
  const set = onPreset(draft, preset);
  const speed = set.speed ?? 1;
  // A frame rate without a length replaces the length of the options.
  const noLength = set.fps === undefined ? options.target_seconds : 0;
  return {
    targetSeconds: set.target_seconds ?? noLength,
    fps: set.fps ?? options.fps,
    minFps: options.min_fps,
    maxFps: options.max_fps,
    holdSeconds: set.hold_last_frame_seconds ?? options.hold_last_frame_seconds,
    deflicker: set.deflicker ?? options.deflicker,
    steady: set.steady ?? options.steady,
    maxHeight: set.max_height ?? options.max_height,
    quality: set.quality ?? options.quality,
    preset: set.preset ?? options.preset,
    speed,
  };
}
