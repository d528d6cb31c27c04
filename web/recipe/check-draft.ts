import type { RecipeDraft, RecipeField } from './recipe-draft.ts';

export interface Limits {
  min: number;
  max: number;
  whole?: boolean;
}

/** As the server has them. */
export const LIMITS = {
  target_seconds: { min: 1, max: 3600 },
  fps: { min: 1, max: 120 },
  hold_last_frame_seconds: { min: 0, max: 60 },
  quality: { min: 1, max: 51, whole: true },
} as const satisfies Partial<Record<RecipeField, Limits>>;

export type NumberField = keyof typeof LIMITS;

/** Fields whose number is out of its limits. */
export function checkDraft(draft: RecipeDraft): NumberField[] {
  return (Object.keys(LIMITS) as NumberField[]).filter((field) => {
    const value = draft[field];
    if (value === undefined) return false;
    const { min, max, whole }: Limits = LIMITS[field];
    return !(value >= min && value <= max) || (whole === true && !Number.isInteger(value));
  });
}
