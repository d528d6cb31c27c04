import { z } from 'zod';
import {
  adminOnly,
  badInput,
  type EndpointSpec,
  error,
  id,
  idParams,
  notFound,
  paging,
  totalHeader,
} from './endpoint-parts.ts';
import {
  changedDestinationSchema,
  destinationSchema,
  destinationTestSchema,
  newDestinationSchema,
  newUploadSchema,
  UPLOAD_STATES,
  uploadSchema,
} from './uploads.ts';
import { uploadRoutes as routes } from './upload-routes.ts';

const destinationParams = z.object({ id: id.describe('Id of the destination') });
const uploadParams = idParams.extend({ upload_id: id.describe('Id of the upload') });
const noDestination = error('No destination has this id');
const nameTaken = error('Another destination has this name, or there are too many');

/** Videos on servers of the user's. */
export const uploadEndpoints = {
  listDestinations: {
    ...routes.listDestinations,
    summary: 'Servers that videos are uploaded to, by name; secrets are never in it',
    responses: { 200: { description: 'The destinations', schema: z.array(destinationSchema) } },
  },
  createDestination: {
    ...routes.createDestination,
    summary: 'Add a destination',
    body: newDestinationSchema,
    responses: {
      201: { description: 'It was added', schema: destinationSchema },
      400: badInput,
      403: adminOnly,
      409: nameTaken,
    },
  },
  putDestination: {
    ...routes.putDestination,
    summary: 'Change a destination; what failed there is tried again',
    params: destinationParams,
    body: changedDestinationSchema,
    responses: {
      200: { description: 'It was changed', schema: destinationSchema },
      400: badInput,
      403: adminOnly,
      404: noDestination,
      409: nameTaken,
    },
  },
  deleteDestination: {
    ...routes.deleteDestination,
    summary: 'Remove a destination and its uploads; videos that are there stay there',
    params: destinationParams,
    responses: {
      204: { description: 'It was removed' },
      400: badInput,
      403: adminOnly,
      404: noDestination,
    },
  },
  testDestination: {
    ...routes.testDestination,
    summary: 'Write a small file to a destination, read it back and delete it',
    params: destinationParams,
    responses: {
      200: { description: 'Whether it works', schema: destinationTestSchema },
      400: badInput,
      403: adminOnly,
      404: noDestination,
    },
  },
  listUploads: {
    ...routes.listUploads,
    summary: 'Uploads of all videos, newest first',
    query: z.object({
      ...paging,
      state: z.enum(UPLOAD_STATES).optional().describe('Only those in this state'),
    }),
    responses: {
      200: { description: 'The uploads', schema: z.array(uploadSchema), headers: totalHeader },
      400: badInput,
    },
  },
  listTimelapseUploads: {
    ...routes.listTimelapseUploads,
    summary: 'Uploads of one video, newest first; each version of it has its own',
    params: idParams,
    responses: {
      200: { description: 'The uploads', schema: z.array(uploadSchema) },
      400: badInput,
      404: notFound,
    },
  },
  createUpload: {
    ...routes.createUpload,
    summary: 'Upload a video; one that is there or on its way is not sent twice',
    params: idParams,
    body: newUploadSchema,
    responses: {
      202: { description: 'The upload, which waits, is being sent, or is done', schema: uploadSchema },
      400: badInput,
      403: adminOnly,
      404: error('No timelapse or destination has this id'),
      409: error('There is no video'),
    },
  },
  deleteUpload: {
    ...routes.deleteUpload,
    summary: 'Cancel an upload; what is sent of it is removed there where possible',
    params: uploadParams,
    responses: {
      204: { description: 'It is cancelled' },
      400: badInput,
      403: adminOnly,
      404: error('No timelapse or upload has this id'),
      409: error('It is already there; the app does not delete videos on servers'),
    },
  },
} as const satisfies Record<string, EndpointSpec>;
