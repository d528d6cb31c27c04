import { z } from 'zod';
import { apiErrorSchema } from './api-error.ts';
import type { Route } from './routes.ts';
import { limited } from './texts.ts';

export interface ResponseSpec {
  description: string;
  schema?: z.ZodType;
  contentType?: string | readonly string[];
  headers?: Record<string, string>;
}

/** One endpoint: everything needed to check its requests, type them, and document it. */
export interface EndpointSpec extends Route {
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** An optional schema also accepts no body. */
  body?: z.ZodType;
  responses: Record<number, ResponseSpec>;
}

/** Accepts only plain integers: no blanks, exponents or other bases. */
const integer = (least: number, most: number, otherwise: number) =>
  z.preprocess(
    (text) => (typeof text === 'string' && /^-?(?:0|[1-9]\d*)$/.test(text) ? Number(text) : text),
    z.number().int().min(least).max(most).default(otherwise),
  );

const TRUE = ['true', 'True', 'TRUE', '1', 'yes', 'on'];
const FALSE = ['false', 'False', 'FALSE', '0', 'no', 'off'];
export const flag = z
  .stringbool({ truthy: TRUE, falsy: FALSE, case: 'sensitive' })
  .meta({ enum: [...TRUE, ...FALSE] });

/** Every list is paged, so that no response grows with the library. */
export const paging = {
  limit: integer(1, 1000, 100).describe('Maximum number of entries'),
  offset: integer(0, 1_000_000_000, 0).describe('Number of entries to skip'),
};
export const totalHeader = { 'X-Total-Count': 'Total number, regardless of limit and offset' };

export const id = limited(z.string().min(1), 100);
export const manyIds = z.array(id).min(1).max(10_000).describe('Which timelapses');
export const idParams = z.object({ id: id.describe('Id of the timelapse') });

export const error = (description: string) => ({ description, schema: apiErrorSchema });
export const notFound = error('No timelapse has this id, or it has no such file');
export const badInput = error('The request is not valid; the error names the field');
export const adminOnly = error(
  'The user is not allowed to make changes: not an administrator of Home Assistant',
);
export const conflict = error('Not possible in the current status, which the error names');
