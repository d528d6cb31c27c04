import { z } from 'zod';
import { ARCHIVE_STATES, FAILURE_CODES, ORIGINS, STATUSES } from './statuses.ts';

const time = z.iso.datetime().describe('Time, ISO 8601 in UTC with Z');
const count = z.int().min(0);

export const timelapseSchema = z
  .object({
    id: z.string().describe('Opaque id; safe in URLs'),
    title: z.string().nullable().describe('Title set by the user; null = none'),
    notes: z.string().nullable().describe('Notes by the user; null = none'),
    folder_name: z
      .string()
      .describe('Name of the image folder, or of the video without its ending; any Unicode'),
    origin: z
      .enum(ORIGINS)
      .describe('frames = a folder of pictures; video = a video that was put into the source folder'),
    source_folder: z.string().describe('Absolute path of the image folder, or of the video it came from'),
    source_missing: z
      .boolean()
      .describe(
        'There are no frames: the image folder or all of them are missing, or it was taken in as a video',
      ),
    status: z.enum(STATUSES).describe('Current step in its life'),
    output_video_path: z.string().nullable().describe('Absolute path of the video; null before the first'),
    video_exists: z.boolean().describe('The video existed when last checked'),
    archive_state: z
      .enum(ARCHIVE_STATES)
      .nullable()
      .describe(
        'archived = the video is in an archive folder; archiving, returning = it will be moved there, or back; null = ' +
          'it is in its usual place',
      ),
    archive_folder: z
      .string()
      .nullable()
      .describe('Archive folder that the video is in; health says whether that is there. null = none'),
    image_count: count.describe('Frames in the image folder, or in the video that was taken in'),
    dropped_frames: count.nullable().describe('Frames that the last render could not read'),
    frames_left_out: count
      .nullable()
      .describe('Readable frames that the last render left out automatically; null = unknown'),
    many_left_out: z.boolean().describe('They are more than 20 % of the frames'),
    video_duration: z.number().nullable().describe('Seconds'),
    file_size_bytes: count.nullable().describe('Size of the video in bytes'),
    source_size_bytes: count.describe('Size of all frames in bytes'),
    width: count.nullable().describe('Pixels'),
    height: count.nullable().describe('Pixels'),
    fps: z.number().nullable().describe('Frames per second of the video'),
    flicker_before: z.number().nullable().describe('Flicker of the frames, in percent'),
    flicker_after: z.number().nullable().describe('Remaining flicker in the video, in percent'),
    frames_chosen: count
      .nullable()
      .describe('Pictures chosen for a steady video; null = every picture was used'),
    movement_before: z
      .number()
      .nullable()
      .describe('Movement from picture to picture with as many pictures picked evenly, in percent'),
    movement_after: z.number().nullable().describe('The same with the chosen pictures, in percent'),
    job_id: z.string().nullable().describe('Linked print job'),
    linked_job_name: z.string().nullable().describe('Name of the linked print job'),
    link_source: z
      .enum(['auto', 'manual', 'capture'])
      .nullable()
      .describe('How the print job was linked; capture = known for certain, since the app took the pictures'),
    capture_id: z
      .string()
      .nullable()
      .describe('Capture that fills the folder at the moment; it is rendered when that ends'),
    printer: z.string().nullable().describe('Printer that the frames come from, if known'),
    processing_started_at: time.nullable(),
    processing_completed_at: time.nullable(),
    progress_percent: z.number().min(0).max(100).nullable().describe('Only while processing'),
    current_step: z.string().nullable().describe('Step of the engine, only while processing'),
    eta_at: time.nullable().describe('Estimated end of the render'),
    queue_position: z.int().min(1).nullable().describe('Position in the queue, only while pending'),
    error_code: z.enum(FAILURE_CODES).nullable().describe('Why the last render failed'),
    error_message: z.string().nullable().describe('The same for people, with what to do'),
    error_detail: z.string().nullable().describe('Raw output of the engine or the system'),
    retry_count: count.describe('Number of automatic retries'),
    last_image_detected_at: time
      .nullable()
      .describe('Time of the newest frame, never later than when it was found'),
    auto_process_eligible_at: time
      .nullable()
      .describe('When the quiet period ends; null = starts manually only'),
    pinned: z.boolean().describe('Exempt from clean-up'),
    is_cleanup_candidate: z.boolean().describe('Suggested by clean-up'),
    age_days: count.describe('Whole days since the video was made, or since the folder was found'),
    large_video: z.boolean().describe('The video is larger than 1 GB'),
    created_at: time,
    updated_at: time,
  })
  .meta({ id: 'Timelapse', description: 'The record of an image folder and its video' });
export type WireTimelapse = z.infer<typeof timelapseSchema>;

export const progressSchema = z
  .object({
    id: z.string().describe('Timelapse being rendered'),
    progress_percent: z.number().min(0).max(100).describe('Percent of the whole render'),
    current_step: z.string().nullable().describe('Step of the engine'),
    frames_done: count.nullable().describe('Frames done in this step'),
    frames_total: count.nullable().describe('Frames of this step'),
    eta_at: time.nullable().describe('When the render is expected to end'),
  })
  .meta({ id: 'Progress', description: 'Progress of the running render' });
export type WireProgress = z.infer<typeof progressSchema>;

export const cleanupCandidateSchema = timelapseSchema
  .extend({ reason: z.string().describe('Why clean-up suggests it, for people') })
  .meta({ id: 'CleanupCandidate', description: 'A video that clean-up suggests to delete' });
export type WireCleanupCandidate = z.infer<typeof cleanupCandidateSchema>;

/** The watcher ignores its folder. */
export const ignoredFolderSchema = z
  .object({
    id: z.string().describe('Id of the deleted timelapse; restoring keeps this id'),
    title: z.string().nullable().describe('Title set by the user; null = none'),
    folder_name: z.string().describe('Name of the image folder'),
    source_folder: z.string().describe('Absolute path of the image folder'),
    image_count: count.describe('Number of frames when last checked'),
    source_size_bytes: count.describe('Their size in bytes'),
    deleted_at: time,
  })
  .meta({ id: 'IgnoredFolder', description: 'A deleted timelapse whose frames remain' });
export type WireIgnoredFolder = z.infer<typeof ignoredFolderSchema>;

export const bulkErrorsSchema = z
  .array(
    z.object({
      id: z.string().describe('Which timelapse'),
      code: z.string().describe('Stable code for programs'),
      message: z.string().describe('Why it was not possible'),
    }),
  )
  .describe('One entry for each that failed');

export const bulkDeleteResultSchema = z
  .object({
    deleted: count.describe('How many were deleted'),
    failed: count.describe('How many were not'),
    errors: bulkErrorsSchema,
  })
  .meta({ id: 'BulkDeleteResult', description: 'Result of deleting several' });
export type WireBulkDeleteResult = z.infer<typeof bulkDeleteResultSchema>;

export const frameDeletionResultSchema = bulkDeleteResultSchema
  .extend({
    deleted: count.describe('How many had their frames deleted'),
    freed_bytes: count.describe('Bytes freed'),
  })
  .meta({ id: 'FrameDeletionResult', description: 'Result of deleting the frames of several' });
export type WireFrameDeletionResult = z.infer<typeof frameDeletionResultSchema>;
