import { z } from 'zod';
import {
  adminOnly,
  badInput,
  type EndpointSpec,
  error,
  idParams,
  paging,
  totalHeader,
} from './endpoint-parts.ts';
import { timelapseSchema } from './timelapse.ts';
import { emptiedTrashSchema, trashedVideoSchema } from './trash.ts';
import { trashRoutes as routes } from './trash-routes.ts';

const notThere = error('Nothing in the trash has this id');

/** Videos of deleted timelapses, for `timelapse_trash_days`. */
export const trashEndpoints = {
  listTrash: {
    ...routes.listTrash,
    summary: 'Deleted videos that can be restored, latest first',
    query: z.object(paging),
    responses: {
      200: { description: 'The videos', schema: z.array(trashedVideoSchema), headers: totalHeader },
      400: badInput,
    },
  },
  emptyTrash: {
    ...routes.emptyTrash,
    summary: 'Delete everything in the trash for good',
    responses: { 200: { description: 'What was in it', schema: emptiedTrashSchema }, 403: adminOnly },
  },
  getTrashPoster: {
    ...routes.getTrashPoster,
    summary: 'Last good frame of a video in the trash',
    params: idParams,
    responses: {
      200: { description: 'The poster', contentType: 'image/jpeg' },
      304: { description: 'Not modified' },
      400: badInput,
      404: error('Nothing in the trash has this id, or it has no poster'),
    },
  },
  restoreFromTrash: {
    ...routes.restoreFromTrash,
    summary: 'Bring a deleted timelapse back as it was, with its video; nothing is rendered',
    params: idParams,
    responses: {
      200: { description: 'It was restored', schema: timelapseSchema },
      400: badInput,
      403: adminOnly,
      404: notThere,
      409: error('Its video cannot be put back; it stays in the trash'),
    },
  },
  deleteFromTrash: {
    ...routes.deleteFromTrash,
    summary: 'Delete one video in the trash for good',
    params: idParams,
    responses: { 204: { description: 'It was deleted' }, 400: badInput, 403: adminOnly, 404: notThere },
  },
} as const satisfies Record<string, EndpointSpec>;
