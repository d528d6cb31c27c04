import { z } from 'zod';
import {
  adminOnly,
  badInput,
  type EndpointSpec,
  error,
  flag,
  id,
  idParams,
  notFound,
} from './endpoint-parts.ts';
import { newShareSchema, shareAspectQuery, shareCropSchema, shareSchema } from './share-copies.ts';
import { shareRoutes as routes } from './share-routes.ts';

const shareParams = idParams.extend({ share_id: id.describe('Id of the copy') });
const noShare = error('No timelapse or copy has this id');
const contentType = ['video/mp4', 'image/gif', 'image/webp'];
const rangeHeader = { 'Accept-Ranges': 'bytes', ETag: 'Changes whenever the file changes' };

/** Copies of a video that fit into a chat, a mail or a phone. */
export const shareEndpoints = {
  listShares: {
    ...routes.listShares,
    summary: 'Copies of the video, oldest first',
    params: idParams,
    responses: {
      200: { description: 'The copies', schema: z.array(shareSchema) },
      400: badInput,
      404: notFound,
    },
  },
  createShare: {
    ...routes.createShare,
    summary: 'Make a copy of the video; the same wish again returns the copy that is there',
    params: idParams,
    body: newShareSchema,
    responses: {
      202: { description: 'The copy, which waits or is being made', schema: shareSchema },
      400: badInput,
      403: adminOnly,
      404: notFound,
      409: error('There is no video, or it has too many copies'),
    },
  },
  getShareCrop: {
    ...routes.getShareCrop,
    summary: 'The part that a copy of this shape shows when no crop is given: where the print grows',
    params: idParams,
    query: shareAspectQuery,
    responses: {
      200: { description: 'The part', schema: shareCropSchema },
      400: badInput,
      404: error('No timelapse has this id, it has no video, or its video cannot be read'),
    },
  },
  getShareFile: {
    ...routes.getShareFile,
    summary: 'The file of a copy; supports byte ranges, open-ended ones in slices under 4 MB',
    params: shareParams,
    query: z.object({
      download: flag.prefault('false').describe('true = as a download with its file name'),
    }),
    responses: {
      200: { description: 'The whole file', contentType, headers: rangeHeader },
      206: {
        description: 'Part of the file',
        contentType,
        headers: { ...rangeHeader, 'Content-Range': 'Which part, of how many bytes' },
      },
      304: { description: 'Not modified since the given ETag or time' },
      400: badInput,
      404: error('No timelapse or copy has this id, or it is not ready'),
      412: error('The file does not match If-Match or If-Unmodified-Since'),
      416: error('The range is outside the file'),
    },
  },
  deleteShare: {
    ...routes.deleteShare,
    summary: 'Delete a copy; one that is being made is stopped',
    params: shareParams,
    responses: { 204: { description: 'It was deleted' }, 400: badInput, 403: adminOnly, 404: noShare },
  },
} as const satisfies Record<string, EndpointSpec>;
