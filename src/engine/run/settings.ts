import { type RecipeSettings, readRecipe } from './recipe-settings.ts';
import { type Environment, integer, number, oneOf, setting, usage } from './variables.ts';

const STRENGTHS = ['off', 'light', 'strong'] as const;
const STEADINESS = ['off', 'auto', 'strong'] as const;

/** Nothing, whole-frame light and colour only, or everything. */
export type Strength = (typeof STRENGTHS)[number];

/** Every picture, or those that make the steadiest video; `strong` whatever its length becomes. */
export type Steadiness = (typeof STEADINESS)[number];

export interface Settings {
  /** Frames per second when `targetSeconds` is 0. */
  fps: number;
  /** Length of the moving part; 0 = use `fps`. */
  targetSeconds: number;
  minFps: number;
  maxFps: number;
  /** Larger pictures are scaled down, smaller ones never up. */
  maxHeight: number;
  /** x264's constant rate factor, 1–51; the High profile does not support 0 (lossless). */
  quality: number;
  preset: string;
  holdSeconds: number;
  deflicker: Strength;
  steady: Steadiness;
  /** For the encoder; 0 = all cores. */
  threads: number;
  /** Undefined = name of the source folder. */
  title: string | undefined;
  recipe: RecipeSettings;
}

const PRESETS = ['veryfast', 'faster', 'fast', 'medium', 'slow', 'slower'] as const;

/**
 * From `TIMELAPSE_*` variables; unset and empty mean the default.
 *
 * @throws EngineFailure naming the variable, its value and what is allowed
 */
export function readSettings(env: Environment): Settings {
  const settings: Settings = {
    fps: number(env, 'TIMELAPSE_FPS', 25, 0.1, 240),
    targetSeconds: number(env, 'TIMELAPSE_TARGET_SECONDS', 20, 0, 86_400),
    minFps: number(env, 'TIMELAPSE_MIN_FPS', 10, 0.1, 240),
    maxFps: number(env, 'TIMELAPSE_MAX_FPS', 60, 0.1, 240),
    maxHeight: integer(env, 'TIMELAPSE_MAX_HEIGHT', 1080, 16, 8192),
    quality: integer(env, 'TIMELAPSE_QUALITY', 20, 1, 51),
    preset: oneOf(env, 'TIMELAPSE_PRESET', 'faster', PRESETS),
    holdSeconds: number(env, 'TIMELAPSE_HOLD_SECONDS', 2, 0, 600),
    deflicker: oneOf(env, 'TIMELAPSE_DEFLICKER', 'strong', STRENGTHS),
    steady: oneOf(env, 'TIMELAPSE_STEADY', 'auto', STEADINESS),
    threads: integer(env, 'TIMELAPSE_THREADS', 0, 0, 256),
    title: setting(env, 'TIMELAPSE_TITLE'),
    recipe: readRecipe(env),
  };
  if (settings.minFps > settings.maxFps) {
    throw usage(`TIMELAPSE_MIN_FPS (${settings.minFps}) is above TIMELAPSE_MAX_FPS (${settings.maxFps}).`);
  }
  return settings;
}
