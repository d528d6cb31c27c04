import { LIGHT_VALUES, lumaOf } from '../light/light.ts';
import { median, spreadAboutZero } from '../light/robust.ts';

/** Frames looked at on either side of a step. */
const REACH = 8;

/** Fewer frames than this on a side are a glitch, not a new light. */
const MIN_SIDE = 4;

/** Least steps that can be a lamp: 20 % of light, 7 % of colour balance. Smaller ones may be a camera's whim. */
const MIN_LUMA = 0.2;
const MIN_COLOUR = 0.07;

/** How many spreads of the light on either side a step must measure. */
const SPREADS = 4.5;

/** How many times the steps usual hereabouts; else it is one of many. */
const TIMES_USUAL = 1.5;

/** Frames on either side in which usual steps are looked up, and the part of them that is smaller. */
const USUAL_REACH = 40;
const USUAL_PART = 0.95;

/**
 * An exposure that hunts steps and stays, too, but again and again: a step is no lamp where this many others of nearly half
 * its size and more are near. No camera hunts by more than the sure size (a factor of 1.65).
 */
const RIVALS = 2;
const RIVAL_SIZE = 0.4;
const RIVAL_SIDE = 5;
const SURE = 0.5;

/** Frames on either side that a glitch is compared with, so that it may last two. */
const GLITCH_SIDE = 2;

/** Weight of comparisons across a place below which nothing ties its two sides together. */
const UNTIED = 0.05;

/** The lights of a sequence as its cuts are found from them. */
export interface CutInput {
  frames: number;
  /** `LIGHT_VALUES` a frame. */
  lights: Float64Array;
  /** Weight of all comparisons across the place before each frame. */
  ties: Float64Array;
  /** Which frames are grey: 1 = grey. */
  mono: Uint8Array;
}

/**
 * The frames at which a truly new light begins: a lamp switched on or off, in brightness or colour, or another scene.
 * There the light steps once, by far more than it varies on either side or usually steps, and stays.
 *
 * @returns numbers of the first frames of the new lights, rising.
 */
export function findCuts({ frames, lights, ties, mono }: CutInput): number[] {
  const signals = signalsOf(frames, lights);
  const steps = Float64Array.from({ length: frames }, () => 0);
  for (let at = MIN_SIDE; at <= frames - MIN_SIDE; at += 1) {
    const surely = ties[at]! < UNTIED || losesColour(mono, at);
    steps[at] = surely ? Number.MAX_VALUE : stepAt(signals, at, frames);
  }
  return strongest(steps);
}

/** Whether colour goes here, or comes back, and that lasts. */
function losesColour(mono: Uint8Array, at: number): boolean {
  const before = mono.subarray(at - MIN_SIDE, at);
  const after = mono.subarray(at, at + MIN_SIDE);
  return (
    mono[at] !== mono[at - 1] && before.every((v) => v === before[0]) && after.every((v) => v === after[0])
  );
}

interface Signal {
  values: Float64Array;
  least: number;
}

function signalsOf(frames: number, lights: Float64Array): Signal[] {
  const signal = (least: number, value: (frame: number) => number): Signal => ({
    values: Float64Array.from({ length: frames }, (_, frame) => value(frame)),
    least,
  });
  const channel = (frame: number, c: number) => lights[frame * LIGHT_VALUES + c]!;
  return [
    signal(MIN_LUMA, (frame) => lumaOf(lights, frame)),
    signal(MIN_COLOUR, (frame) => channel(frame, 0) - channel(frame, 1)),
    signal(MIN_COLOUR, (frame) => channel(frame, 2) - channel(frame, 1)),
  ];
}

/** How far the step before frame `at` exceeds what would still be flicker, 0 where it does not; the clearest signal. */
function stepAt(signals: readonly Signal[], at: number, frames: number): number {
  let most = 0;
  for (const { values, least } of signals) {
    const jump = Math.abs(values[at]! - values[at - 1]!);
    if (jump < least / 2) continue;
    const before = values.slice(Math.max(0, at - REACH), at);
    const after = values.slice(at, Math.min(frames, at + REACH));
    const low = median(before);
    const high = median(after);
    const step = Math.abs(high - low);
    const spread = spreadAboutZero([...before.map((v) => v - low), ...after.map((v) => v - high)]);
    const needed = Math.max(least, SPREADS * spread, TIMES_USUAL * usualStep(values, at));
    const alone = step >= SURE || rivals(values, at, RIVAL_SIZE * step) < RIVALS;
    if (step > needed && alone && staysOnItsSide(before, after, (low + high) / 2)) {
      // The jump itself decides which of several neighbouring places it is.
      most = Math.max(most, (step + jump) / least);
    }
  }
  return most;
}

function usualStep(values: Float64Array, at: number): number {
  const steps: number[] = [];
  for (let i = Math.max(1, at - USUAL_REACH); i < Math.min(values.length, at + USUAL_REACH); i += 1) {
    // Not the step itself, nor the frame beside it that may have caught the light half way, nor what a glitch makes.
    if (Math.abs(i - at) > 1 && !isGlitch(values, i) && !isGlitch(values, i - 1))
      steps.push(Math.abs(values[i]! - values[i - 1]!));
  }
  steps.sort((a, b) => a - b);
  return steps[Math.floor(USUAL_PART * steps.length)] ?? 0;
}

/** Whether a frame is further off those around it than any camera hunts, as when something is before the lens. */
function isGlitch(values: Float64Array, at: number): boolean {
  const around = values.subarray(Math.max(0, at - GLITCH_SIDE), at + GLITCH_SIDE + 1);
  return Math.abs(values[at]! - median(around)) > SURE;
}

/** How many other places near have a lasting step of at least this size. */
function rivals(values: Float64Array, at: number, least: number): number {
  let count = 0;
  const last = Math.min(values.length - 2, at + USUAL_REACH);
  for (let i = Math.max(2, at - USUAL_REACH); i <= last; i += 1) {
    if (Math.abs(i - at) <= RIVAL_SIDE) continue;
    const before = median(values.subarray(Math.max(0, i - RIVAL_SIDE), i));
    const after = median(values.subarray(i, i + RIVAL_SIDE));
    if (Math.abs(after - before) < least) continue;
    count += 1;
    i += RIVAL_SIDE - 1; // the places beside it show the same step
  }
  return count;
}

/** All but one frame of each side lie on their own side of the middle. */
function staysOnItsSide(before: Float64Array, after: Float64Array, middle: number): boolean {
  const rising = median(after) > middle;
  const wrong = (value: number, isAfter: boolean) => value > middle !== (isAfter === rising);
  const strays = (side: Float64Array, isAfter: boolean) =>
    side.filter((value) => wrong(value, isAfter)).length;
  return strays(before, false) <= 1 && strays(after, true) <= 1;
}

/** The places that are the strongest within `MIN_SIDE` frames. */
function strongest(steps: Float64Array): number[] {
  const cuts: number[] = [];
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at]!;
    if (step === 0) continue;
    const last = cuts.at(-1);
    if (last === undefined || at - last >= MIN_SIDE) cuts.push(at);
    else if (step > steps[last]!) cuts[cuts.length - 1] = at;
  }
  return cuts;
}
