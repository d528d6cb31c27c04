import type { Emitter } from '../lib/emitter.ts';
import { AppError, conflict } from '../lib/errors.ts';
import type { VideoOptions } from '../options/catalogue.ts';
import type { LiveOptions } from '../options/live-options.ts';
import { BUNDLED_ENGINE_FIELDS, type WireRecipe } from '../shared/recipe.ts';
import { fileOf, originalOf, type Timelapse, titleOf, type VideoInfo } from '../timelapses/timelapse.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import { badField } from './bad-field.ts';
import { checkOfVideo, checkPresetCrop, checkRecipe, missingFrames, type Pictures } from './check-recipe.ts';
import type { PresetStore } from './preset-store.ts';
import { checkCut, needsPictures } from './cut-times.ts';
import { compactRecipe, isEmptyRecipe, type PresetRecipe, type Recipe } from './recipe.ts';
import type { RecipeReader } from './recipe-reader.ts';
import type { RecipeStore } from './recipe-store.ts';
import {
  type Drawn,
  drawnInto,
  type RenderSettings,
  usualOfVideo,
  wouldDiffer,
  wouldDifferFromVideo,
} from './render-settings.ts';

/** Of the option. */
const MAX_FPS = 120;

export interface RecipeServiceDeps {
  reads: Pick<TimelapseReads, 'renderedWith'>;
  recipes: RecipeStore;
  presets: PresetStore;
  reader: RecipeReader;
  options: LiveOptions;
  emitter: Emitter<TimelapseEvents>;
  /** @throws AppError 404 */
  get: (id: string) => Promise<Timelapse>;
  /** File names in the order of the video. @throws AppError when the folder cannot be read */
  frameNames: (timelapse: Timelapse) => Promise<string[]>;
  /** Of an upright picture, in pixels; null = unreadable. */
  pictureSize: (path: string) => Promise<{ width: number; height: number } | null>;
  /** Null = there is no such file, or no video in it. */
  probe: (path: string) => Promise<VideoInfo | null>;
  /** Whether the engine in use understands recipes. */
  isBundledEngine: () => Promise<boolean>;
  now: () => number;
}

export interface RecipeView {
  recipe: Recipe;
  video: VideoOptions;
  differsFromVideo: boolean;
  /** Title and print data are drawn into the video. */
  hasOverlay: boolean;
  missingFrames: string[];
  unsupported: readonly (typeof BUNDLED_ENGINE_FIELDS)[number][];
  /** Of the video that can be changed since it is all there is; null = it has pictures, or no video. */
  wholeVideo: (VideoInfo & { isCut: boolean }) | null;
}

export class RecipeService {
  readonly #deps: RecipeServiceDeps;

  constructor(deps: RecipeServiceDeps) {
    this.#deps = deps;
  }

  /** @throws AppError 404 */
  async get(id: string): Promise<RecipeView> {
    const timelapse = await this.#deps.get(id);
    return this.#view(timelapse, await this.#deps.recipes.get(id));
  }

  /** @throws AppError 400 naming the field, 404, or 409 when the pictures that it needs are gone */
  async put(id: string, wire: WireRecipe): Promise<RecipeView> {
    const { recipes, now } = this.#deps;
    const timelapse = await this.#deps.get(id);
    const recipe = compactRecipe(wire);
    await this.#check(timelapse, recipe);
    if (isEmptyRecipe(recipe)) await recipes.delete(id);
    else await recipes.put(id, recipe, now());
    await this.#announce(id);
    return this.#view(timelapse, recipe);
  }

  /** @throws AppError 404 */
  async delete(id: string): Promise<void> {
    await this.#deps.get(id);
    await this.#deps.recipes.delete(id);
    await this.#announce(id);
  }

  /** What a recipe would do, saved or not. @throws as `put` */
  async settingsFor(id: string, wire: WireRecipe): Promise<RenderSettings> {
    const recipe = compactRecipe(wire);
    const timelapse = await this.#deps.get(id);
    await this.#check(timelapse, recipe);
    return this.#deps.reader.settingsBy(recipe, timelapse.origin);
  }

  /** With the size of most. @throws AppError when the folder cannot be read */
  async picturesOf(timelapse: Timelapse): Promise<Pictures> {
    const names = await this.#deps.frameNames(timelapse);
    return { names, size: await this.#sizeOf(timelapse, names) };
  }

  /** @throws AppError 400 naming the field, or 409 when the pictures are gone */
  async #check(timelapse: Timelapse, recipe: Recipe): Promise<void> {
    const { presets, frameNames } = this.#deps;
    const { preset_id: id } = recipe;
    const preset = id === undefined ? null : await presets.get(id);
    if (id !== undefined && preset === null)
      throw badField('preset_id', id, 'there is no such preset', { problem: 'unknown_preset', facts: {} });
    if (isEmptyRecipe(recipe)) return;
    if (timelapse.origin === 'video') return this.#checkOfVideo(timelapse, recipe, preset?.recipe);
    if (hasNoPictures(timelapse)) return this.#checkWithoutPictures(timelapse, recipe);
    const names = await frameNames(timelapse).catch((error: unknown) => {
      throw isSourceMissing(error) ? picturesGone(timelapse) : error;
    });
    const crops = recipe.crop !== undefined || preset?.recipe.crop !== undefined;
    const pictures = { names, size: crops ? await this.#sizeOf(timelapse, names) : null };
    checkRecipe(recipe, pictures);
    if (preset && recipe.crop === undefined) checkPresetCrop(recipe, preset.recipe, pictures.size);
  }

  /** By the last picture that is good, since the first may be from before the camera was set up. */
  async #sizeOf({ sourceFolder }: Timelapse, names: readonly string[]) {
    for (const place of [-1, names.length >> 1, 0]) {
      const name = names.at(place);
      const size = name === undefined ? null : await this.#deps.pictureSize(`${sourceFolder}/${name}`);
      if (size) return size;
    }
    return null;
  }

