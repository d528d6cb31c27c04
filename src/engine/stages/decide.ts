import { breatheNowAndThen } from '../run/breathe.ts';
import { collectAll } from '../run/collect-garbage.ts';
import type { Rendition } from '../pixels/frame-recipe.ts';
import type { MeasuredSequence } from './measure-pass.ts';
import { type CorrectionPlan, planCorrection } from '../plan/plan-correction.ts';
import type { Progress } from '../run/progress.ts';
import type { Strength } from '../run/settings.ts';

/** Approximate passes over all frames during planning. */
const TIMES_THROUGH = 5;

export interface Decision {
  plan: CorrectionPlan;
  rendition: Rendition;
}

export async function decide(
  { features, grid }: MeasuredSequence,
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
    rendition: { response: plan.response, clip: plan.clip },
  };
}
