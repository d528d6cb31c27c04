import type { SteadyReason } from './flicker.ts';

export interface SteadySettings {
  steady: 'off' | 'auto' | 'strong';
  /** 0 = fixed frame rate. */
  targetSeconds: number;
  fps: number;
  minFps: number;
  maxFps: number;
}

/** How many pictures to choose and how fast to show them; without `pictures` all are used. */
export type Length = { reason: SteadyReason } & (
  { pictures: number; fps: number } | { pictures: undefined; fps: undefined }
);

const MIN_PICTURES = 180;

/** Candidates for each picture of the video. */
const CANDIDATES = 3;

/** With fewer than this, next to nothing is left to choose. */
const MIN_CANDIDATES = 1.4;

const SLOWEST = 15;
const FASTEST = 30;

/** `auto` shortens no video below this many seconds. */
const SHORTEST = 8;

/** From how many pictures, how many are chosen and at which rate: the same rule for the engine and the page. */
export function chooseLength(pictures: number, settings: SteadySettings): Length {
  const { steady, targetSeconds } = settings;
  if (steady === 'off') return everyPicture('off');
  if (pictures < MIN_PICTURES) return everyPicture('fewer_than_180_pictures');
  const most = Math.floor(pictures / CANDIDATES);
  if (targetSeconds === 0) {
    if (steady === 'auto') return everyPicture('fixed_frame_rate');
    return { reason: 'shorter_video', pictures: most, fps: settings.fps };
  }
  const [slowest, fastest] = [SLOWEST, FASTEST].map((rate) => within(rate, settings)) as [number, number];
  if (most >= slowest * targetSeconds) {
    const fps = Math.max(slowest, Math.min(fastest, Math.floor(most / targetSeconds)));
    return { reason: 'kept_length', pictures: Math.round(fps * targetSeconds), fps };
  }
  const shortest = steady === 'strong' ? 0 : Math.ceil(slowest * Math.min(SHORTEST, targetSeconds));
  const chosen = Math.max(most, shortest);
  if (pictures < MIN_CANDIDATES * chosen) return everyPicture('too_few_for_the_frame_rate');
  return { reason: 'shorter_video', pictures: chosen, fps: slowest };
}

function within(rate: number, { minFps, maxFps }: SteadySettings): number {
  return Math.min(maxFps, Math.max(minFps, rate));
}

function everyPicture(reason: SteadyReason): Length {
  return { reason, pictures: undefined, fps: undefined };
}
