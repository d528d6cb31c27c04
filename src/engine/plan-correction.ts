import type { Breathe } from './breathe.ts';
import { findCuts } from './cuts.ts';
import { estimateResponse } from './estimate-response.ts';
import type { FeatureReader } from './feature-reader.ts';
import { CHANNELS } from './features.ts';
import type { FrameCorrection, LeftAlone, Part } from './frame-correction.ts';
import { cellCount, type Grid } from './grid.ts';
import type { Jitter } from './jitter-meter.ts';
import { LIGHT_VALUES, lumaOf } from './light.ts';
import { LocalLight } from './local-light.ts';
import { type PairStep, pairSteps } from './pair-steps.ts';
import { type Rest, refineLights } from './refine-lights.ts';
import { MAD_TO_SIGMA, median } from './robust.ts';
import { levelsOfScale, onScale, type Response, STRAIGHT, scaleWeights } from './response.ts';
import { jitterLeft, selfCheck } from './self-check.ts';
import type { Strength } from './settings.ts';
import { solveLights } from './solve-lights.ts';
import { type Segment, segmentsOf, targetLights } from './target-lights.ts';

/** Everything pass 1 found out, and what pass 2 shall do about it. */
export interface CorrectionPlan {
  /** How the camera answers to light; the scale of everything else here. */
  response: Response;
  /** Measured and wanted light, `LIGHT_VALUES` a frame. */
  lights: Float64Array;
  target: Float64Array;
  cuts: number[];
  glitches: number[];
  before: Jitter;
  after: Jitter;
  leftAlone: LeftAlone[];
  /** The correction of a frame; `local` is overwritten by the next call. */
  correctionOf(frame: number): FrameCorrection;
}

/** A frame this far off its light, and this many spreads, on its own, is a glitch. */
const GLITCH = 0.12;
const GLITCH_SPREADS = 5;

/** No frame is made lighter or darker by more than a factor of three: beyond, only noise would come up. */
const MOST = Math.log(3);

/**
 * Measures the light of all frames, decides what it should be, and checks that the result is no worse. Where the camera
 * seems to answer to light by a curve, both ways are planned, and the one that leaves less flicker is taken.
 */
export async function planCorrection(
  features: FeatureReader,
  grid: Grid,
  strength: Strength,
  breathe: Breathe,
): Promise<CorrectionPlan> {
  const straight = await planOnScale(features, grid, strength, STRAIGHT, breathe);
  if (strength !== 'strong') return straight;
  const response = estimateResponse(features, grid, straight.lights);
  if (response.straight) return straight;
  const bent = await planOnScale(features, grid, strength, response, breathe);
  return jitterLeft(bent.after, straight.before) < jitterLeft(straight.after, straight.before)
    ? bent
    : straight;
}

async function planOnScale(
  features: FeatureReader,
  grid: Grid,
  strength: Strength,
  response: Response,
  breathe: Breathe,
): Promise<CorrectionPlan> {
  const reader = onScale(features, response);
  const weightOf = scaleWeights(response);
  const steps = await pairSteps(reader, breathe, weightOf);
  const { lights, support } = solveLights(reader.frames, steps);
  const cuts = findCuts({ frames: reader.frames, lights, ties: tiesOf(reader.frames, steps) });
  const segments = segmentsOf(reader.frames, cuts);
  const local = new LocalLight(grid);
  const collect = (rest: Rest) => {
    if (strength === 'strong') local.add(rest);
  };
  for (const { from, to } of segments) {
    local.begin(to - from);
    await refineLights(reader, lights, from, to, collect, breathe, weightOf);
    local.flush();
  }
  const target = limited(lights, targetLights(lights, support, segments));
  const correct = corrector(lights, target, local, grid);
  const checked = await selfCheck({
    reader,
    levels: levelsOfScale(response),
    segments,
    candidates: candidatesOf(strength, local),
    correct,
    breathe,
  });
  return {
    response,
    lights,
    target,
    cuts,
    glitches: glitchesOf(lights, target, segments),
    before: checked.before,
    after: checked.after,
    leftAlone: checked.leftAlone,
    correctionOf: (frame) => correct(frame, checked.partsOf(frame)),
  };
}

/** Everything, without colour, without what is local, and, for where none of these will do, single parts. */
function candidatesOf(strength: Strength, local: LocalLight): readonly (readonly Part[])[] {
  if (strength === 'off') return [];
  const whole: Part[][] = [['brightness', 'colour'], ['brightness'], ['colour']];
  if (local.kinds.length === 0) return whole;
  return [['brightness', 'colour', 'local light'], ['brightness', 'local light'], ...whole, ['local light']];
}

/** The correction of a frame by some of its parts. */
function corrector(lights: Float64Array, target: Float64Array, local: LocalLight, grid: Grid) {
  const cells = new Float32Array(cellCount(grid));
  return (frame: number, parts: readonly Part[]): FrameCorrection => {
    const at = frame * LIGHT_VALUES;
    const wanted = (value: number) => target[at + value]! - lights[at + value]!;
    const grey = lumaOf(target, frame) - lumaOf(lights, frame);
    const gain = (c: number) =>
      settled((parts.includes('brightness') ? grey : 0) + (parts.includes('colour') ? wanted(c) - grey : 0));
    const hasLocal = parts.includes('local light') && local.at(frame, cells);
    if (hasLocal) for (let cell = 0; cell < cells.length; cell += 1) cells[cell] = -cells[cell]!;
    return {
      gains: [gain(0), gain(1), gain(2)],
      local: hasLocal ? cells : undefined,
    };
  };
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
    if (most <= MOST) continue;
    for (let value = 0; value < LIGHT_VALUES; value += 1) {
      target[at + value] = lights[at + value]! + ((target[at + value]! - lights[at + value]!) * MOST) / most;
    }
  }
  return target;
}

/** Single frames whose light has nothing to do with their neighbours'. */
function glitchesOf(lights: Float64Array, target: Float64Array, segments: readonly Segment[]): number[] {
  return segments.flatMap(({ from, to }) => {
    const rest = Array.from(
      { length: to - from },
      (_, i) => lumaOf(lights, from + i) - lumaOf(target, from + i),
    );
    const spread = MAD_TO_SIGMA * median(rest.map(Math.abs));
    const least = Math.max(GLITCH, GLITCH_SPREADS * spread);
    return rest.flatMap((value, i) => {
      const alone = Math.min(Math.abs(value - (rest[i - 1] ?? 0)), Math.abs(value - (rest[i + 1] ?? 0)));
      return Math.abs(value) > least && alone > least ? [from + i] : [];
    });
  });
}
