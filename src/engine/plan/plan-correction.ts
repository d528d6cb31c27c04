import type { Breathe } from '../run/breathe.ts';
import { clipLevel, withoutClipped } from '../measure/clip-level.ts';
import type { FeatureReader } from '../measure/feature-reader.ts';
import type { Grid } from '../measure/grid.ts';
import type { Strength } from '../run/settings.ts';
import { LIGHT_VALUES } from '../light/light.ts';
import { findViews } from '../light/views.ts';
import { planStraight, planView, type View, type ViewPlan } from './plan-view.ts';
import { together } from './self-check.ts';

/** Everything pass 1 found out, and what pass 2 shall do about it. */
export interface CorrectionPlan extends ViewPlan {
  /** The level at which the sequence clips. */
  clip: number;
  /** How many cameras have taken the pictures in turn. */
  cameras: number;
}

/** Plans the correction of a sequence; where cameras took turns, of each camera's pictures separately. */
export async function planCorrection(
  features: FeatureReader,
  grid: Grid,
  strength: Strength,
  breathe: Breathe,
): Promise<CorrectionPlan> {
  const clip = await clipLevel(features, breathe);
  const view = { features: withoutClipped(features, clip), grid, clip, strength, breathe };
  const turns = await findViews(view.features, breathe);
  if (turns.length === 1) return { ...(await planView(view)), clip, cameras: 1 };
  return { ...(await planEach(view, turns)), clip, cameras: turns.length };
}

async function planEach(view: View, turns: readonly number[][]): Promise<ViewPlan> {
  const { features } = view;
  const plans: ViewPlan[] = [];
  for (const frames of turns) plans.push(await planStraight({ ...view, features: some(features, frames) }));
  const place = Array.from({ length: features.frames }, (_, frame) => {
    const camera = turns.findIndex((frames) => frames.includes(frame));
    return { plan: plans[camera]!, at: turns[camera]!.indexOf(frame) };
  });
  const inTurn = (values: (plan: ViewPlan) => Float64Array) =>
    Float64Array.from({ length: features.frames * LIGHT_VALUES }, (_, i) => {
      const { plan, at } = place[Math.floor(i / LIGHT_VALUES)]!;
      return values(plan)[at * LIGHT_VALUES + (i % LIGHT_VALUES)]!;
    });
  const numbers = (values: (plan: ViewPlan) => number[]) =>
    plans.flatMap((plan, i) => values(plan).map((frame) => turns[i]![frame]!)).sort((a, b) => a - b);
  const jitter = (kind: 'before' | 'after') =>
    together(plans.map((plan, i) => ({ frames: turns[i]!.length, jitter: plan[kind] })));
  return {
    response: plans[0]!.response,
    lights: inTurn(({ lights }) => lights),
    target: inTurn(({ target }) => target),
    cuts: numbers(({ cuts }) => cuts),
    glitches: numbers(({ glitches }) => glitches),
    before: jitter('before'),
    after: jitter('after'),
    leftAlone: plans.flatMap(({ leftAlone }, i) =>
      leftAlone.map(({ what, why }) => ({ what: `camera ${i + 1}: ${what}`, why })),
    ),
    correctionOf: (frame) => place[frame]!.plan.correctionOf(place[frame]!.at),
  };
}

/** Some of the frames, numbered anew. */
function some(reader: FeatureReader, frames: readonly number[]): FeatureReader {
  return {
    ...reader,
    frames: frames.length,
    read: (frame, into) => reader.read(frames[frame]!, into),
    readPeaks: (frame, into) => reader.readPeaks(frames[frame]!, into),
  };
}
