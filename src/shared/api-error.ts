import { z } from 'zod';

/** The one error shape of the API. */
export const apiErrorSchema = z
  .object({
    error: z
      .object({
        code: z.string().describe('Stable word for programs'),
        message: z.string().describe('One sentence for people: what was wrong, with which value'),
        detail: z.unknown().optional().describe('More facts: the field, the current status, a raw text'),
        remedy: z.string().optional().describe('What to do'),
      })
      .describe('What went wrong'),
  })
  .meta({ id: 'ApiError', description: 'The one error shape of the API' });
export type ApiErrorBody = z.infer<typeof apiErrorSchema>;
