import type { LiveOptions } from '../options/live-options.ts';
import type { PresetStore } from './preset-store.ts';
import { onPreset, type Recipe } from './recipe.ts';
import type { RecipeStore } from './recipe-store.ts';
import { type RenderSettings, renderSettings } from './render-settings.ts';

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

  async settingsOf(timelapseId: string): Promise<RenderSettings> {
    return this.settingsBy(await this.#deps.recipes.get(timelapseId));
  }

  async settingsBy(recipe: Recipe): Promise<RenderSettings> {
    const { presets, options } = this.#deps;
    const preset = recipe.preset_id === undefined ? null : await presets.get(recipe.preset_id);
    return renderSettings(options.current.video, onPreset(recipe, preset?.recipe ?? {}));
  }
}
