import { z } from 'zod';
import { apiErrorSchema } from './api-error.ts';
import { flickerCurveSchema } from './flicker.ts';
import { folderListSchema, optionValuesSchema, settingsSchema, testReportSchema } from './settings.ts';
import { jobSuggestionSchema, newPrintJobSchema, printJobSchema, printJobViewSchema } from './print-job.ts';
import { SORT_KEYS, STATUSES } from './statuses.ts';
import { statsSchema } from './stats.ts';
import { healthSchema, queueSchema, viewerSchema } from './system.ts';
import {
  bulkDeleteResultSchema,
  cleanupCandidateSchema,
  ignoredFolderSchema,
  timelapseSchema,
} from './timelapse.ts';

/** One answer an endpoint can give: a JSON body by schema, or another content type. */
export interface ResponseSpec {
  description: string;
  schema?: z.ZodType;
  contentType?: string;
  headers?: Record<string, string>;
}

/** One endpoint: everything needed to check its requests, type them, and document it. */
export interface EndpointSpec {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Path below `/api/v1`, parameters in braces. */
  path: string;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** JSON body; an optional schema means that no body is fine too. */
  body?: z.ZodType;
  responses: Record<number, ResponseSpec>;
}

const flag = z.stringbool();
const idParams = z.object({ id: z.string().min(1).max(100).describe('Id of the timelapse') });

const timelapse = (description: string): ResponseSpec => ({ description, schema: timelapseSchema });
const error = (description: string): ResponseSpec => ({ description, schema: apiErrorSchema });
const notFound = error('No timelapse has this id, or it has no such file');
const badInput = error('The request is not valid; the field is named');
const adminOnly = error('The user may not change anything: not an administrator of Home Assistant');
const conflict = error('Not possible in the current status, which is named');

const pictureHeader = { ETag: 'Changes whenever the picture does' };
const rangeHeader = { 'Accept-Ranges': 'bytes', ETag: 'Changes whenever the video does' };

