import { EngineFailure, EXIT } from './failure.ts';

/** How hard flicker is fought: not at all, whole-frame light and colour only, or everything. */
export type Strength = 'off' | 'light' | 'strong';

/** Everything about a run that is not the two paths. */
export interface Settings {
  /** Frames per second where `targetSeconds` is 0. */
  fps: number;
  /** Wanted length of the moving part in seconds; 0 = use `fps` as it is. */
  targetSeconds: number;
  minFps: number;
  maxFps: number;
  /** Greatest height of the video in pixels; higher pictures are scaled down, lower ones never up. */
  maxHeight: number;
  /** x264's constant rate factor, 0–51. */
  quality: number;
  preset: string;
  /** Seconds the last frame stays. */
  holdSeconds: number;
  deflicker: Strength;
  /** Threads for the encoder; 0 = what the machine has. */
  threads: number;
  /** Title tag of the video; undefined = name of the source folder. */
  title: string | undefined;
}

const STRENGTHS: readonly string[] = ['off', 'light', 'strong'] satisfies Strength[];
const PRESETS = ['veryfast', 'faster', 'fast', 'medium', 'slow', 'slower'] as const;

/** Environment of a process, as `process.env` has it. */
export type Environment = Record<string, string | undefined>;

/**
 * Reads the settings from `TIMELAPSE_*` variables; unset and empty mean the default.
 *
 * @throws EngineFailure (usage) naming the variable, its value and what is allowed.
 */
export function readSettings(env: Environment): Settings {
  const settings: Settings = {
    fps: number(env, 'TIMELAPSE_FPS', 25, 0.1, 240),
    targetSeconds: number(env, 'TIMELAPSE_TARGET_SECONDS', 20, 0, 86_400),
    minFps: number(env, 'TIMELAPSE_MIN_FPS', 10, 0.1, 240),
    maxFps: number(env, 'TIMELAPSE_MAX_FPS', 60, 0.1, 240),
    maxHeight: integer(env, 'TIMELAPSE_MAX_HEIGHT', 1080, 16, 8192),
    quality: integer(env, 'TIMELAPSE_QUALITY', 20, 0, 51),
    preset: oneOf(env, 'TIMELAPSE_PRESET', 'faster', PRESETS),
    holdSeconds: number(env, 'TIMELAPSE_HOLD_SECONDS', 2, 0, 600),
    deflicker: oneOf(env, 'TIMELAPSE_DEFLICKER', 'strong', STRENGTHS) as Strength,
    threads: integer(env, 'TIMELAPSE_THREADS', 0, 0, 256),
    title: setting(env, 'TIMELAPSE_TITLE'),
  };
  if (settings.minFps > settings.maxFps) {
    throw usage(`TIMELAPSE_MIN_FPS (${settings.minFps}) is above TIMELAPSE_MAX_FPS (${settings.maxFps}).`);
  }
  return settings;
}

function setting(env: Environment, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value.trim() === '' ? undefined : value;
}

function number(env: Environment, name: string, fallback: number, least: number, most: number): number {
  const value = setting(env, name)?.trim();
  if (value === undefined) return fallback;
  const parsed = /^\d*\.?\d+$|^\d+\.$/.test(value) ? Number(value) : Number.NaN;
  if (!(parsed >= least && parsed <= most)) {
    throw usage(`${name} is "${value}", but must be a number from ${least} to ${most}.`);
  }
  return parsed;
}

function integer(env: Environment, name: string, fallback: number, least: number, most: number): number {
  const value = number(env, name, fallback, least, most);
  if (!Number.isInteger(value)) {
    throw usage(`${name} is "${value}", but must be a whole number from ${least} to ${most}.`);
  }
  return value;
}

function oneOf(env: Environment, name: string, fallback: string, allowed: readonly string[]): string {
  const value = setting(env, name)?.trim() ?? fallback;
  if (!allowed.includes(value)) {
    throw usage(`${name} is "${value}", but must be one of ${allowed.join(', ')}.`);
  }
  return value;
}

function usage(message: string): EngineFailure {
  return new EngineFailure(EXIT.usage, message);
}
