import type { Breathe } from '../run/breathe.ts';
import { findCuts } from './cuts.ts';
import { monoFrames } from '../measure/mono.ts';
import { estimateResponse } from '../light/estimate-response.ts';
import type { FeatureReader } from '../measure/feature-reader.ts';
import { CHANNELS } from '../measure/features.ts';
import type { FrameCorrection, LeftAlone, Part } from './frame-correction.ts';
import { cellCount, type Grid } from '../measure/grid.ts';
import { HeldWhite } from './held-white.ts';
import type { Jitter } from './jitter-meter.ts';
import { LIGHT_VALUES, lumaOf } from '../light/light.ts';
import { LocalLight } from '../light/local-light.ts';
import { type PairStep, pairSteps } from '../light/pair-steps.ts';
import { type Rest, refineLights } from '../light/refine-lights.ts';
import { levelsOfScale, onScale, type Response, STRAIGHT, scaleWeights } from '../light/response.ts';
import { jitterLeft, selfCheck } from './self-check.ts';
import type { Strength } from '../run/settings.ts';
import { solveLights } from '../light/solve-lights.ts';
import { glitchesAmong, strangeFrames } from './strange-frames.ts';
import { segmentsOf, targetLights } from './target-lights.ts';
import { leaveUnseenBrightness } from './unseen-brightness.ts';
import { leaveUnseenColour } from './unseen-colour.ts';

/** What one camera's frames need, numbered from 0. */
export interface ViewPlan {
  /** How the camera answers to light; the scale of everything else here. */
  response: Response;
  /** Measured and wanted light, `LIGHT_VALUES` a frame. */
  lights: Float64Array;
  target: Float64Array;
  cuts: number[];
  /** Frames that show nothing of what the others show; they are left as they are. */
  glitches: number[];
  before: Jitter;
  after: Jitter;
  leftAlone: LeftAlone[];
  /** The correction of a frame; its arrays are overwritten by the next call. */
  correctionOf(frame: number): FrameCorrection;
}

/** No frame is made lighter or darker by more than a factor of three: beyond, only noise would come up. */
const MAX_FACTOR = Math.log(3);

/**
 * Bands and lamps unsettle the still background that they are measured against, and what hardly answers to light seems the
 * stillest of all: once they are known, all is looked at again without them.
 */
const ROUNDS = 2;

/** A curve is taken where it leaves less than this part of the flicker that a plain factor leaves. */
const CLEARLY = 0.9;

/** The frames of one camera. */
export interface View {
  /** Without what is clipped. */
  features: FeatureReader;
  grid: Grid;
  /** The level at which the sequence clips. */
  clip: number;
  strength: Strength;
  breathe: Breathe;
}

/**
 * Measures the light of all frames, decides what it should be, and checks that the result is no worse. Where the camera
 * seems to answer to light by a curve, both ways are planned, and the one that leaves less flicker is taken.
 */
export async function planView(view: View): Promise<ViewPlan> {
  const straight = await planStraight(view);
  if (view.strength !== 'strong') return straight;
  const response = estimateResponse(view.features, view.grid, straight.lights);
  if (response.straight) return straight;
  const bent = await planOnScale(view, response);
  const clearly = CLEARLY * jitterLeft(straight.after, straight.before);
  return jitterLeft(bent.after, straight.before) < clearly ? bent : straight;
}

/** The same where light is to be a plain factor. */
export function planStraight(view: View): Promise<ViewPlan> {
  return planOnScale(view, STRAIGHT);
}

async function planOnScale(view: View, response: Response): Promise<ViewPlan> {
  const { features, grid, clip, strength, breathe } = view;
  const reader = onScale(features, response);
  const weightOf = scaleWeights(response);
  const steps = await pairSteps(reader, breathe, weightOf);
  const { lights, support } = solveLights(reader.frames, steps);
  const mono = monoFrames(features);
  const cuts = findCuts({ frames: reader.frames, lights, ties: tiesOf(reader.frames, steps), mono });
  const segments = segmentsOf(reader.frames, cuts);
  const agreement = new Float64Array(reader.frames).fill(1);
  const local = new LocalLight(grid);
  for (const { from, to } of segments) {
    let found = new LocalLight(grid);
    for (let round = 0; round < ROUNDS; round += 1) {
      const anew = new LocalLight(grid, found);
      const collect = (rest: Rest) => {
        // What was taken off a frame that shows something else would make it agree.
        if (round === 0) agreement[rest.frame] = rest.agreement;
        if (strength === 'strong') anew.add(rest);
      };
      anew.begin(to - from);
      await refineLights(found.takenOff(reader), lights, from, to, collect, breathe, weightOf);
      anew.flush();
      found = anew;
      if (found.kinds.length === 0) break;
    }
    local.join(found);
  }
  const strange = strangeFrames(agreement, lights);
  const glitches = glitchesAmong(strange, agreement);
  for (const frame of strange) support[frame] = 0;
  const target = limited(lights, targetLights(lights, support, segments));
  for (const frame of strange) leaveAsItIs(lights, target, frame);
  leaveUnseenBrightness(lights, target, segments);
  leaveUnseenColour(reader, lights, target, segments);
  const correct = corrector({ lights, target, mono, strange: new Set(strange) }, local, grid);
  const checked = await selfCheck({
    reader,
    levels: levelsOfScale(response),
    segments,
    candidates: candidatesOf(strength, local),
    correct,
    breathe,
  });
  const corrected = (frame: number) => correct(frame, checked.partsOf(frame));
  const localOf = (frame: number) => corrected(frame).local;
  const white = new HeldWhite({ reader, grid, response, clip, lights, target, segments, localOf });
  return {
    response,
    lights,
    target,
    cuts,
    glitches,
    before: checked.before,
    after: checked.after,
    leftAlone: [
      ...checked.leftAlone,
      ...strange.map((frame) => strangeFrame(frame, glitches.includes(frame))),
    ],
    correctionOf: (frame) => heldBy(white, frame, corrected(frame)),
  };
}

