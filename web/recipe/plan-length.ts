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
  const faster = (rate: number): number => Math.min(MAX_FPS, rate * speed);
  const [low, high] = [faster(settings.minFps), faster(settings.maxFps)];
  const within = (rate: number): number => Math.min(high, Math.max(low, rate));
  const fps =
    targetSeconds > 0 ? within(roundRate(within((frames * speed) / targetSeconds))) : faster(settings.fps);
  const held = Math.round(holdSeconds * fps);
  return { fps, seconds: (frames + held) / fps };
}

function roundRate(rate: number): number {
  return rate >= WHOLE_FROM ? Math.round(rate) : Math.round(rate * 100) / 100;
}
