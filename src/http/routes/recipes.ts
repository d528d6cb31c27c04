import type { z } from 'zod';
import type { newPresetSchema, WireRecipe, WireRecipeView } from '../../shared/recipe.ts';
import { compactRecipe, type Preset } from '../../recipes/recipe.ts';
import { type FrameCatalogue, gainOf } from '../../recipes/frame-catalogue.ts';
import { checkPreset } from '../../recipes/check-recipe.ts';
import type { NewPreset, PresetStore } from '../../recipes/preset-store.ts';
import type { RecipeService, RecipeView } from '../../recipes/recipe-service.ts';
import type { OverlayPreviews } from '../../previews/overlay-previews.ts';
import type { Previews } from '../../previews/previews.ts';
import { answerPicture } from '../answer-picture.ts';
import { countHeader, type Handlers } from '../endpoint.ts';

type Names =
  | 'getRecipe'
  | 'putRecipe'
  | 'deleteRecipe'
  | 'previewRecipe'
  | 'listFrames'
  | 'listPresets'
  | 'createPreset'
  | 'putPreset'
  | 'deletePreset';

export interface RecipeRouteDeps {
  recipes: RecipeService;
  presets: PresetStore;
  frames: FrameCatalogue;
  previews: Pick<Previews, 'frameWith'>;
  overlays: OverlayPreviews;
  now: () => number;
}

/** Every field, so that clients need not know which there are. */
const NOTHING_SET = {
  first_frame: null,
  last_frame: null,
  excluded_frames: [],
  included_frames: [],
  target_seconds: null,
  fps: null,
  hold_last_frame_seconds: null,
  speed: null,
  deflicker: null,
  steady: null,
  crop: null,
  rotate: null,
  flip: null,
  max_height: null,
  quality: null,
  preset: null,
  overlay: null,
  preset_id: null,
} satisfies { [K in keyof WireRecipe]-?: WireRecipe[K] };

export function recipeRoutes(deps: RecipeRouteDeps): Pick<Handlers, Names> {
  const { recipes, presets, frames, previews, overlays, now } = deps;
  return {
    async getRecipe({ params }) {
      return { status: 200, body: toWire(await recipes.get(params.id)) };
    },
    async putRecipe({ params, body }) {
      return { status: 200, body: toWire(await recipes.put(params.id, body)) };
    },
    async deleteRecipe({ params }) {
      await recipes.delete(params.id);
      return { status: 204 };
    },
    async previewRecipe({ params, query, body, req, res }) {
      const settings = await recipes.settingsFor(params.id, body);
      const { framing, video } = settings;
      const scriptFor = await overlays.scripts(params.id, settings);
      const report = await frames.reportOf(params.id);
      const lookOf = (name: string) => ({
        framing,
        gain: video.deflicker === 'off' ? 1 : gainOf(report, name),
        drawn: scriptFor(name),
      });
      return answerPicture(req, res, 'no-store', (signal) =>
        previews.frameWith(params.id, query.frame, lookOf, signal),
      );
    },
    async listFrames({ params, query }) {
      const { frames: page, total } = await frames.list(params.id, query);
      return { status: 200, body: page, headers: countHeader(total) };
    },
    async listPresets({ query }) {
      const { presets: page, total } = await presets.list(query);
      return { status: 200, body: page.map(toWirePreset), headers: countHeader(total) };
    },
    async createPreset({ body }) {
      const preset = await presets.create(toPreset(body), now());
      return { status: 201, body: toWirePreset(preset) };
    },
    async putPreset({ params, body }) {
      return { status: 200, body: toWirePreset(await presets.put(params.id, toPreset(body))) };
    },
    async deletePreset({ params }) {
      await presets.delete(params.id, now());
      return { status: 204 };
    },
  };
}

/** @throws AppError 400 naming the field */
function toPreset({ name, recipe }: z.infer<typeof newPresetSchema>): NewPreset {
  const compact = compactRecipe(recipe);
  checkPreset(compact);
  return { name, recipe: compact };
}

function toWire(view: RecipeView): WireRecipeView {
  return {
    recipe: { ...NOTHING_SET, ...view.recipe },
    options: view.video,
    differs_from_video: view.differsFromVideo,
    has_overlay: view.hasOverlay,
    missing_frames: view.missingFrames,
    unsupported: [...view.unsupported],
    whole_video: view.wholeVideo && {
      duration: view.wholeVideo.durationSeconds,
      width: view.wholeVideo.width,
      height: view.wholeVideo.height,
      fps: view.wholeVideo.fps,
      is_cut: view.wholeVideo.isCut,
    },
  };
}

function toWirePreset({ id, name, builtIn, recipe }: Preset) {
  return { id, name, built_in: builtIn, recipe };
}
