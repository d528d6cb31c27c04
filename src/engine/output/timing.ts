import type { Settings } from '../run/settings.ts';

export interface Timing {
  fps: number;
  /** Repetitions after its own turn. */
  holdFrames: number;
  /** In seconds, including the held part. */
  duration: number;
}

/** Below this rate, whole numbers would be too coarse. */
const WHOLE_FROM = 10;

/**
 * The constant rate for the target length within the limits, or the fixed rate. From 10 up it is a whole number,
 * which every player shows evenly (at most 5 % off the length); below, hundredths.
 *
 * @param chosenRate replaces both
 */
export function planTiming(frames: number, settings: Settings, chosenRate?: number): Timing {
  const targetSeconds = chosenRate === undefined ? settings.targetSeconds : 0;
  const { minFps, maxFps } = settings;
  const fps =
    targetSeconds > 0
      ? roundRate(Math.min(maxFps, Math.max(minFps, frames / targetSeconds)))
      : (chosenRate ?? settings.fps);
  const within = targetSeconds > 0 ? Math.min(maxFps, Math.max(minFps, fps)) : fps;
  const holdFrames = Math.round(settings.holdSeconds * within);
  return { fps: within, holdFrames, duration: (frames + holdFrames) / within };
}

function roundRate(rate: number): number {
  return rate >= WHOLE_FROM ? Math.round(rate) : Math.round(rate * 100) / 100;
}
