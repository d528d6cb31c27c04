import { z } from 'zod';

export const SERIES = ['nozzle', 'bed', 'chamber', 'progress'] as const;
export type SeriesKey = (typeof SERIES)[number];

const at = z.int().describe('Milliseconds since 1970');
const picture = z.int().min(1).describe('Number of the picture in the video, starting at 1');

export const printDataSchema = z
  .object({
    series: z
      .array(
        z.object({
          key: z.enum(SERIES).describe('What was measured'),
          unit: z.enum(['°C', '%']).describe('Of the values'),
          points: z
            .array(z.tuple([at, z.number().nullable()]))
            .describe('In order of time, at most 2,000; a value counts until the next, null = unknown'),
        }),
      )
      .describe('What the printer reported during the print; those that are unknown are missing'),
    layers: z
      .array(z.tuple([picture, z.number()]))
      .describe('The first picture of each layer that is shown, in the order of the video'),
    layer_count: z.number().nullable().describe('Layers of the print; null = unknown'),
    pictures: z
      .array(z.tuple([picture, at]))
      .describe('When pictures were taken, at most 2,000; those between were taken evenly'),
    started_at: at.nullable().describe('When the print began; null = unknown'),
  })
  .meta({
    id: 'PrintData',
    description: 'What the printer did during the print that a video shows; all empty where nothing is known',
  });
export type WirePrintData = z.infer<typeof printDataSchema>;