  /** The video itself can still be cut. */
  async #checkWithoutPictures(timelapse: Timelapse, recipe: Recipe): Promise<void> {
    const whole = await this.#probeWhole(timelapse);
    if (whole === null || needsPictures(recipe)) throw picturesGone(timelapse);
    checkCut(recipe, whole.durationSeconds);
  }

  /** The pictures of a video have times, but no names. */
  async #checkOfVideo(timelapse: Timelapse, recipe: Recipe, preset?: PresetRecipe): Promise<void> {
    const whole = await this.#probeWhole(timelapse);
    if (whole === null) throw noVideoYet(timelapse);
    checkCut(recipe, whole.durationSeconds);
    checkOfVideo(recipe, whole);
    if (preset && recipe.crop === undefined) checkPresetCrop(recipe, preset, whole);
  }

  async #probeWhole(timelapse: Timelapse): Promise<VideoInfo | null> {
    const whole = originalOf(timelapse);
    return whole === undefined ? null : this.#deps.probe(whole.path);
  }

  async #view(timelapse: Timelapse, recipe: Recipe): Promise<RecipeView> {
    const { reads, reader, options, isBundledEngine } = this.#deps;
    const isVideo = timelapse.origin === 'video';
    const settings = await reader.settingsBy(recipe, timelapse.origin);
    const whole = isVideo || hasNoPictures(timelapse) ? await this.#wholeVideo(timelapse) : null;
    const renderedWith = await reads.renderedWith(timelapse.id);
    const drawn = drawnInto(renderedWith);
    return {
      recipe,
      video: isVideo ? ownVideo(options.current.video, whole) : options.current.video,
      differsFromVideo:
        isOutdated(timelapse) ||
        differs(renderedWith, recipe, settings, timelapse) ||
        showsOldTitle(drawn, timelapse, settings),
      hasOverlay: timelapse.video !== null && drawn !== null,
      missingFrames: await this.#missingFrames(timelapse, recipe),
      // Only the bundled engine makes a video of another one.
      unsupported: isVideo || (await isBundledEngine()) ? [] : BUNDLED_ENGINE_FIELDS,
      wholeVideo: whole,
    };
  }

  async #wholeVideo(timelapse: Timelapse): Promise<RecipeView['wholeVideo']> {
    const whole = await this.#probeWhole(timelapse);
    return whole && { ...whole, isCut: fileOf(timelapse, 'original') !== undefined };
  }

  /** Unknown while the folder cannot be read. */
  async #missingFrames(timelapse: Timelapse, recipe: Recipe): Promise<string[]> {
    const { origin, sourceMissing } = timelapse;
    if (origin === 'video' || sourceMissing || missingFrames(recipe, []).length === 0) return [];
    const names = await this.#deps.frameNames(timelapse).catch(() => null);
    return names === null ? [] : missingFrames(recipe, names);
  }

  async #announce(id: string): Promise<void> {
    const { get, emitter } = this.#deps;
    emitter.emit('timelapse.updated', await get(id));
  }
}

function hasNoPictures({ sourceMissing, superseded }: Timelapse): boolean {
  return sourceMissing || superseded;
}

/** It keeps its length and its rate. */
function ownVideo(video: VideoOptions, whole: VideoInfo | null): VideoOptions {
  const fps = Math.min(MAX_FPS, Math.max(1, whole?.fps || video.fps));
  return { ...usualOfVideo(video), target_seconds: 0, fps };
}

function differs(
  renderedWith: unknown,
  recipe: Recipe,
  settings: RenderSettings,
  { origin }: Timelapse,
): boolean {
  // Videos from before there were recipes do not say how they were made.
  if (renderedWith === null) return !isEmptyRecipe(recipe);
  const before = renderedWith as Partial<RenderSettings>;
  return origin === 'video' ? wouldDifferFromVideo(settings, before) : wouldDiffer(settings, before);
}

function showsOldTitle(drawn: Drawn | null, timelapse: Timelapse, { overlay }: RenderSettings): boolean {
  return overlay?.title === true && drawn !== null && drawn.title !== titleOf(timelapse);
}

/** Pictures came or changed since the video was made, or there is no video. */
function isOutdated({ origin, video, fingerprint, renderedFingerprint }: Timelapse): boolean {
  if (origin === 'video') return video === null;
  if (video === null || renderedFingerprint === null) return true;
  const { count, newestAt } = fingerprint;
  return count !== renderedFingerprint.count || newestAt !== renderedFingerprint.newestAt;
}

function isSourceMissing(error: unknown): boolean {
  return error instanceof AppError && error.code === 'source_missing';
}

function picturesGone({ folderName, status }: Timelapse) {
  return conflict(
    'source_missing',
    `The frames of "${folderName}" are missing, so its video can no longer be changed in this way.`,
    { status },
    'Restore the folder, then try again.',
  );
}

function noVideoYet({ folderName, status }: Timelapse) {
  return conflict(
    'video_gone',
    `There is no video of "${folderName}" to be changed.`,
    { status },
    'Wait until it is completed; if it was, put its video back.',
  );
}
