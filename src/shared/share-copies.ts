import { z } from 'zod';
import { overlaySchema } from './overlay.ts';
import { cropSchema } from './recipe.ts';
import { MOVING_PICTURE_SECONDS } from './share-presets.ts';

const count = z.int().min(0);
const time = z.iso.datetime().describe('Time, ISO 8601 in UTC with Z');

export const SHARE_KINDS = ['mp4', 'gif', 'webp'] as const;
export type ShareKind = (typeof SHARE_KINDS)[number];
export const SHARE_ASPECTS = ['original', '16:9', '9:16', '1:1'] as const;
export type ShareAspect = (typeof SHARE_ASPECTS)[number];
export const SHARE_STATES = ['waiting', 'making', 'ready', 'failed'] as const;
export type ShareState = (typeof SHARE_STATES)[number];

/** `output_unavailable` and `no_process` may pass: the copy keeps waiting. */
export const SHARE_REASONS = [
  'too_large',
  'disk_full',
  'video_missing',
  'video_unreadable',
  'folder_blocked',
  'not_writable',
  'ffmpeg_missing',
  'encoder_missing',
  'filter_missing',
  'ffmpeg_failed',
  'copy_missing',
  'output_unavailable',
  'no_process',
] as const;
export type ShareReason = (typeof SHARE_REASONS)[number];

const kind = z.enum(SHARE_KINDS).describe('Format; gif and webp loop for ever');
const aspect = z.enum(SHARE_ASPECTS).describe('Shape of the picture');

export const newShareSchema = z
  .strictObject({
    kind,
    max_bytes: z.int().min(1).max(1e12).nullish().describe('The file is never larger; null = no limit'),
    aspect: aspect.default('original'),
    crop: cropSchema
      .nullish()
      .describe(
        'Part of the picture that is shown; null = with another shape, the part where the print grows',
      ),
    max_seconds: z
      .number()
      .min(1)
      .max(3600)
      .nullish()
      .describe(
        `Longer videos are sped up to this length, never cut; null = as long as the video, or ${MOVING_PICTURE_SECONDS} seconds for gif and webp`,
      ),
    overlay: overlaySchema
      .nullish()
      .describe('Title and print data, drawn into the picture; null = the picture as it is'),
  })
  .meta({ id: 'NewShare', description: 'A wish for a copy of a video' });
export type WireNewShare = z.input<typeof newShareSchema>;

export const shareSchema = z
  .object({
    id: z.string().describe('Opaque id; safe in URLs'),
    timelapse_id: z.string().describe('Timelapse whose video it is a copy of'),
    kind,
    max_bytes: count.nullable().describe('The file is never larger; null = no limit'),
    aspect,
    crop: cropSchema.nullable(),
    max_seconds: z.number().nullable().describe('Maximum length; longer videos are sped up'),
    overlay: overlaySchema.nullable(),
    state: z.enum(SHARE_STATES).describe('Current step in its life'),
    progress_percent: z.number().min(0).max(100).nullable().describe('Only while it is being made'),
    bytes: count.nullable().describe('Size of the file; null until it is ready'),
    width: count.nullable().describe('Pixels'),
    height: count.nullable().describe('Pixels'),
    seconds: z.number().nullable().describe('Length'),
    reason_code: z.enum(SHARE_REASONS).nullable().describe('Why it failed, or has to wait'),
    reason: z.string().nullable().describe('The same for people, with what to do'),
    smallest_bytes: count.nullable().describe('For too_large: the smallest size that was reached'),
    created_at: time,
    updated_at: time,
  })
  .meta({ id: 'Share', description: 'A copy of a video for a chat, a mail or a phone' });
export type WireShare = z.infer<typeof shareSchema>;

export const shareCropSchema = z
  .object({ crop: cropSchema })
  .meta({ id: 'ShareCrop', description: 'The part of a video where the print grows' });

export const shareAspectQuery = z.object({
  aspect: z.enum(['16:9', '9:16', '1:1']).describe('Shape of the part'),
});
