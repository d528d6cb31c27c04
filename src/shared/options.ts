import { z } from 'zod';

const path = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(4095, 'must not be longer than 4095 characters')
  .startsWith('/', 'must be an absolute path, starting with /')
  .refine((text) => !text.includes('\0'), 'must not contain a NUL character')
  // Parts compare paths as texts: one folder is one text.
  .overwrite((text) => text.replaceAll(/\/{2,}/g, '/').replace(/(.)\/$/, '$1'));
/** The format tells the settings page which picker to offer. */
const folder = path.meta({ format: 'folder' });
const file = path.meta({ format: 'file' });

/** How a video is made: the `video` group of the options. */
export const videoOptionsSchema = z
  .object({
    target_seconds: z
      .number()
      .min(0)
      .max(3600)
      .default(20)
      .describe('Length of a video in seconds, reached by choosing the frame rate; 0 = always use fps'),
    fps: z.number().min(1).max(120).default(25).describe('Frames a second when target_seconds is 0'),
    min_fps: z
      .number()
      .min(1)
      .max(120)
      .default(10)
      .describe('Lowest frame rate that target_seconds may choose'),
    max_fps: z
      .number()
      .min(1)
      .max(120)
      .default(60)
      .describe('Highest frame rate that target_seconds may choose'),
    max_height: z
      .int()
      .min(120)
      .max(4320)
      .default(1080)
      .describe('Higher pictures are scaled down to this many pixels'),
    quality: z.int().min(0).max(51).default(20).describe('x264 crf: lower is better and larger'),
    preset: z
      .enum(['veryfast', 'faster', 'medium', 'slow'])
      .default('faster')
      .describe('x264 preset: slower makes smaller files'),
    hold_last_frame_seconds: z
      .number()
      .min(0)
      .max(60)
      .default(2)
      .describe('How long the last frame stays, in seconds'),
    deflicker: z.enum(['off', 'light', 'strong']).default('strong').describe('How much flicker is removed'),
  })
  .describe('How a video is made');

const printerSchema = z.object({
  name: z.string().trim().min(1).describe('Name of the printer'),
  status_entity: z.string().trim().min(1).describe('Entity whose state says whether it prints'),
  file_entity: z.string().trim().min(1).optional().describe('Entity whose state is the file being printed'),
  camera_entity: z.string().trim().min(1).optional().describe('Camera that looks at the printer'),
});

/**
 * Every option of the app: type, range, default and help in one place. The names are those of `/data/options.json`;
 * stand-alone the same names in upper case are environment variables.
 */
export const optionsSchema = z.object({
  timelapse_enabled: z
    .boolean()
    .default(true)
    .describe('Watch for frames and render; off = the gallery still works'),
  timelapse_source_folder: folder
    .default('/share/timelapse-images')
    .describe('Folder whose sub-folders hold the frames'),
  timelapse_output_folder: folder.default('/share/timelapses').describe('Folder the videos go to'),
  timelapse_output_strategy: z
    .enum(['same', 'separate', 'both'])
    .default('separate')
    .describe('same = video beside its frames; separate = in the output folder; both = one in each'),
  timelapse_auto_process_timeout: z
    .int()
    .min(0)
    .max(3600)
    .default(300)
    .describe('Quiet period in seconds after the newest frame; 0 = start by hand only'),
  timelapse_cleanup_age_days: z
    .int()
    .min(7)
    .max(90)
    .default(30)
    .describe('Age in days from which clean-up offers a video'),
  timelapse_flickerfree_path: file
    .default('/usr/local/bin/do_timelapse.sh')
    .describe('The engine: a program called as do_timelapse.sh <source_folder> <output.mp4>'),
  timelapse_processing_timeout: z
    .int()
    .min(1)
    .max(1440)
    .default(30)
    .describe('Time limit of one render in minutes'),
  timelapse_scan_interval: z
    .int()
    .min(2)
    .max(3600)
    .default(30)
    .describe('Seconds between two looks at the source folder'),
  timelapse_show_in_media: z
    .boolean()
    .default(true)
    .describe("Link the output folder into /media/timelapses for Home Assistant's Media panel"),
  video: videoOptionsSchema.prefault({}),
  printers: z.array(printerSchema).default([]).describe('Printers that are not found by themselves'),
  printernizer_url: z
    .url({ protocol: /^https?$/, error: 'must be a URL starting with http:// or https://' })
    .optional()
    .describe('Printernizer server to read print jobs from'),
  min_frames: z.int().min(1).max(1000).default(2).describe('Fewer frames are not rendered automatically'),
  pause_while_printing: z.boolean().default(false).describe('Do not render while a known printer prints'),
  non_admins_may_change: z
    .boolean()
    .default(false)
    .describe('May users who are not Home Assistant admins delete, process and change settings'),
  log_level: z
    .enum(['trace', 'debug', 'info', 'notice', 'warning', 'error', 'fatal'])
    .default('info')
    .describe('How much is written to the log'),
});

export type Options = z.infer<typeof optionsSchema>;
export type VideoOptions = z.infer<typeof videoOptionsSchema>;
export type OptionName = keyof Options;
