/** How fast this machine renders, from its last runs. */
export interface RenderSpeed {
  /** Seconds for a million pixels of one frame. */
  secondsPerMegapixel: number;
  /** Million pixels of a usual frame, for folders that have not been rendered yet. */
  usualMegapixels: number;
}

/** A finished run, as far as speed is concerned. */
export interface MeasuredRun {
  seconds: number;
  frames: number;
  megapixels: number;
}

/** Speed over some runs, long ones counting more; null when there is none yet. */
export function measureSpeed(runs: readonly MeasuredRun[]): RenderSpeed | null {
  const sum = (pick: (run: MeasuredRun) => number): number =>
    runs.reduce((total, run) => total + pick(run), 0);
  const frames = sum((run) => run.frames);
  const megapixelFrames = sum((run) => run.frames * run.megapixels);
  if (megapixelFrames <= 0) return null;
  return {
    secondsPerMegapixel: sum((run) => run.seconds) / megapixelFrames,
    usualMegapixels: megapixelFrames / frames,
  };
}

/** How long a render will take, milliseconds. @param size of its frames in pixels, where it is known */
export function estimateRenderMs(
  frames: number,
  size: { width: number; height: number } | null,
  speed: RenderSpeed,
): number {
  const megapixels = size ? (size.width * size.height) / 1e6 : speed.usualMegapixels;
  return Math.round(1000 * frames * megapixels * speed.secondsPerMegapixel);
}
