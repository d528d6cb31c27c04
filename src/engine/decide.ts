import { breatheNowAndThen } from './breathe.ts';
import { collectAll } from './collect-garbage.ts';
import { decoderLift } from './decoder-lift.ts';
import type { Rendition } from './frame-recipe.ts';
import type { MeasuredSequence } from './measure-pass.ts';
import { type CorrectionPlan, planCorrection } from './plan-correction.ts';
import type { Progress } from './progress.ts';
import type { Strength } from './settings.ts';

/** How often planning goes through all frames, about: comparing, refining, trying what comes out. */
const TIMES_THROUGH = 5;

/** What pass 2 shall do. */
export interface Decision {
  plan: CorrectionPlan;
  rendition: Rendition;
}

/** Decides between the passes what is to be done about what was measured. */
export async function decide(
  { features, grid, keepWhite }: MeasuredSequence,
  strength: Strength,
  progress: Progress,
): Promise<Decision> {
  const { frames } = features;
  let looks = 0;
  progress.at('planning', 0, frames);
  const breathe = breatheNowAndThen(() => {
    looks += 1;
    progress.at('planning', Math.min(frames - 1, Math.floor(looks / TIMES_THROUGH)), frames);
  });
  collectAll();
  const plan = await planCorrection(features, grid, strength, breathe);
  progress.at('planning', frames, frames);
  return {
    plan,
    rendition: { response: plan.response, lift: decoderLift(plan.before, plan.after), keepWhite },
  };
}
