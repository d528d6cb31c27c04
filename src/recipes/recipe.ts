import type { z } from 'zod';
import type { presetRecipeSchema, WireRecipe } from '../shared/recipe.ts';

type Defined<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Only what it sets. */
export type Recipe = Defined<WireRecipe>;
export type PresetRecipe = Defined<z.infer<typeof presetRecipeSchema>>;

export interface Preset {
  id: string;
  name: string;
  /** Comes with the app; cannot be changed. */
  builtIn: boolean;
  recipe: PresetRecipe;
}

/** Without what is null, empty, or the same as not set. */
export function compactRecipe(recipe: WireRecipe): Recipe {
  return Object.fromEntries(Object.entries(recipe).filter(([, value]) => isSet(value))) as Recipe;
}

export function isEmptyRecipe(recipe: Recipe): boolean {
  return Object.keys(recipe).length === 0;
}

/** What the preset sets, where the recipe does not. */
export function onPreset(recipe: Recipe, preset: PresetRecipe): Recipe {
  const { preset_id: _, ...own } = recipe;
  // Either of the two decides the length, so one of them in the recipe replaces both of the preset.
  const { target_seconds, fps, ...rest } = preset;
  const length = own.target_seconds === undefined && own.fps === undefined ? { target_seconds, fps } : {};
  return compactRecipe({ ...rest, ...length, ...own });
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
}
