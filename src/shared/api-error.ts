import { z } from 'zod';

export const apiErrorSchema = z
  .object({
    error: z
      .object({
        code: z.string().describe('Stable code for programs'),
        message: z.string().describe('One sentence for people: what was wrong, with the value'),
        detail: z.unknown().optional().describe('Details: the field, the current status, a raw text'),
        remedy: z.string().optional().describe('What to do'),
      })
      .describe('What went wrong'),
  })
  .meta({ id: 'ApiError', description: 'The format of every error of the API' });
export type ApiErrorBody = z.infer<typeof apiErrorSchema>;
