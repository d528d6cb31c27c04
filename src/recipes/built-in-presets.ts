import type { Preset } from './recipe.ts';

/** The page has their names in every language. */
export const BUILT_IN_PRESETS: readonly Preset[] = [
  { id: 'standard', name: 'Standard', builtIn: true, recipe: {} },
  {
    id: 'short',
    name: 'Short for sharing',
    builtIn: true,
    recipe: { target_seconds: 10, max_height: 720 },
  },
  { id: 'archive', name: 'Archive', builtIn: true, recipe: { preset: 'slow', quality: 17 } },
];