/** Everything, without colour, without what is local, and, for where none of these will do, single parts. */
function candidatesOf(strength: Strength, local: LocalLight): readonly (readonly Part[])[] {
  if (strength === 'off') return [];
  const whole: Part[][] = [['brightness', 'colour'], ['brightness'], ['colour']];
  if (local.kinds.length === 0) return whole;
  return [['brightness', 'colour', 'local light'], ['brightness', 'local light'], ...whole, ['local light']];
}

/** What a correction is made from. */
interface Known {
  lights: Float64Array;
  target: Float64Array;
  mono: Uint8Array;
  strange: ReadonlySet<number>;
}

/** The correction of a frame by some of its parts. */
function corrector({ lights, target, mono, strange }: Known, local: LocalLight, grid: Grid) {
  const cells = new Float32Array(cellCount(grid));
  return (frame: number, parts: readonly Part[]): FrameCorrection => {
    const at = frame * LIGHT_VALUES;
    const wanted = (value: number) => target[at + value]! - lights[at + value]!;
    if (strange.has(frame)) return { gains: [0, 0, 0], local: undefined, held: undefined };
    const grey = lumaOf(target, frame) - lumaOf(lights, frame);
    // What has no colour gets none.
    const balanced = parts.includes('colour') && mono[frame] === 0;
    const gain = (c: number) =>
      settled((parts.includes('brightness') ? grey : 0) + (balanced ? wanted(c) - grey : 0));
    const hasLocal = parts.includes('local light') && local.at(frame, cells);
    if (hasLocal) for (let cell = 0; cell < cells.length; cell += 1) cells[cell] = -cells[cell]!;
    return {
      gains: [gain(0), gain(1), gain(2)],
      local: hasLocal ? cells : undefined,
      held: undefined,
    };
  };
}

function heldBy(white: HeldWhite, frame: number, correction: FrameCorrection): FrameCorrection {
  return { ...correction, held: white.at(frame, correction.gains[1], correction.local) };
}

/** Dust of rounding is no correction: a steady sequence is to pass untouched. */
function settled(gain: number): number {
  return Math.abs(gain) < 1e-6 ? 0 : gain;
}

/** Weight of all comparisons across the place before each frame. */
function tiesOf(frames: number, steps: readonly PairStep[]): Float64Array {
  const ties = new Float64Array(frames + 1);
  for (const { from, to, weight } of steps) for (let at = from + 1; at <= to; at += 1) ties[at]! += weight;
  return ties;
}

/** The target, no further from the light than can be mended; in proportion, so that colours hold. */
function limited(lights: Float64Array, target: Float64Array): Float64Array {
  for (let at = 0; at < lights.length; at += LIGHT_VALUES) {
    let most = 0;
    for (let c = 0; c < CHANNELS; c += 1) most = Math.max(most, Math.abs(target[at + c]! - lights[at + c]!));
    if (most <= MAX_FACTOR) continue;
    for (let value = 0; value < LIGHT_VALUES; value += 1) {
      target[at + value] =
        lights[at + value]! + ((target[at + value]! - lights[at + value]!) * MAX_FACTOR) / most;
    }
  }
  return target;
}

/** The light of a frame that is not known is that which it should have. */
function leaveAsItIs(lights: Float64Array, target: Float64Array, frame: number): void {
  lights.set(target.subarray(frame * LIGHT_VALUES, (frame + 1) * LIGHT_VALUES), frame * LIGHT_VALUES);
}

function strangeFrame(frame: number, isGlitch: boolean): LeftAlone {
  const why = isGlitch ? 'it shows nothing of what the others show' : 'too much moves to tell its light';
  return { what: `frame ${frame}`, why };
}
