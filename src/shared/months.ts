import { z } from 'zod';

export const monthCountSchema = z
  .object({
    month: z
      .string()
      .regex(/^\d{4,}-\d{2}$/)
      .describe('YYYY-MM'),
    count: z.int().min(1).describe('How many timelapses were created in it'),
  })
  .meta({ id: 'MonthCount', description: 'How many timelapses a month has' });
export type WireMonthCount = z.infer<typeof monthCountSchema>;
