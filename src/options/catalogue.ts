import { z } from 'zod';
import type { OPTION_SECTIONS, OPTION_UNITS } from '../shared/settings.ts';
import { absolutePath, named } from '../shared/texts.ts';
import { videoValues } from '../shared/video-values.ts';

export interface OptionMeta {
  /** Within a section, options are ordered as in the catalogue. */
  section: (typeof OPTION_SECTIONS)[number];
  unit?: (typeof OPTION_UNITS)[number];
  /** Environment variable that passes the option to the engine. */
  engine?: string;
}

declare module 'zod' {
  interface GlobalMeta extends Partial<OptionMeta> {}
}

const path = absolutePath(z.string().trim().min(1, 'must not be empty'))
  // Paths are compared as text, so each folder needs a single spelling.
  .overwrite((text) => text.replaceAll(/\/{2,}/g, '/').replace(/(.)\/$/, '$1'));
/** The format tells the settings page which picker to offer. */
const folder = path.meta({ format: 'folder' });
const file = path.meta({ format: 'file' });

/** The domains tell the settings page which entities to suggest; others are accepted too. */
function entity(...domains: string[]) {
  return named().meta({ domains });
}

export const videoOptionsSchema = z
  .object({
    deflicker: videoValues.deflicker
      .default('strong')
      .describe('How much flicker is removed')
      .meta({ section: 'video', engine: 'TIMELAPSE_DEFLICKER' }),
    steady: videoValues.steady
      .default('auto')
      .describe('Whether the pictures are chosen in which print head and bed are in the same place')
      .meta({ section: 'video', engine: 'TIMELAPSE_STEADY' }),
    target_seconds: videoValues.target_seconds
      .default(20)
      .describe('Target length of a video in seconds; the frame rate is chosen to match. 0 = always use fps')
      .meta({ section: 'video', unit: 'seconds', engine: 'TIMELAPSE_TARGET_SECONDS' }),
    fps: videoValues.fps
      .default(25)
      .describe('Frames per second when target_seconds is 0')
      .meta({ section: 'video', unit: 'fps', engine: 'TIMELAPSE_FPS' }),
    min_fps: videoValues.fps
      .default(10)
      .describe('Minimum frame rate when target_seconds chooses it')
      .meta({ section: 'video', unit: 'fps', engine: 'TIMELAPSE_MIN_FPS' }),
    max_fps: videoValues.fps
      .default(60)
      .describe('Maximum frame rate when target_seconds chooses it')
      .meta({ section: 'video', unit: 'fps', engine: 'TIMELAPSE_MAX_FPS' }),
    max_height: videoValues.max_height
      .default(1080)
      .describe('Larger pictures are scaled down to this many pixels')
      .meta({ section: 'video', unit: 'pixels', engine: 'TIMELAPSE_MAX_HEIGHT' }),
    quality: videoValues.quality
      .default(20)
      .describe('x264 CRF: lower values look better and make larger files')
      .meta({ section: 'video', engine: 'TIMELAPSE_QUALITY' }),
    preset: videoValues.preset
      .default('faster')
      .describe('x264 preset: slower makes smaller files')
      .meta({ section: 'video', engine: 'TIMELAPSE_PRESET' }),
    hold_last_frame_seconds: videoValues.hold_last_frame_seconds
      .default(2)
      .describe('How long the last frame is held, in seconds')
      .meta({ section: 'video', unit: 'seconds', engine: 'TIMELAPSE_HOLD_SECONDS' }),
  })
  .describe('How videos are made');

const printerSchema = z.object({
  name: named().describe('Name of the printer'),
  status_entity: entity('sensor', 'binary_sensor', 'input_select', 'input_boolean', 'switch').describe(
    'Entity whose state shows whether the printer is printing',
  ),
  file_entity: entity('sensor', 'input_text')
    .optional()
    .describe('Entity whose state is the name of the file being printed'),
  camera_entity: entity('camera', 'image')
    .optional()
    .describe('Camera that shows the printer; the default where the app takes the pictures itself'),
});

/**
 * Every option with type, range, default and help, named as in `/data/options.json`. Outside Home Assistant, the same
 * names in upper case are environment variables.
 */
