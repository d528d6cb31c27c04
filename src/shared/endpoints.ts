import { z } from 'zod';
import { apiErrorSchema } from './api-error.ts';
import { SORT_KEYS, STATUSES } from './statuses.ts';
import { statsSchema } from './stats.ts';
import { healthSchema, queueSchema } from './system.ts';
import { timelapseSchema } from './timelapse.ts';

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
const conflict = error('Not possible in the current status, which is named');

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
    responses: { 202: timelapse('It is in the queue'), 400: badInput, 404: notFound, 409: conflict },
  },
  cancelTimelapse: {
    method: 'post',
    path: '/timelapses/{id}/cancel',
    summary: 'Take out of the queue, or stop the running render; then it waits for a start by hand',
    params: idParams,
    responses: { 202: timelapse('It is being cancelled'), 400: badInput, 404: notFound, 409: conflict },
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
    responses: { 204: { description: 'It is gone' }, 400: badInput, 404: notFound, 409: conflict },
  },
  pinTimelapse: {
    method: 'patch',
    path: '/timelapses/{id}/pin',
    summary: 'Pin or unpin; without a body it toggles',
    params: idParams,
    body: z
      .object({ pinned: z.boolean().optional().describe('The new value; left out = toggle') })
      .optional(),
    responses: { 200: timelapse('The timelapse'), 400: badInput, 404: notFound },
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
  getLog: {
    method: 'get',
    path: '/timelapses/{id}/log',
    summary: 'What the engine wrote in its last run',
    params: idParams,
    responses: { 200: { description: 'The log', contentType: 'text/plain' }, 400: badInput, 404: notFound },
  },
  pauseQueue: {
    method: 'post',
    path: '/queue/pause',
    summary: 'Start nothing new; a running render goes on',
    responses: { 200: { description: 'The queue', schema: queueSchema } },
  },
  resumeQueue: {
    method: 'post',
    path: '/queue/resume',
    summary: 'Go on with the queue',
    responses: { 200: { description: 'The queue', schema: queueSchema } },
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
