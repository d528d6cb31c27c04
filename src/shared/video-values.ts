import { z } from 'zod';

/** What each setting of a video may be: the same in the options and in a recipe. */
export const videoValues = {
  deflicker: z.enum(['off', 'light', 'strong']).describe('How much flicker is removed'),
  steady: z.enum(['off', 'auto', 'strong']).describe('Whether pictures with everything in place are chosen'),
  target_seconds: z.number().min(0).max(3600).describe('Target length in seconds; 0 = none'),
  fps: z.number().min(1).max(120).describe('Frames per second'),
  max_height: z.int().min(120).max(4320).describe('In pixels'),
  quality: z.int().min(1).max(51).describe('x264 CRF'),
  preset: z.enum(['veryfast', 'faster', 'medium', 'slow']).describe('x264 preset'),
  hold_last_frame_seconds: z.number().min(0).max(60).describe('In seconds'),
};