/** Every endpoint of the API, by the name of its handler. Checks, types and the OpenAPI document come from here. */
export const endpoints = {
  listTimelapses: {
    method: 'get',
    path: '/timelapses',
    summary: 'List timelapses, newest first',
    query: z.object({
      status: z
        .union([z.enum(STATUSES), z.array(z.enum(STATUSES))])
        .optional()
        .describe('Only these statuses; may be repeated'),
      linked: flag.optional().describe('Only linked ones (true) or only unlinked ones (false)'),
      linked_only: flag.optional().describe('true = only linked ones'),
      pinned: flag.optional().describe('Only pinned ones (true) or only unpinned ones (false)'),
      age: z
        .enum(['recent', 'old'])
        .optional()
        .describe('recent = younger than the clean-up age, old = at least as old'),
      q: z
        .string()
        .max(200)
        .optional()
        .describe('Text in title, folder name, notes or linked print job; case and accents do not matter'),
      printer: z.string().max(200).optional().describe('Only those of this printer'),
      sort: z
        .enum([...SORT_KEYS, ...SORT_KEYS.map((key) => `-${key}` as const)])
        .default('-created')
        .describe('Order; a leading minus turns it round'),
      limit: z.coerce.number().int().min(1).max(1000).default(100).describe('How many at most'),
      offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0).describe('How many to pass over'),
    }),
    responses: {
      200: {
        description: 'The timelapses',
        schema: z.array(timelapseSchema),
        headers: { 'X-Total-Count': 'How many there are without limit and offset' },
      },
      400: badInput,
    },
  },
  getStats: {
    method: 'get',
    path: '/timelapses/stats',
    summary: 'Totals over all timelapses',
    responses: { 200: { description: 'The totals', schema: statsSchema } },
  },
  listCleanupCandidates: {
    method: 'get',
    path: '/timelapses/cleanup/candidates',
    summary: 'What clean-up offers to delete, biggest first',
    responses: { 200: { description: 'The candidates', schema: z.array(cleanupCandidateSchema) } },
  },
  listCleanup: {
    method: 'get',
    path: '/timelapses/cleanup',
    summary: 'The same as /timelapses/cleanup/candidates',
    responses: { 200: { description: 'The candidates', schema: z.array(cleanupCandidateSchema) } },
  },
  listIgnored: {
    method: 'get',
    path: '/timelapses/ignored',
    summary: 'Deleted timelapses whose frames remain, latest first',
    responses: { 200: { description: 'The ignored folders', schema: z.array(ignoredFolderSchema) } },
  },
  bulkDelete: {
    method: 'post',
    path: '/timelapses/bulk-delete',
    summary: 'Delete many; each on its own, with a result for each that failed',
    body: z.object({
      timelapse_ids: z.array(z.string().min(1).max(100)).min(1).max(10_000).describe('Which ones'),
      delete_source: z
        .boolean()
        .default(false)
        .describe('Also remove their frames, by the rules of a single delete'),
    }),
    responses: {
      200: { description: 'How it went', schema: bulkDeleteResultSchema },
      400: badInput,
      403: adminOnly,
    },
  },
  restoreTimelapse: {
    method: 'post',
    path: '/timelapses/{id}/restore',
    summary: 'Bring a deleted timelapse back under its old id; its video is made again',
    params: idParams,
    responses: { 200: timelapse('It is back'), 400: badInput, 403: adminOnly, 404: notFound },
  },
  updateTimelapse: {
    method: 'patch',
    path: '/timelapses/{id}',
    summary: 'Give a title or notes; null takes them away',
    params: idParams,
    body: z
      .object({
        title: z.string().trim().max(200).nullable().optional().describe('Shown instead of the folder name'),
        notes: z.string().max(10_000).nullable().optional().describe('Free text'),
      })
      .refine((body) => Object.keys(body).length > 0, 'title or notes must be given'),
    responses: { 200: timelapse('The timelapse'), 400: badInput, 403: adminOnly, 404: notFound },
  },
  getTimelapse: {
    method: 'get',
    path: '/timelapses/{id}',
    summary: 'One timelapse',
    params: idParams,
    responses: { 200: timelapse('The timelapse'), 400: badInput, 404: notFound },
  },
  processTimelapse: {
    method: 'post',
    path: '/timelapses/{id}/process',
    summary: 'Render now, ahead of the queue; also retries and renders again',
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
    method: 'post',
    path: '/timelapses/{id}/cancel',
    summary: 'Take out of the queue, or stop the running render; then it waits for a start by hand',
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
    method: 'delete',
    path: '/timelapses/{id}',
    summary: 'Delete the record and every file it owns; the frames stay unless delete_source is set',
    params: idParams,
    query: z.object({
      delete_source: flag
        .default(false)
        .describe('Also remove the frames; only for a completed timelapse whose video is playable'),
    }),
    responses: {
      204: { description: 'It is gone' },
      400: badInput,
      403: adminOnly,
      404: notFound,
      409: conflict,
    },
  },
  pinTimelapse: {
    method: 'patch',
    path: '/timelapses/{id}/pin',
    summary: 'Pin or unpin; without a body it toggles',
    params: idParams,
    body: z
      .object({ pinned: z.boolean().optional().describe('The new value; left out = toggle') })
      .optional(),
    responses: { 200: timelapse('The timelapse'), 400: badInput, 403: adminOnly, 404: notFound },
  },
  linkTimelapse: {
    method: 'patch',
    path: '/timelapses/{id}/link',
    summary: 'Link to a print job, or to none; by hand, so it is never changed by itself again',
    params: idParams,
    body: z.object({
      job_id: z.string().min(1).max(100).nullable().describe('Id of the print job; null takes the link away'),
    }),
    responses: {
      200: timelapse('The timelapse'),
      400: badInput,
      403: adminOnly,
      404: error('No such timelapse or print job'),
    },
  },
  suggestJobs: {
    method: 'get',
    path: '/timelapses/{id}/job-suggestions',
    summary: 'Print jobs that it may show, best first, with the reasons',
    params: idParams,
    responses: {
      200: { description: 'The suggestions', schema: z.array(jobSuggestionSchema) },
      400: badInput,
      404: notFound,
    },
  },
  listJobs: {
    method: 'get',
    path: '/jobs',
    summary: 'List print jobs, latest first',
    query: z.object({
      q: z
        .string()
        .max(200)
        .optional()
        .describe('Text in name, file or printer; case and accents do not matter'),
      limit: z.coerce.number().int().min(1).max(1000).default(100).describe('How many at most'),
      offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0).describe('How many to pass over'),
    }),
    responses: {
      200: {
        description: 'The print jobs',
        schema: z.array(printJobSchema),
        headers: { 'X-Total-Count': 'How many there are without limit and offset' },
      },
      400: badInput,
    },
  },
  createJob: {
    method: 'post',
    path: '/jobs',
    summary: 'Tell of a print; with an external_id told before, that print job is changed',
    body: newPrintJobSchema,
    responses: {
      200: { description: 'The print job, which was known', schema: printJobSchema },
      201: { description: 'The new print job', schema: printJobSchema },
      400: badInput,
      403: adminOnly,
    },
  },
  getJob: {
    method: 'get',
    path: '/jobs/{id}',
    summary: 'One print job with its timelapses',
    params: z.object({ id: z.string().min(1).max(100).describe('Id of the print job') }),
    responses: {
      200: { description: 'The print job', schema: printJobViewSchema },
      400: badInput,
      404: error('No print job has this id'),
    },
  },
  getVideo: {
    method: 'get',
    path: '/timelapses/{id}/video',
    summary: 'The video; byte ranges are answered, open-ended ones in slices under 4 MB',
    params: idParams,
    query: z.object({ download: flag.default(false).describe('true = as an attachment with its file name') }),
    responses: {
      200: { description: 'The whole video', contentType: 'video/mp4', headers: rangeHeader },
      206: {
        description: 'Part of the video',
        contentType: 'video/mp4',
        headers: { ...rangeHeader, 'Content-Range': 'Which part, of how many bytes' },
      },
      304: { description: 'Not changed since the ETag or time given' },
      400: badInput,
      404: notFound,
      412: error('The video is not the one asked for by If-Match or If-Unmodified-Since'),
      416: error('The range lies outside the video'),
    },
  },
  getPoster: {
    method: 'get',
    path: '/timelapses/{id}/poster',
    summary: 'Last good frame of the video',
    params: idParams,
    responses: {
      200: { description: 'The poster', contentType: 'image/jpeg' },
      304: { description: 'Not changed' },
      400: badInput,
      404: notFound,
    },
  },
  getPreview: {
    method: 'get',
    path: '/timelapses/{id}/preview',
    summary: 'Sprite sheet of the video for scrubbing: 8 × 6 tiles, 240 pixels wide, row by row',
    params: idParams,
    responses: {
      200: { description: 'The sprite sheet', contentType: 'image/jpeg', headers: pictureHeader },
      304: { description: 'Not changed' },
      400: badInput,
      404: error('No timelapse has this id, it has no video, or its video cannot be read'),
    },
  },
  getFrame: {
    method: 'get',
    path: '/timelapses/{id}/frames/{n}',
    summary: 'One source frame, upright and at most 480 pixels wide',
    params: idParams.extend({
      n: z
        .string()
        .regex(/^(?:latest|[1-9]\d{0,8})$/, 'expected a number from 1 on, or "latest"')
        .describe('Number of the frame in the order of the video, from 1, or "latest" for the newest'),
    }),
    responses: {
      200: { description: 'The frame', contentType: 'image/jpeg', headers: pictureHeader },
      304: { description: 'Not changed' },
      400: badInput,
      404: error('No timelapse has this id, its frames are gone, there is no such frame, or it is broken'),
    },
  },
  getFlicker: {
    method: 'get',
    path: '/timelapses/{id}/flicker',
    summary: 'Light of every frame before and after, as the engine measured it for the video there is',
    params: idParams,
    responses: {
      200: { description: 'The curve', schema: flickerCurveSchema },
      400: badInput,
      404: error('No timelapse has this id, it has no video, or its engine measured nothing'),
    },
  },
  getLog: {
    method: 'get',
    path: '/timelapses/{id}/log',
    summary: 'What the engine wrote in its last run',
    params: idParams,
    responses: { 200: { description: 'The log', contentType: 'text/plain' }, 400: badInput, 404: notFound },
  },
  getQueue: {
    method: 'get',
    path: '/queue',
    summary: 'What is rendered and what waits, for those who cannot have it live',
    responses: { 200: { description: 'The queue', schema: queueSchema } },
  },
  pauseQueue: {
    method: 'post',
    path: '/queue/pause',
    summary: 'Start nothing new; a running render goes on',
    responses: { 200: { description: 'The queue', schema: queueSchema }, 403: adminOnly },
  },
  resumeQueue: {
    method: 'post',
    path: '/queue/resume',
    summary: 'Go on with the queue',
    responses: { 200: { description: 'The queue', schema: queueSchema }, 403: adminOnly },
  },
  getSettings: {
    method: 'get',
    path: '/settings',
    summary: 'Every option with its value, source, limits and help',
    responses: { 200: { description: 'The options', schema: settingsSchema } },
  },
  changeSettings: {
    method: 'put',
    path: '/settings',
    summary: 'Change options: saved, and in effect at once; with any problem nothing is changed',
    body: z.strictObject({ options: optionValuesSchema }),
    responses: {
      200: { description: 'The options as they are now', schema: settingsSchema },
      400: error('Values that cannot be; `detail.problems` lists option, value, reason and remedy of each'),
      403: adminOnly,
      409: error('They could not be saved; nothing was changed'),
    },
  },
  testSettings: {
    method: 'post',
    path: '/settings/test',
    summary: 'Look at everything the options name: folders, space, engine, ffmpeg',
    body: z
      .strictObject({ options: optionValuesSchema.optional() })
      .optional()
      .describe('Values to test before they are saved; left out = the options as they are'),
    responses: {
      200: { description: 'A line for each thing looked at', schema: testReportSchema },
      400: badInput,
      403: adminOnly,
    },
  },
  listFolders: {
    method: 'get',
    path: '/settings/folders',
    summary: 'The folders in a folder, for choosing one; never outside the folders that may be chosen',
    query: z.object({
      path: z
        .string()
        .max(4095)
        .startsWith('/', 'must be an absolute path, starting with /')
        .refine((path) => !path.includes('\0'), 'must not contain a NUL character')
        .optional()
        .describe('Absolute path of the folder; left out = the list of roots'),
    }),
    responses: {
      200: { description: 'The folders in it', schema: folderListSchema },
      400: badInput,
      403: error('The folder may not be chosen, or not be read'),
      404: error('There is no such folder, or its share gives no answer'),
    },
  },
  getViewer: {
    method: 'get',
    path: '/viewer',
    summary: 'Who looks at the page, and whether they may change anything',
    responses: { 200: { description: 'The user', schema: viewerSchema } },
  },
  getHealth: {
    method: 'get',
    path: '/health',
    summary: 'State of the app; 200 while it can serve',
    responses: { 200: { description: 'What works and what is degraded', schema: healthSchema } },
  },
  getOpenapi: {
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    responses: { 200: { description: 'OpenAPI 3.1', schema: z.record(z.string(), z.unknown()) } },
  },
} as const satisfies Record<string, EndpointSpec>;

export type EndpointName = keyof typeof endpoints;
