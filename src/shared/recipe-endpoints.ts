import { z } from 'zod';
import {
  adminOnly,
  badInput,
  conflict,
  type EndpointSpec,
  error,
  id,
  idParams,
  notFound,
  paging,
  totalHeader,
} from './endpoint-parts.ts';
import { frameSchema, newPresetSchema, presetSchema, recipeSchema, recipeViewSchema } from './recipe.ts';
import { programRoutes, routes } from './routes.ts';

const presetParams = z.object({ id: id.describe('Id of the preset') });
const noPreset = error('No preset has this id');
const recipeView = (description: string) => ({ description, schema: recipeViewSchema });
const presetOf = (description: string) => ({ description, schema: presetSchema });

/** How one video is made, and presets for it. */
export const recipeEndpoints = {
  getRecipe: {
    ...routes.getRecipe,
    summary: 'The recipe of a timelapse, and the options that count where it sets nothing',
    params: idParams,
    responses: { 200: recipeView('The recipe'), 400: badInput, 404: notFound },
  },
  putRecipe: {
    ...routes.putRecipe,
    summary: 'Save the recipe; it replaces the earlier one and is used by the next render',
    params: idParams,
    body: recipeSchema,
    responses: {
      200: recipeView('The recipe'),
      400: badInput,
      403: adminOnly,
      404: notFound,
      409: conflict,
    },
  },
  deleteRecipe: {
    ...routes.deleteRecipe,
    summary: 'Back to the options; the video stays as it is until the next render',
    params: idParams,
    responses: { 204: { description: 'It has no recipe' }, 400: badInput, 403: adminOnly, 404: notFound },
  },
  previewRecipe: {
    ...routes.previewRecipe,
    summary: 'One picture as the recipe in the body would show it',
    params: idParams,
    query: z.object({
      frame: z
        .preprocess(
          (text) => (typeof text === 'string' && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : text),
          z.number().int().min(1).max(999_999_999),
        )
        .describe('Number of the picture in the order of the video, starting at 1'),
    }),
    body: recipeSchema,
    responses: {
      200: { description: 'The picture', contentType: 'image/jpeg' },
      400: badInput,
      403: adminOnly,
      404: error('No timelapse has this id, its frames are missing, or there is no such readable frame'),
      409: error('What the recipe sets needs frames, and they are missing'),
    },
  },
  listFrames: {
    ...routes.listFrames,
    summary: 'Every picture in the order of the video, with what the last render found out about it',
    params: idParams,
    query: z.object(paging),
    responses: {
      200: { description: 'The pictures', schema: z.array(frameSchema), headers: totalHeader },
      400: badInput,
      404: error('No timelapse has this id, or its frames are missing'),
    },
  },
  listPresets: {
    ...routes.listPresets,
    summary: 'All presets, those of the app first',
    query: z.object(paging),
    responses: {
      200: { description: 'The presets', schema: z.array(presetSchema), headers: totalHeader },
      400: badInput,
    },
  },
  createPreset: {
    ...routes.createPreset,
    summary: 'Save a preset',
    body: newPresetSchema,
    responses: { 201: presetOf('The preset'), 400: badInput, 403: adminOnly, 409: conflict },
  },
  putPreset: {
    ...programRoutes.putPreset,
    summary: 'Change a preset, and every recipe that builds on it',
    params: presetParams,
    body: newPresetSchema,
    responses: {
      200: presetOf('The preset'),
      400: badInput,
      403: adminOnly,
      404: noPreset,
      409: error('It comes with the app, or another preset has this name'),
    },
  },
  deletePreset: {
    ...routes.deletePreset,
    summary: 'Delete a preset; recipes that build on it keep what it set',
    params: presetParams,
    responses: {
      204: { description: 'It was deleted' },
      400: badInput,
      403: adminOnly,
      404: noPreset,
      409: error('It comes with the app'),
    },
  },
} as const satisfies Record<string, EndpointSpec>;
