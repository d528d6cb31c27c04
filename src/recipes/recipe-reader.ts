import type { LiveOptions } from '../options/live-options.ts';
import type { PresetStore } from './preset-store.ts';
import { onPreset, type Recipe } from './recipe.ts';
import type { RecipeStore } from './recipe-store.ts';
import type { Origin } from '../shared/statuses.ts';
import { type RenderSettings, renderSettings, videoSettings } from './render-settings.ts';

interface RecipeReaderDeps {
  recipes: RecipeStore;
  presets: PresetStore;
  options: LiveOptions;
}

/** What counts for a timelapse: its recipe on its preset on the options. */
export class RecipeReader {
  readonly #deps: RecipeReaderDeps;

  constructor(deps: RecipeReaderDeps) {
    this.#deps = deps;
  }

  async settingsOf({ id, origin }: { id: string; origin: Origin }): Promise<RenderSettings> {
    return this.settingsBy(await this.#deps.recipes.get(id), origin);
  }

  async settingsBy(recipe: Recipe, origin: Origin): Promise<RenderSettings> {
    const { presets, options } = this.#deps;
    const preset = recipe.preset_id === undefined ? null : await presets.get(recipe.preset_id);
    const settings = origin === 'video' ? videoSettings : renderSettings;
    return settings(options.current.video, onPreset(recipe, preset?.recipe ?? {}));
  }
}
