import { z } from 'zod';
import {
  adminOnly,
  badInput,
  conflict,
  type EndpointSpec,
  error,
  flag,
  id,
  idParams,
  manyIds,
  notFound,
  paging,
  totalHeader,
} from './endpoint-parts.ts';
import { archiveEndpoints } from './archive-endpoints.ts';
import type { archiveRoutes } from './archive-routes.ts';
import { captureEndpoints } from './capture-endpoints.ts';
import { flickerCurveSchema } from './flicker.ts';
import {
  entitySchema,
  folderListSchema,
  optionValuesSchema,
  settingsSchema,
  testReportSchema,
} from './settings.ts';
import { hiddenText } from './hidden-text.ts';
import { printDataSchema } from './print-data.ts';
import { jobSuggestionSchema, newPrintJobSchema, printJobSchema, printJobViewSchema } from './print-job.ts';
import { mediaMoveEndpoints } from './media-move-endpoints.ts';
import type { mediaMoveRoutes } from './media-move-routes.ts';
import { placeEndpoints } from './place-endpoints.ts';
import { recipeEndpoints } from './recipe-endpoints.ts';
import { programRoutes, routes } from './routes.ts';
import { ruleEndpoints } from './rule-endpoints.ts';
import type { ruleRoutes } from './rule-routes.ts';
import { statisticsEndpoints } from './statistics-endpoints.ts';
import type { statisticsRoutes } from './statistics-routes.ts';
import { uploadEndpoints } from './upload-endpoints.ts';
import type { uploadRoutes } from './upload-routes.ts';
import { shareEndpoints } from './share-endpoints.ts';
import { monthCountSchema } from './months.ts';
import { monthRoutes } from './month-routes.ts';
import { linkRoutes } from './link-routes.ts';
import type { placeRoutes } from './place-routes.ts';
import type { shareRoutes } from './share-routes.ts';
import { MOST_ZIPPED, zipRoutes } from './zip-routes.ts';
import { SORT_KEYS, STATUSES } from './statuses.ts';
import { statsSchema } from './stats.ts';
import { trashEndpoints } from './trash-endpoints.ts';
import type { trashRoutes } from './trash-routes.ts';
import { healthSchema, queueSchema, viewerSchema } from './system.ts';
import { absolutePath, limited } from './texts.ts';
import {
  bulkDeleteResultSchema,
  frameDeletionResultSchema,
  cleanupCandidateSchema,
  ignoredFolderSchema,
  timelapseSchema,
} from './timelapse.ts';

const wholeFlag = flag
  .prefault('false')
  .describe('true = the whole video where the current one is a part of it');

const searchText = limited(z.string(), 200);
/** Enough for 200 characters of three bytes each; those of four bytes are rare. */
const hiddenSearch = hiddenText(searchText, 800)
  .optional()
  .describe('The same text as base64url of its UTF-8, for proxies that reject some texts');
const folderPath = absolutePath(z.string());
const jobParams = z.object({ id: id.describe('Id of the print job') });

const timelapse = (description: string) => ({ description, schema: timelapseSchema });

const candidates = {
  description: 'The candidates',
  schema: z.array(cleanupCandidateSchema),
  headers: totalHeader,
};
const pictureHeader = { ETag: 'Changes whenever the picture changes' };
const rangeHeader = { 'Accept-Ranges': 'bytes', ETag: 'Changes whenever the video changes' };

const entityDomain = z.string().regex(/^[a-z0-9_]{1,50}$/, 'must be a domain such as sensor');

const severalIds = limited(
  z.string().regex(new RegExp(`^[^,]{1,100}(?:,[^,]{1,100}){0,${MOST_ZIPPED - 1}}$`), 'must be ids'),
  8000,
).describe(`Ids of the timelapses, with commas between them; at most ${MOST_ZIPPED}`);

/** Which timelapses of the list. */
const selecting = {
  status: z
    .union([z.enum(STATUSES), z.array(z.enum(STATUSES))])
    .optional()
    .describe('Only these statuses; can be repeated'),
  linked: flag.optional().describe('Only linked (true) or only unlinked (false) timelapses'),
  linked_only: flag.optional().describe('true = only linked timelapses'),
  pinned: flag.optional().describe('Only pinned (true) or only unpinned (false) timelapses'),
  age: z
    .enum(['recent', 'old'])
    .optional()
    .describe('recent = younger than the clean-up age, old = at least that old'),
  q: searchText
    .optional()
    .describe('Text in the title, folder name, notes or linked print job; ignores case and accents'),
  q64: hiddenSearch,
  printer: searchText.optional().describe('Only timelapses of this printer'),
};

