import type { Settings } from './settings.ts';

/** When each frame is shown. */
export interface Timing {
  fps: number;
  /** How often the last frame is repeated after its own turn. */
  holdFrames: number;
  /** Seconds of the whole video, held part included. */
  duration: number;
}

/** Below this many frames a second a whole number would be too coarse a step. */
const WHOLE_FROM = 10;

/**
 * The constant rate at which `frames` fill the target length, within the least and greatest rate; the fixed rate
 * where no length is wanted. From 10 a second up it is a whole number, which every player shows evenly (at most 5 %
 * off the length); below, hundredths.
 */
export function planTiming(frames: number, settings: Settings): Timing {
  const { targetSeconds, minFps, maxFps } = settings;
  const fps =
    targetSeconds > 0 ? roundRate(Math.min(maxFps, Math.max(minFps, frames / targetSeconds))) : settings.fps;
  const within = targetSeconds > 0 ? Math.min(maxFps, Math.max(minFps, fps)) : fps;
  const holdFrames = Math.round(settings.holdSeconds * within);
  return { fps: within, holdFrames, duration: (frames + holdFrames) / within };
}

function roundRate(rate: number): number {
  return rate >= WHOLE_FROM ? Math.round(rate) : Math.round(rate * 100) / 100;
}
