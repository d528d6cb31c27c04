import { cropSpan } from '../lib/crop-span.ts';
import type { AppError } from '../lib/errors.ts';
import { badField } from './bad-field.ts';
import type { PresetRecipe, Recipe } from './recipe.ts';

/** The smallest picture that is worth a video, in pixels. */
const MIN_CROP = 64;
/** The engine cuts at even places, since the colour has half the resolution. */
const EVEN = 2;
/** Parts of a picture are rounded on their way through JSON. */
const ROUNDING = 1e-6;

export interface Pictures {
  /** File names in the order of the video. */
  names: readonly string[];
  /** Of an upright picture, in pixels; null = unknown. */
  size: { width: number; height: number } | null;
}

/** @throws AppError 400 naming the field */
export function checkRecipe(recipe: Recipe, pictures: Pictures): void {
  checkNames(recipe, pictures.names);
  checkRange(recipe, pictures.names);
  checkCrop(recipe, pictures.size);
}

/** @param size of its pictures @throws AppError 400 naming the field */
export function checkOfVideo(recipe: Recipe, size: { width: number; height: number }): void {
  for (const field of ['excluded_frames', 'included_frames'] as const) {
    if (recipe[field] === undefined) continue;
    throw badField(field, recipe[field], 'the pictures of a video have no names', {
      problem: 'no_names',
      facts: {},
    });
  }
  checkCrop(recipe, size);
}

/** A preset may fit other pictures. @throws AppError 400 naming `preset_id` */
export function checkPresetCrop(
  { preset_id: id }: Recipe,
  preset: PresetRecipe,
  size: Pictures['size'],
): void {
  try {
    checkCrop(preset, size);
  } catch (error) {
    const { reason } = (error as AppError).detail as { reason: string };
    throw badField('preset_id', id, `its crop does not fit: ${reason}`, {
      problem: 'preset_crop',
      facts: {},
    });
  }
}

/** @throws AppError 400 naming the field */
export function checkPreset(preset: PresetRecipe): void {
  checkCrop(preset, null, 'recipe.');
}

/** Pictures that the recipe names and the folder no longer has. */
export function missingFrames(recipe: Recipe, names: readonly string[]): string[] {
  const there = new Set(names);
  return namedFrames(recipe)
    .map(({ name }) => name)
    .filter((name) => !there.has(name));
}

function namedFrames(recipe: Recipe): { field: string; name: string }[] {
  const { first_frame, last_frame, excluded_frames = [], included_frames = [] } = recipe;
  return [
    ...(first_frame === undefined ? [] : [{ field: 'first_frame', name: first_frame }]),
    ...(last_frame === undefined ? [] : [{ field: 'last_frame', name: last_frame }]),
    ...excluded_frames.map((name, index) => ({ field: `excluded_frames.${index}`, name })),
    ...included_frames.map((name, index) => ({ field: `included_frames.${index}`, name })),
  ];
}

function checkNames(recipe: Recipe, names: readonly string[]): void {
  const there = new Set(names);
  const unknown = namedFrames(recipe).find(({ name }) => !there.has(name));
  if (unknown)
    throw badField(unknown.field, unknown.name, 'there is no such picture in the folder', {
      problem: 'unknown_frame',
      facts: { name: unknown.name },
    });
  const excluded = new Set(recipe.excluded_frames);
  const both = recipe.included_frames?.findIndex((name) => excluded.has(name)) ?? -1;
  if (both >= 0) {
    const name = recipe.included_frames![both]!;
    throw badField(`included_frames.${both}`, name, 'it is also in excluded_frames', {
      problem: 'also_excluded',
      facts: { name },
    });
  }
}

function checkRange(recipe: Recipe, names: readonly string[]): void {
  const { first_frame, last_frame, excluded_frames = [] } = recipe;
  const from = first_frame === undefined ? 0 : names.indexOf(first_frame);
  const to = last_frame === undefined ? names.length - 1 : names.indexOf(last_frame);
  if (to < from)
    throw badField('last_frame', last_frame ?? null, 'it comes before first_frame', {
      problem: 'ends_before_start',
      facts: {},
    });
  const excluded = new Set(excluded_frames);
  if (names.length > 0 && names.slice(from, to + 1).every((name) => excluded.has(name)))
    throw badField('excluded_frames', excluded_frames.length, 'no picture would be left', {
      problem: 'none_left',
      facts: {},
    });
}

function checkCrop({ crop }: PresetRecipe, size: Pictures['size'], within = ''): void {
  if (crop === undefined) return;
  if (crop.x + crop.width > 1 + ROUNDING)
    throw badField(`${within}crop.width`, crop.width, 'it reaches beyond the right edge', {
      problem: 'beyond_right',
      facts: {},
    });
  if (crop.y + crop.height > 1 + ROUNDING)
    throw badField(`${within}crop.height`, crop.height, 'it reaches beyond the lower edge', {
      problem: 'beyond_bottom',
      facts: {},
    });
  if (size === null) return;
  for (const [side, start] of [
    ['width', crop.x],
    ['height', crop.y],
  ] as const) {
    const { length } = cropSpan(start, crop[side], size[side], EVEN);
    if (length < MIN_CROP)
      throw badField(
        `${within}crop.${side}`,
        crop[side],
        `it leaves ${length} of at least ${MIN_CROP} pixels`,
        { problem: 'crop_too_small', facts: { pixels: length, least: MIN_CROP } },
      );
  }
}
