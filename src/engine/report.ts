import type { DroppedFrame } from './scan-headers.ts';
import type { Strength } from './settings.ts';

/** The `report` line: everything a caller may want to know of a finished run. Logarithms are natural. */
export interface Report {
  frames_used: number;
  frames_dropped: DroppedFrame[];
  width: number;
  height: number;
  fps: number;
  /** Seconds, held last frame included. */
  duration: number;
  size_bytes: number;
  /** Jitter of light from frame to frame in percent, moving things left aside; before and after. */
  flicker_before: number;
  flicker_after: number;
  strength: Strength;
  /** Seconds spent in each step. */
  seconds: Record<string, number>;
  /** Highest resident memory of all processes together. */
  peak_memory_bytes: number;
  /** Numbers of the used frames at which a new light begins (a lamp switched on or off). */
  cuts: number[];
  /** Numbers of single frames whose light had nothing to do with their neighbours'. */
  glitch_frames: number[];
  /** Light per used frame: as measured and as aimed at, logarithm of the factor against the first frame. */
  curve: { measured: number[]; target: number[] };
  /** What was not corrected, since correcting it would have made it worse. */
  left_alone: { what: string; why: string }[];
  ffmpeg: string;
  engine: string;
}

/** Rounds for the report: curves need no more than a hundredth of a percent. */
export function rounded(values: ArrayLike<number>, digits = 4): number[] {
  const scale = 10 ** digits;
  return Array.from(values, (value) => Math.round(value * scale) / scale + 0);
}
