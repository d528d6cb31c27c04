import { z } from 'zod';

const light = (description: string) =>
  z.array(z.number()).describe(`${description}, in percent of the first frame's`);

/** How the light of a timelapse jumps from frame to frame, and what is made of it. */
export const flickerCurveSchema = z
  .object({
    frames: light('Light of each frame as it was measured'),
    video: light('Light that the same frame was given in the video'),
  })
  .meta({ id: 'FlickerCurve', description: 'Light of every frame used, before and after' });
export type WireFlickerCurve = z.infer<typeof flickerCurveSchema>;