export const optionsSchema = z.object({
  timelapse_source_folder: folder
    .default('/share/timelapse-images')
    .describe('Folder whose sub-folders contain the frames')
    .meta({ section: 'folders' }),
  timelapse_output_folder: folder
    .default('/share/timelapses')
    .describe('Folder where videos are saved')
    .meta({ section: 'folders' }),
  timelapse_output_strategy: z
    .enum(['same', 'separate', 'both'])
    .default('separate')
    .describe('same = next to the frames; separate = in the output folder; both = in both places')
    .meta({ section: 'folders' }),
  timelapse_archive_folder: folder
    .optional()
    .describe('Folder for archived videos, on network storage or a USB disk; empty = none')
    .meta({ section: 'folders' }),
  timelapse_show_in_media: z
    .boolean()
    .default(true)
    .describe("Link the output folder to /media/timelapses for Home Assistant's Media panel")
    .meta({ section: 'folders' }),
  timelapse_poster_beside_video: z
    .boolean()
    .default(false)
    .describe('Save the poster beside each video, as a JPEG with its name')
    .meta({ section: 'folders' }),
  timelapse_enabled: z
    .boolean()
    .default(true)
    .describe('Watch for frames and render them; the gallery also works when this is off')
    .meta({ section: 'processing' }),
  timelapse_auto_process_timeout: z
    .int()
    .min(0)
    .max(3600)
    .default(300)
    .describe('Quiet period in seconds after the newest frame; 0 = start manually only')
    .meta({ section: 'processing', unit: 'seconds' }),
  min_frames: z
    .int()
    .min(1)
    .max(1000)
    .default(2)
    .describe('Folders with fewer frames are not rendered automatically')
    .meta({ section: 'processing', unit: 'frames' }),
  timelapse_scan_interval: z
    .int()
    .min(2)
    .max(3600)
    .default(30)
    .describe('Seconds between two scans of the source folder')
    .meta({ section: 'processing', unit: 'seconds' }),
  timelapse_processing_timeout: z
    .int()
    .min(1)
    .max(1440)
    .default(30)
    .describe('Time limit of one render in minutes')
    .meta({ section: 'processing', unit: 'minutes' }),
  pause_while_printing: z
    .boolean()
    .default(false)
    .describe('Do not render while a known printer is printing')
    .meta({ section: 'processing' }),
  timelapse_flickerfree_path: file
    .default('/usr/local/bin/do_timelapse.sh')
    .describe('The engine: a program called as do_timelapse.sh <source_folder> <output.mp4>')
    .meta({ section: 'processing' }),
  video: videoOptionsSchema.prefault({}),
  timelapse_share_copy: z
    .enum(['off', '10mb', '50mb'])
    .default('off')
    .describe('Make a copy of at most this size after each video, to send to others')
    .meta({ section: 'processing' }),
  notify: z
    .array(
      z
        .string()
        .trim()
        .min(1)
        .regex(/^notify\.[a-z0-9_]+$/, 'must be an action or entity such as notify.mobile_app_phone'),
    )
    .max(20)
    .default([])
    .describe('Who gets a message after each video: actions or entities of Home Assistant')
    .meta({ section: 'processing' }),
  timelapse_cleanup_age_days: z
    .int()
    .min(7)
    .max(90)
    .default(30)
    .describe('Age in days from which clean-up suggests a video')
    .meta({ section: 'cleanup', unit: 'days' }),
  timelapse_trash_days: z
    .int()
    .min(0)
    .max(90)
    .default(7)
    .describe('Days that a deleted video stays in the trash; 0 = it is deleted at once')
    .meta({ section: 'cleanup', unit: 'days' }),
  printers: z
    .array(printerSchema)
    .default([])
    .describe('Printers that are not found automatically')
    .meta({ section: 'printers' }),
  printernizer_url: z
    .url({ protocol: /^https?$/, error: 'must be a URL starting with http:// or https://' })
    .meta({ pattern: '^https?://[^/?#\\s]' })
    .optional()
    .describe('Printernizer server to read print jobs from')
    .meta({ section: 'printers' }),
  non_admins_may_change: z
    .boolean()
    .default(false)
    .describe('Let users who are not Home Assistant admins delete, process and change settings')
    .meta({ section: 'system' }),
  log_level: z
    .enum(['trace', 'debug', 'info', 'notice', 'warning', 'error', 'fatal'])
    .default('info')
    .describe('How much is written to the log')
    .meta({ section: 'system' }),
});

export type Options = z.infer<typeof optionsSchema>;
export type VideoOptions = z.infer<typeof videoOptionsSchema>;
export type OptionName = keyof Options;

export const optionGroups: ReadonlyMap<string, z.ZodObject> = new Map(
  Object.entries<z.ZodType>(optionsSchema.shape).flatMap(([name, schema]) => {
    const inner = schema instanceof z.ZodPrefault ? schema.unwrap() : schema;
    return inner instanceof z.ZodObject ? [[name, inner] as const] : [];
  }),
);
