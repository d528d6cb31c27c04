/** What can be wrong with a recipe beyond the shape of a field, with the values in the message. */
export interface RecipeProblems {
  unknown_frame: { name: string };
  also_excluded: { name: string };
  ends_before_start: Record<never, never>;
  none_left: Record<never, never>;
  beyond_right: Record<never, never>;
  beyond_bottom: Record<never, never>;
  crop_too_small: { pixels: number; least: number };
  unknown_preset: Record<never, never>;
  preset_crop: Record<never, never>;
  not_a_time: Record<never, never>;
  no_names: Record<never, never>;
  beyond_end: { seconds: number };
  too_short: { seconds: number };
}

/** In the `detail` of a 400 about a recipe. */
export type RecipeProblem = {
  [Code in keyof RecipeProblems]: { problem: Code; facts: RecipeProblems[Code] };
}[keyof RecipeProblems];