/** By the name of the handler. Request checks, types and the OpenAPI document are derived from it. */
export const endpoints = {
  // Before those with an id in the same place of their path.
  ...archiveEndpoints,
  listTimelapses: {
    ...routes.listTimelapses,
    summary: 'List timelapses, newest first',
    query: z.object({
      ...selecting,
      sort: z
        .enum([...SORT_KEYS, ...SORT_KEYS.map((key) => `-${key}` as const)])
        .default('-created')
        .describe('Sort order; a leading minus reverses it'),
      ...paging,
    }),
    responses: {
      200: {
        description: 'The timelapses',
        schema: z.array(timelapseSchema),
        headers: totalHeader,
      },
      400: badInput,
    },
  },
  countMonths: {
    ...monthRoutes.countMonths,
    summary: 'How many timelapses each month has, latest first',
    query: z.object({
      ...selecting,
      time_zone: limited(z.string().min(1), 100)
        .optional()
        .describe('Where months begin, such as Europe/Berlin; by default the time zone of the app'),
    }),
    responses: {
      200: { description: 'Months with any', schema: z.array(monthCountSchema) },
      400: badInput,
      404: error('There is no time zone of this name'),
    },
  },
  getStats: {
    ...routes.getStats,
    summary: 'Totals over all timelapses',
    responses: { 200: { description: 'The totals', schema: statsSchema } },
  },
  downloadZip: {
    ...zipRoutes.downloadZip,
    summary: 'Several videos as one ZIP archive, which is made while it is sent',
    query: z.object({ ids: severalIds }),
    responses: {
      200: { description: 'The archive', contentType: 'application/zip' },
      400: badInput,
      404: error('No timelapse has one of these ids, or one has no video'),
    },
  },
  listCleanupCandidates: {
    ...routes.listCleanupCandidates,
    summary: 'Videos that clean-up suggests to delete, largest first',
    query: z.object(paging),
    responses: { 200: candidates, 400: badInput },
  },
  listCleanup: {
    ...programRoutes.listCleanup,
    summary: 'The same as /timelapses/cleanup/candidates',
    query: z.object(paging),
    responses: { 200: candidates, 400: badInput },
  },
  listReclaimable: {
    ...routes.listReclaimable,
    summary: 'Finished timelapses whose frames can be deleted, of any age, largest first',
    query: z.object(paging),
    responses: {
      200: { description: 'The timelapses', schema: z.array(timelapseSchema), headers: totalHeader },
      400: badInput,
    },
  },
  bulkDeleteFrames: {
    ...routes.bulkDeleteFrames,
    summary: 'Delete the frames of many and keep their videos, each after a check of its video',
    body: z.object({ timelapse_ids: manyIds }),
    responses: {
      200: { description: 'The result', schema: frameDeletionResultSchema },
      400: badInput,
      403: adminOnly,
    },
  },
  listIgnored: {
    ...routes.listIgnored,
    summary: 'Deleted timelapses whose frames remain, latest first',
    query: z.object(paging),
    responses: {
      200: {
        description: 'The ignored folders',
        schema: z.array(ignoredFolderSchema),
        headers: totalHeader,
      },
      400: badInput,
    },
  },
  bulkDelete: {
    ...routes.bulkDelete,
    summary: 'Delete many; each on its own, with a result for each that failed',
    body: z.object({
      timelapse_ids: manyIds,
      delete_source: z
        .boolean()
        .default(false)
        .describe('Also delete their frames, by the same rules as for a single timelapse'),
    }),
    responses: {
      200: { description: 'The result', schema: bulkDeleteResultSchema },
      400: badInput,
      403: adminOnly,
    },
  },
  restoreTimelapse: {
    ...routes.restoreTimelapse,
    summary:
      'Restore a deleted timelapse under its old id; its video is rendered again unless it is in the trash',
    params: idParams,
    responses: {
      200: timelapse('It was restored'),
      400: badInput,
      403: adminOnly,
      404: notFound,
    },
  },
  updateTimelapse: {
    ...routes.updateTimelapse,
    summary: 'Set title or notes; null removes them',
    params: idParams,
    body: z
      .object({
        title: limited(z.string().trim(), 200)
          .nullable()
          .optional()
          .describe('Shown instead of the folder name'),
        notes: limited(z.string(), 10_000).nullable().optional().describe('Free text'),
      })
      .refine((body) => Object.keys(body).length > 0, 'title or notes is required')
      .meta({ anyOf: [{ required: ['title'] }, { required: ['notes'] }] }),
    responses: { 200: timelapse('The timelapse'), 400: badInput, 403: adminOnly, 404: notFound },
  },
  getTimelapse: {
    ...routes.getTimelapse,
    summary: 'One timelapse',
    params: idParams,
    responses: { 200: timelapse('The timelapse'), 400: badInput, 404: notFound },
  },
  processTimelapse: {
    ...routes.processTimelapse,
    summary: 'Render now, ahead of the queue; also retries or renders again',
    params: idParams,
    responses: {
      202: timelapse('It is in the queue'),
      400: badInput,
      403: adminOnly,
      404: notFound,
      409: conflict,
    },
  },
  cancelTimelapse: {
    ...routes.cancelTimelapse,
    summary: 'Remove from the queue or stop the running render; it then only starts manually',
    params: idParams,
    responses: {
      202: timelapse('It is being cancelled'),
      400: badInput,
      403: adminOnly,
      404: notFound,
      409: conflict,
    },
  },
  deleteTimelapse: {
    ...routes.deleteTimelapse,
    summary:
      'Delete the record and every file it owns; the video goes to the trash, and the frames stay unless delete_source is set',
    params: idParams,
    query: z.object({
      delete_source: flag
        .prefault('false')
        .describe('Also delete the frames; only for a completed timelapse with a playable video'),
    }),
    responses: {
      204: { description: 'It was deleted' },
      400: badInput,
      403: adminOnly,
      404: notFound,
      409: conflict,
    },
  },
  pinTimelapse: {
    ...routes.pinTimelapse,
    summary: 'Pin or unpin; toggles if there is no body',
    params: idParams,
    body: z.object({ pinned: z.boolean().optional().describe('The new value; omitted = toggle') }).optional(),
    responses: { 200: timelapse('The timelapse'), 400: badInput, 403: adminOnly, 404: notFound },
  },
  linkTimelapse: {
    ...routes.linkTimelapse,
    summary: 'Link to a print job, or unlink; a manual link is never changed automatically',
    params: idParams,
    body: z.object({
      job_id: id.nullable().describe('Id of the print job; null unlinks'),
    }),
    responses: {
      200: timelapse('The timelapse'),
      400: badInput,
      403: adminOnly,
      404: error('There is no such timelapse or print job'),
    },
  },
  suggestJobs: {
    ...routes.suggestJobs,
    summary: 'Print jobs that it may belong to, best match first, with reasons',
    params: idParams,
    responses: {
      200: { description: 'The suggestions', schema: z.array(jobSuggestionSchema) },
      400: badInput,
      404: notFound,
    },
  },
  refuseJob: {
    ...linkRoutes.refuseJob,
    summary: 'Say that it does not belong to a print job: unlinked if it was, and never suggested again',
    params: idParams.extend({ job_id: id.describe('Id of the print job') }),
    responses: {
      204: { description: 'Noted' },
      400: badInput,
      403: adminOnly,
      404: error('There is no such timelapse or print job'),
    },
  },
  listJobs: {
    ...routes.listJobs,
    summary: 'List print jobs, latest first',
    query: z.object({
      q: searchText.optional().describe('Text in the name, file or printer; ignores case and accents'),
      q64: hiddenSearch,
      ...paging,
    }),
    responses: {
      200: {
        description: 'The print jobs',
        schema: z.array(printJobSchema),
        headers: totalHeader,
      },
      400: badInput,
    },
  },
  createJob: {
    ...programRoutes.createJob,
    summary: 'Report a print; a known external_id updates that print job',
    body: newPrintJobSchema,
    responses: {
      200: { description: 'The updated print job', schema: printJobSchema },
      201: { description: 'The new print job', schema: printJobSchema },
      400: badInput,
      403: adminOnly,
    },
  },
  getJob: {
    ...routes.getJob,
    summary: 'One print job with its timelapses',
    params: jobParams,
    query: z.object(paging).describe('Maximum number of its timelapses'),
    responses: {
      200: {
        description: 'The print job',
        schema: printJobViewSchema,
        headers: { 'X-Total-Count': 'Number of its timelapses, regardless of limit and offset' },
      },
      400: badInput,
      404: error('No print job has this id'),
    },
  },
  joinFolders: {
    ...routes.joinFolders,
    summary:
      'Make one video of a print whose pictures are in several folders; pictures of later folders are moved to the first',
    params: jobParams,
    responses: {
      202: timelapse('The timelapse of the first folder'),
      400: badInput,
      403: adminOnly,
      404: error('No print job has this id'),
      409: error('There is nothing to join, or the pictures cannot be put in order'),
    },
  },
  dismissMissingPictures: {
    ...routes.dismissMissingPictures,
    summary:
      'Expect no pictures from the printer of this print job until some arrive; ends the notice about them',
    params: jobParams,
    responses: {
      204: { description: 'No more notices about this printer' },
      400: badInput,
      403: adminOnly,
      404: error('No print job has this id'),
    },
  },
  getVideo: {
    ...routes.getVideo,
    summary: 'The video; supports byte ranges, open-ended ones in slices under 4 MB',
    params: idParams,
    query: z.object({
      download: flag.prefault('false').describe('true = as a download with its file name'),
      whole: wholeFlag,
    }),
    responses: {
      200: { description: 'The whole video', contentType: 'video/mp4', headers: rangeHeader },
      206: {
        description: 'Part of the video',
        contentType: 'video/mp4',
        headers: { ...rangeHeader, 'Content-Range': 'Which part, of how many bytes' },
      },
      304: { description: 'Not modified since the given ETag or time' },
      400: badInput,
      404: notFound,
      412: error('The video does not match If-Match or If-Unmodified-Since'),
      416: error('The range is outside the video'),
    },
  },
  getPoster: {
    ...routes.getPoster,
    summary: 'Last good frame of the video',
    params: idParams,
    responses: {
      200: { description: 'The poster', contentType: 'image/jpeg' },
      304: { description: 'Not modified' },
      400: badInput,
      404: notFound,
    },
  },
  getPreview: {
    ...routes.getPreview,
    summary: 'Sprite sheet of the video for scrubbing: 8 × 6 tiles, 240 pixels wide, row by row',
    params: idParams,
    query: z.object({ whole: wholeFlag }),
    responses: {
      200: { description: 'The sprite sheet', contentType: 'image/jpeg', headers: pictureHeader },
      304: { description: 'Not modified' },
      400: badInput,
      404: error('No timelapse has this id, it has no video, or its video cannot be read'),
    },
  },
  deleteFrames: {
    ...routes.deleteFrames,
    summary:
      'Delete its frames and keep its video, after a check of the video; it cannot be rendered again then',
    params: idParams,
    responses: {
      200: timelapse('The timelapse, without its frames'),
      400: badInput,
      403: adminOnly,
      404: notFound,
      409: conflict,
    },
  },
  getFrame: {
    ...routes.getFrame,
    summary: 'One source frame, upright and at most 480 pixels wide',
    params: idParams.extend({
      n: z
        .string()
        .regex(/^(?:latest|[1-9]\d{0,8})$/, 'expected a number from 1, or "latest"')
        .describe('Number of the frame in the video, starting at 1, or "latest" for the newest'),
    }),
    responses: {
      200: { description: 'The frame', contentType: 'image/jpeg', headers: pictureHeader },
      304: { description: 'Not modified' },
      400: badInput,
      404: error('No timelapse has this id, its frames are missing, or there is no such readable frame'),
    },
  },
  getFlicker: {
    ...routes.getFlicker,
    summary: 'Brightness of every frame before and after, as measured by the engine',
    params: idParams,
    responses: {
      200: { description: 'The curve', schema: flickerCurveSchema },
      400: badInput,
      404: error('No timelapse has this id, it has no video, or its engine measured nothing'),
    },
  },
  getPrintData: {
    ...routes.getPrintData,
    summary: 'What the printer did during the print: temperatures, progress, and the layer in each picture',
    params: idParams,
    responses: {
      200: { description: 'The data; all lists are empty where nothing is known', schema: printDataSchema },
      400: badInput,
      404: notFound,
    },
  },
  getLog: {
    ...routes.getLog,
    summary: "The engine's output from the last run",
    params: idParams,
    responses: { 200: { description: 'The log', contentType: 'text/plain' }, 400: badInput, 404: notFound },
  },
  getQueue: {
    ...routes.getQueue,
    summary: 'What is being rendered and what is waiting, for clients without live events',
    responses: { 200: { description: 'The queue', schema: queueSchema } },
  },
  pauseQueue: {
    ...routes.pauseQueue,
    summary: 'Start no new renders; a running render continues',
    responses: { 200: { description: 'The queue', schema: queueSchema }, 403: adminOnly },
  },
  resumeQueue: {
    ...routes.resumeQueue,
    summary: 'Resume the queue',
    responses: { 200: { description: 'The queue', schema: queueSchema }, 403: adminOnly },
  },
  getSettings: {
    ...routes.getSettings,
    summary: 'Every option with its value, source, limits and help',
    responses: { 200: { description: 'The options', schema: settingsSchema } },
  },
  changeSettings: {
    ...routes.changeSettings,
    summary:
      'Change options: they are saved and take effect at once; if any value is invalid, nothing is changed',
    body: z.strictObject({ options: optionValuesSchema }),
    responses: {
      200: { description: 'The new options', schema: settingsSchema },
      400: error('Invalid values; `detail.problems` lists option, value, reason and remedy of each'),
      403: adminOnly,
      409: error('They could not be saved; nothing was changed'),
    },
  },
  testSettings: {
    ...routes.testSettings,
    summary:
      'Check folders, free space, engine and ffmpeg; an engine is only started after it has been saved',
    body: z
      .strictObject({ options: optionValuesSchema.optional() })
      .optional()
      .describe('Values to test before saving; omitted = the current options'),
    responses: {
      200: { description: 'One line per item checked', schema: testReportSchema },
      400: badInput,
      403: adminOnly,
    },
  },
  listFolders: {
    ...routes.listFolders,
    summary: 'The folders inside a folder, for a folder picker; never outside the folders that can be chosen',
    query: z.object({
      path: folderPath.optional().describe('Absolute path of the folder; omitted = the list of roots'),
      path64: hiddenText(folderPath, 5460)
        .optional()
        .describe('The same path as base64url of its UTF-8, for proxies that reject some paths'),
    }),
    responses: {
      200: { description: 'The folders in it', schema: folderListSchema },
      400: badInput,
      403: error('The folder cannot be chosen or read'),
      404: error('There is no such folder, or its share is not responding'),
    },
  },
  listEntities: {
    ...routes.listEntities,
    summary:
      'Entities of Home Assistant, for an entity picker; empty outside Home Assistant and while it is not connected',
    query: z.object({
      domain: z
        .union([entityDomain, z.array(entityDomain).max(20)])
        .optional()
        .describe('Only these kinds of entities; can be repeated'),
    }),
    responses: {
      200: { description: 'The entities by name', schema: z.array(entitySchema) },
      400: badInput,
    },
  },
  getViewer: {
    ...routes.getViewer,
    summary: 'Who is using the page, and whether they can make changes',
    responses: { 200: { description: 'The user', schema: viewerSchema } },
  },
  getHealth: {
    ...routes.getHealth,
    summary: 'State of the app; 200 as long as it can serve requests',
    responses: { 200: { description: 'What works and what is degraded', schema: healthSchema } },
  },
  getOpenapi: {
    ...programRoutes.getOpenapi,
    summary: 'This document',
    responses: { 200: { description: 'OpenAPI 3.1', schema: z.record(z.string(), z.unknown()) } },
  },
  ...recipeEndpoints,
  ...captureEndpoints,
  ...shareEndpoints,
  ...uploadEndpoints,
  ...placeEndpoints,
  ...statisticsEndpoints,
  ...mediaMoveEndpoints,
  ...ruleEndpoints,
  ...trashEndpoints,
} as const satisfies { [N in EndpointName]: EndpointSpec & Routes[N] };

type Routes = typeof routes &
  typeof programRoutes &
  typeof shareRoutes &
  typeof uploadRoutes &
  typeof placeRoutes &
  typeof linkRoutes &
  typeof mediaMoveRoutes &
  typeof ruleRoutes &
  typeof archiveRoutes &
  typeof statisticsRoutes &
  typeof trashRoutes &
  typeof monthRoutes &
  typeof zipRoutes;
export type EndpointName = keyof Routes;
