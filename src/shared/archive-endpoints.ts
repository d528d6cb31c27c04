import { z } from 'zod';
import {
  adminOnly,
  badInput,
  type EndpointSpec,
  error,
  idParams,
  manyIds,
  notFound,
} from './endpoint-parts.ts';
import { archiveRoutes as routes } from './archive-routes.ts';
import { bulkErrorsSchema, timelapseSchema } from './timelapse.ts';

const bulkArchiveResultSchema = z
  .object({
    archived: z.int().min(0).describe('How many are archived, or will be'),
    failed: z.int().min(0).describe('How many are not'),
    errors: bulkErrorsSchema,
  })
  .meta({ id: 'BulkArchiveResult', description: 'Result of archiving several' });

/** Videos in a second folder, on network storage or a USB disk. */
export const archiveEndpoints = {
  archiveTimelapse: {
    ...routes.archiveTimelapse,
    summary:
      'Move the video into the archive folder: copied, checked, then removed here; it is watched from there',
    params: idParams,
    responses: {
      202: { description: 'It goes on after this answer', schema: timelapseSchema },
      400: badInput,
      403: adminOnly,
      404: notFound,
      409: error('There is no archive folder or no video, or it is being rendered'),
    },
  },
  unarchiveTimelapse: {
    ...routes.unarchiveTimelapse,
    summary: 'Bring the video back from the archive; one that is on its way there stays',
    params: idParams,
    responses: {
      202: { description: 'It goes on after this answer', schema: timelapseSchema },
      400: badInput,
      403: adminOnly,
      404: notFound,
      409: error('It is not in an archive'),
    },
  },
  bulkArchive: {
    ...routes.bulkArchive,
    summary:
      'Move the videos of many into the archive folder; each on its own, with a result for each that failed',
    body: z.object({ timelapse_ids: manyIds }),
    responses: {
      200: { description: 'The result', schema: bulkArchiveResultSchema },
      400: badInput,
      403: adminOnly,
    },
  },
} as const satisfies Record<string, EndpointSpec>;
