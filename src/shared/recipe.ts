import { z } from 'zod';
import { recipeOverlaySchema } from './overlay.ts';
import { limited, named } from './texts.ts';
import { videoValues } from './video-values.ts';

/** A file name is at most 255 bytes long. */
const frameName = limited(z.string().min(1), 255).regex(/^[^/\0]+$/, 'must be the name of a file');
const frameNames = z.array(frameName).max(10_000);
const part = z.number().min(0).max(1);

export const cropSchema = z
  .strictObject({
    x: part.describe('Left edge'),
    y: part.describe('Upper edge'),
    width: part.gt(0).describe('Width'),
    height: part.gt(0).describe('Height'),
  })
  .describe('Part of the upright picture that is shown; 1 = the whole width or height');
export type Crop = z.infer<typeof cropSchema>;

export const ROTATIONS = [0, 90, 180, 270] as const;

/** Of the pictures themselves: presets have none of these. */
const pictureFields = {
  first_frame: frameName.nullish().describe('File name of the first picture; null = the first of the folder'),
  last_frame: frameName.nullish().describe('File name of the last picture; null = the last of the folder'),
  excluded_frames: frameNames.nullish().describe('File names of pictures to leave out'),
  included_frames: frameNames
    .nullish()
    .describe('File names of pictures that would otherwise be left out automatically'),
};

const lookFields = {
  target_seconds: videoValues.target_seconds.nullish().describe('Target length in seconds'),
  fps: videoValues.fps
    .nullish()
    .describe('Frames per second; without target_seconds, the length follows from it'),
  hold_last_frame_seconds: videoValues.hold_last_frame_seconds
    .nullish()
    .describe('How long the last frame is held, in seconds'),
  speed: z
    .number()
    .min(0.25)
    .max(8)
    .nullish()
    .describe('Plays this many times as fast: changes the frame rate, and the length with it'),
  deflicker: videoValues.deflicker.nullish().describe('How much flicker is removed'),
  steady: videoValues.steady.nullish().describe('Whether pictures with the print head in place are chosen'),
  crop: cropSchema.nullish(),
  rotate: z
    .union(ROTATIONS.map((angle) => z.literal(angle)))
    .nullish()
    .describe('Degrees clockwise, after cropping'),
  flip: z.enum(['none', 'horizontal', 'vertical']).nullish().describe('Mirrored, after rotating'),
  max_height: videoValues.max_height
    .nullish()
    .describe('Larger pictures are scaled down to this many pixels'),
  quality: videoValues.quality.nullish().describe('x264 CRF: lower values look better and make larger files'),
  preset: videoValues.preset.nullish().describe('x264 preset: slower makes smaller files'),
  overlay: recipeOverlaySchema.nullish(),
};

/** Every field may be missing or null: then the preset counts, and without one the options. */
export const recipeSchema = z
  .strictObject({
    ...pictureFields,
    ...lookFields,
    preset_id: limited(z.string().min(1), 100).nullish().describe('Preset that it builds on'),
  })
  .meta({ id: 'Recipe', description: 'How the video of one timelapse is made' });
export type WireRecipe = z.infer<typeof recipeSchema>;

export const presetRecipeSchema = z
  .strictObject(lookFields)
  .meta({ id: 'PresetRecipe', description: 'A recipe without pictures' });

/** What engines other than the bundled one cannot do. */
export const BUNDLED_ENGINE_FIELDS = [
  'included_frames',
  'deflicker',
  'steady',
  'crop',
  'rotate',
  'flip',
  'overlay',
] as const;

export const recipeViewSchema = z
  .object({
    recipe: recipeSchema.describe('As saved; null = not set'),
    options: z
      .object({
        deflicker: videoValues.deflicker,
        steady: videoValues.steady,
        target_seconds: videoValues.target_seconds,
        fps: videoValues.fps,
        min_fps: videoValues.fps,
        max_fps: videoValues.fps,
        max_height: videoValues.max_height,
        quality: videoValues.quality,
        preset: videoValues.preset,
        hold_last_frame_seconds: videoValues.hold_last_frame_seconds,
      })
      .describe('The options that count where the recipe sets nothing'),
    differs_from_video: z.boolean().describe('A render would change something'),
    has_overlay: z.boolean().describe('Title and print data are drawn into the video'),
    missing_frames: z
      .array(z.string())
      .describe('Pictures that the recipe names and that are no longer in the folder'),
    unsupported: z.array(z.enum(BUNDLED_ENGINE_FIELDS)).describe('Fields that the engine in use ignores'),
    whole_video: z
      .object({
        duration: z.number().describe('Seconds'),
        width: z.int().min(0).describe('Pixels'),
        height: z.int().min(0).describe('Pixels'),
        fps: z.number().min(0).describe('Frames per second'),
        is_cut: z
          .boolean()
          .describe('The video of the timelapse is a part of it, or was made of its pictures'),
      })
      .nullable()
      .describe(
        'The whole video, for a timelapse whose frames are gone or that was taken in as a video; null = it has frames, or no video',
      ),
  })
  .meta({ id: 'RecipeView', description: 'The recipe of a timelapse and what it builds on' });
export type WireRecipeView = z.infer<typeof recipeViewSchema>;

export const newPresetSchema = z
  .strictObject({
    name: named(60).describe('Name of the preset; must be unique'),
    recipe: presetRecipeSchema.describe('What it sets'),
  })
  .meta({ id: 'NewPreset', description: 'A preset to be saved' });

export const presetSchema = z
  .object({
    id: z.string().describe('Opaque id; safe in URLs'),
    name: z.string().describe('Name of the preset'),
    built_in: z.boolean().describe('Comes with the app; cannot be changed or deleted'),
    recipe: presetRecipeSchema.describe('What it sets'),
  })
  .meta({ id: 'Preset', description: 'A named recipe without pictures' });
export type WirePreset = z.infer<typeof presetSchema>;

/** `excluded` = by the recipe; the others as found by the engine. */
export const FRAME_STATES = [
  'good',
  'unreadable',
  'placeholder',
  'black',
  'glitch',
  'frozen',
  'blurred',
  'other_size',
  'excluded',
] as const;

export const frameSchema = z
  .object({
    n: z.int().min(1).describe('Number in the order of the video, starting at 1'),
    name: z.string().describe('File name'),
    taken_at: z.iso.datetime().describe('Time of the file'),
    size_bytes: z.int().min(0).describe('Size in bytes'),
    state: z.enum(FRAME_STATES).describe('What is wrong with it, by the last render'),
    reason: z.string().nullable().describe('The same for people'),
    chosen: z.boolean().nullable().describe('Whether the video shows it; null = unknown before a render'),
    light: z.number().nullable().describe('Brightness relative to the first frame, in percent'),
    layer: z.int().nullable().describe('Layer of the print, if known'),
  })
  .meta({ id: 'Frame', description: 'A picture of a timelapse' });
export type WireFrame = z.infer<typeof frameSchema>;
