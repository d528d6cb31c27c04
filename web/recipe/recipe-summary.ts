import type { WirePreset } from '../contract.ts';
import { type Fate, frameFates, type FrameRange, rangeOf } from './frame-fates.ts';
import { type Framing, framingIn } from './framing.ts';
import { type Overlay, overlayIn } from './overlay-draft.ts';
import { type PlannedLength, planLength, type SteadyLength, steadyLength } from './plan-length.ts';
import type { RecipeState } from './recipe-session.ts';
import { type RecipeValues, recipeValues } from './recipe-values.ts';

/** What a recipe comes to. */
export interface RecipeSummary {
  fates: readonly Fate[];
  range: FrameRange;
  /** Number of frames that the video may show. */
  used: number;
  framing: Framing;
  values: RecipeValues;
  /** Null = nothing is drawn into the picture. */
  overlay: Overlay | null;
  /** With every frame. */
  planned: PlannedLength;
  /** With frames chosen for a steady picture, if that helps enough; null = it never chooses. */
  steady: SteadyLength | null;
}

/** Null = not read yet. */
export function summarize(
  { view, frames, draft }: RecipeState,
  preset: WirePreset | null,
): RecipeSummary | null {
  if (view === null) return null;
  const fates = frameFates(frames, draft);
  const used = fates.filter((fate) => fate === 'used').length;
  const values = recipeValues(draft, preset, view.options);
  return {
    fates,
    range: rangeOf(frames, draft),
    used,
    framing: framingIn(draft, preset),
    values,
    overlay: view.unsupported.includes('overlay') ? null : overlayIn(draft, preset),
    planned: planLength(used, values),
    steady:
      values.steady === null || view.unsupported.includes('steady')
        ? null
        : steadyLength(used, values.steady, values),
  };
}
