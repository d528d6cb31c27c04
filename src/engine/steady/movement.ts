import { GREY_PIXELS } from '../measure/grey-picture.ts';
import { medianOf } from './luma-cells.ts';

/** Levels added before the logarithm: noise of dark places is no movement. */
const DARK = 8;

/** However different a pixel is, it counts no more than this, in logarithms. */
const CAP = 0.5;

/** Steps per unit of the logarithm. */
const SCALE = 2000;

/** Between these levels a pixel tells by how much the light differs. */
const DARKEST = 16;
const BRIGHTEST = 245;

const LEVELS = Array.from({ length: 256 }, (_, level) => level);
const PLAIN = Int16Array.from(LEVELS, (level) => Math.round(SCALE * Math.log(Math.max(1, level))));

/** Copies the small grey picture of a frame. */
export type GreyReader = (frame: number, into: Uint8Array) => void;

/**
 * How much moves from one of the frames to the next, in percent: the mean over the pixels of the difference of their
 * logarithms, light taken off, and the mean of these over the pairs.
 */
export function movementOf(frames: readonly number[], read: GreyReader): number {
  let [before, after] = [new Uint8Array(GREY_PIXELS), new Uint8Array(GREY_PIXELS)];
  let sum = 0;
  for (const [i, frame] of frames.entries()) {
    [before, after] = [after, before];
    read(frame, after);
    if (i > 0) sum += movementBetween(before, after);
  }
  return frames.length < 2 ? 0 : (100 * sum) / (frames.length - 1);
}

const counts = new Uint32Array(2 * PLAIN[255]! + 1);

function movementBetween(a: Uint8Array, b: Uint8Array): number {
  const light = lightBetween(a, b) / 2;
  // Half of the light is taken off each, since what is added to dark levels is not light.
  const [logsOfA, logsOfB] = [logsUnder(-light), logsUnder(light)];
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) {
    sum += Math.min(CAP, Math.abs(logsOfB[b[i]!]! - logsOfA[a[i]!]!));
  }
  return sum / a.length;
}

/** The median of what pixels tell, in steps. */
function lightBetween(a: Uint8Array, b: Uint8Array): number {
  counts.fill(0);
  let told = 0;
  for (let i = 0; i < a.length; i += 1) {
    const [before, after] = [a[i]!, b[i]!];
    if (Math.min(before, after) < DARKEST || Math.max(before, after) > BRIGHTEST) continue;
    counts[PLAIN[after]! - PLAIN[before]! + PLAIN[255]!]! += 1;
    told += 1;
  }
  return told === 0 ? 0 : medianOf(counts, told) - PLAIN[255]!;
}

/** By level, of pictures under so much light. */
function logsUnder(light: number): Float32Array {
  const factor = Math.exp(-light / SCALE);
  return Float32Array.from(LEVELS, (level) => Math.log(level * factor + DARK));
}

/** As many frames, picked evenly. */
export function evenly(frames: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * frames) / count));
}
