export interface RenderSpeed {
  secondsPerMegapixel: number;
  /** For folders that have not been rendered yet. */
  usualMegapixels: number;
}

export interface MeasuredRun {
  seconds: number;
  frames: number;
  megapixels: number;
}

/** Longer runs count more; null = none yet. */
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

/** @param size of its frames in pixels, if known */
export function estimateRenderMs(
  frames: number,
  size: { width: number; height: number } | null,
  speed: RenderSpeed,
): number {
  const megapixels = size ? (size.width * size.height) / 1e6 : speed.usualMegapixels;
  return Math.round(1000 * frames * megapixels * speed.secondsPerMegapixel);
}

/**
 * When renders that wait will be done, in their order: each takes the place that is free first.
 *
 * @param free when each place is free, milliseconds since 1970
 */
export function expectedEnds(durationsMs: readonly number[], free: readonly number[]): number[] {
  const ends = [...free];
  return durationsMs.map((duration) => {
    const first = Math.min(...ends);
    const end = first + duration;
    ends[ends.indexOf(first)] = end;
    return end;
  });
}
