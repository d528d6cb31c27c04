import { z } from 'zod';
import { FRAME_STATES } from './recipe.ts';

/** `kept_length` and `shorter_video`: pictures were chosen. */
export const STEADY_REASONS = [
  'off',
  'fixed_frame_rate',
  'fewer_than_180_pictures',
  'too_few_for_the_frame_rate',
  'several_cameras',
  'less_than_35_percent_gain',
  'kept_length',
  'shorter_video',
] as const;
export type SteadyReason = (typeof STEADY_REASONS)[number];

const light = (description: string) =>
  z.array(z.number()).describe(`${description}, in percent of the first frame`);

export const flickerCurveSchema = z
  .object({
    frames: light('Measured brightness of each frame'),
    video: light('Brightness of the same frame in the video'),
    steady: z
      .enum(STEADY_REASONS)
      .nullable()
      .describe('Why pictures were chosen for a steady video, or why all were used; null = unknown'),
    left_out: z
      .array(
        z.object({
          state: z.enum(FRAME_STATES).describe('What is wrong with them'),
          count: z.int().min(1).describe('Number of frames'),
        }),
      )
      .describe('Frames that were left out automatically or could not be read, by reason'),
    cameras: z.number().describe('Number of cameras that took turns; each was corrected separately'),
  })
  .meta({ id: 'FlickerCurve', description: 'Brightness of every frame used, before and after' });
export type WireFlickerCurve = z.infer<typeof flickerCurveSchema>;
