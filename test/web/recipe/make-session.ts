import type { WirePreset, WireRecipeView } from '../../../web/contract.ts';

export const OPTIONS: WireRecipeView['options'] = {
  deflicker: 'strong',
  steady: 'auto',
  target_seconds: 20,
  fps: 25,
  min_fps: 10,
  max_fps: 60,
  max_height: 1080,
  quality: 20,
  preset: 'faster',
  hold_last_frame_seconds: 2,
};

export const PRESETS: WirePreset[] = [
  { id: 'standard', name: 'Standard', built_in: true, recipe: {} },
  { id: 'short', name: 'Short for sharing', built_in: true, recipe: { target_seconds: 10, max_height: 720 } },
  { id: 'own', name: 'My own', built_in: false, recipe: { quality: 17, rotate: 180 } },
];

export const VIEW: WireRecipeView = {
  recipe: {},
  options: OPTIONS,
  differs_from_video: false,
  has_overlay: false,
  missing_frames: [],
  unsupported: [],
  whole_video: null,
};
