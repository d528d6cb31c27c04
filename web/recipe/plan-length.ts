import { chooseLength } from '../contract.ts';

export interface LengthSettings {
  /** 0 = fixed frame rate. */
  targetSeconds: number;
  fps: number;
  minFps: number;
  maxFps: number;
  holdSeconds: number;
  /** Changes the rate and its limits, and the length with it. */
  speed: number;
}

export interface PlannedLength {
  fps: number;
  /** Including the held last frame. */
  seconds: number;
}

/** The fastest that the engine makes. */
const MAX_FPS = 240;

/** Below this rate, whole numbers would be too coarse. */
const WHOLE_FROM = 10;

/** As the engine plans it. */
export function planLength(frames: number, settings: LengthSettings): PlannedLength {
  const { targetSeconds, holdSeconds, speed } = settings;
  const [low, high] = [faster(settings.minFps, speed), faster(settings.maxFps, speed)];
  const within = (rate: number): number => Math.min(high, Math.max(low, rate));
  const fps =
    targetSeconds > 0
      ? within(roundRate(within((frames * speed) / targetSeconds)))
      : faster(settings.fps, speed);
  const held = Math.round(holdSeconds * fps);
  return { fps, seconds: (frames + held) / fps };
}

function roundRate(rate: number): number {
  return rate >= WHOLE_FROM ? Math.round(rate) : Math.round(rate * 100) / 100;
}

export interface SteadyLength extends PlannedLength {
  /** Number of frames that are chosen. */
  frames: number;
}

/** As the engine chooses frames for a steady picture; null = it uses every one. */
export function steadyLength(
  frames: number,
  steady: 'off' | 'auto' | 'strong',
  settings: LengthSettings,
): SteadyLength | null {
  const { targetSeconds, speed, holdSeconds } = settings;
  const { pictures, fps } = chooseLength(frames, {
    steady,
    targetSeconds: targetSeconds / speed,
    fps: faster(settings.fps, speed),
    minFps: faster(settings.minFps, speed),
    maxFps: faster(settings.maxFps, speed),
  });
  if (pictures === undefined) return null;
  return { frames: pictures, fps, seconds: (pictures + Math.round(holdSeconds * fps)) / fps };
}

function faster(rate: number, speed: number): number {
  return Math.min(MAX_FPS, rate * speed);
}
