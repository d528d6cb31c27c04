import { z } from 'zod';

const count = z.int().min(0);
const seconds = z.number().min(0);
const time = z.iso.datetime().describe('Time, ISO 8601 in UTC with Z');

const tallyShape = {
  prints: count.describe('Print jobs'),
  completed: count.describe('Print jobs that succeeded'),
  failed: count.describe('Print jobs that failed'),
  cancelled: count.describe('Print jobs that were cancelled'),
  print_seconds: seconds.describe('Seconds of all print jobs that have ended'),
  videos: count.describe('Videos'),
  video_seconds: seconds.describe('Seconds of all videos'),
};

export const statisticsSchema = z
  .object({
    total: z
      .object({ ...tallyShape, pictures: count.describe('Pictures of all timelapses') })
      .describe('Everything together'),
    printers: z
      .array(z.object({ printer: z.string().nullable().describe('null = not known'), ...tallyShape }))
      .describe('By printer, most prints first'),
    months: z
      .array(
        z.object({
          month: z
            .string()
            .regex(/^\d{4}-\d{2}$/)
            .describe('YYYY-MM'),
          ...tallyShape,
        }),
      )
      .describe(
        'Each of the last 24 months, in the local time of this machine, from the first one with anything',
      ),
    renders: z
      .array(
        z.object({
          ended_at: time.describe('When it was done, ISO 8601 in UTC with Z'),
          seconds_per_picture: seconds.describe('Seconds for each of its pictures'),
          pictures: count.describe('Pictures of its video'),
        }),
      )
      .describe('The last 200 renders that succeeded, earliest first'),
    storage: z
      .array(z.object({ at: time, used_bytes: count.describe('Bytes of videos and frames') }))
      .describe('Once a day, for two years at most, and now'),
    free_bytes: count.nullable().describe('Free bytes where videos are saved; null = unknown'),
    days_until_full: z.number().nullable().describe('Based on the growth of the last weeks; null = unknown'),
    watched: z
      .array(
        z.object({
          timelapse_id: z.string().describe('Its id'),
          title: z.string().describe('Title, or the name of its folder'),
          count: z.int().min(1).describe('How often it was watched in this page'),
        }),
      )
      .describe('The ten that were watched most'),
  })
  .meta({ id: 'Statistics', description: 'Prints, videos, renders and storage over time' });
export type WireStatistics = z.infer<typeof statisticsSchema>;
