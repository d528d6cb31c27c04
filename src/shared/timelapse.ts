import { z } from 'zod';
import { FAILURE_CODES, STATUSES } from './statuses.ts';

const time = z.iso.datetime().describe('Moment, ISO 8601 in UTC with Z');
const count = z.int().min(0);

/** A timelapse on the wire: the record of one image folder and its video. */
export const timelapseSchema = z
  .object({
    id: z.string().describe('Opaque id; safe in URLs'),
    title: z.string().nullable().describe('Title given by the user, or null'),
    notes: z.string().nullable().describe('Notes of the user, or null'),
    folder_name: z.string().describe('Name of the image folder, any Unicode'),
    source_folder: z.string().describe('Absolute path of the image folder'),
    source_missing: z.boolean().describe('The image folder, or every frame in it, is gone'),
    status: z.enum(STATUSES).describe('Where in its life the timelapse is'),
    output_video_path: z.string().nullable().describe('Absolute path of the video, or null before the first'),
    video_exists: z.boolean().describe('The video was there when last looked'),
    image_count: count.describe('Frames in the image folder'),
    dropped_frames: count.nullable().describe('Frames the last render could not read'),
    video_duration: z.number().nullable().describe('Seconds'),
    file_size_bytes: count.nullable().describe('Size of the video in bytes'),
    source_size_bytes: count.describe('Size of all frames in bytes'),
    width: count.nullable().describe('Pixels'),
    height: count.nullable().describe('Pixels'),
    fps: z.number().nullable().describe('Frames of the video a second'),
    flicker_before: z.number().nullable().describe('Flicker of the frames in percent'),
    flicker_after: z.number().nullable().describe('Flicker left in the video in percent'),
    job_id: z.string().nullable().describe('Linked print job'),
    linked_job_name: z.string().nullable().describe('Name of the linked print job'),
    link_source: z.enum(['auto', 'manual']).nullable().describe('Who linked the print job'),
    printer: z.string().nullable().describe('Printer the frames come from, where known'),
    processing_started_at: time.nullable(),
    processing_completed_at: time.nullable(),
    progress_percent: z.number().min(0).max(100).nullable().describe('Only while processing'),
    current_step: z.string().nullable().describe('Step of the engine, only while processing'),
    eta_at: time.nullable().describe('When the render is expected to end'),
    queue_position: z.int().min(1).nullable().describe('Place in the queue, only while pending'),
    error_code: z.enum(FAILURE_CODES).nullable().describe('Why the last render failed'),
    error_message: z.string().nullable().describe('The same for people, with what to do'),
    error_detail: z.string().nullable().describe('Raw text of the engine or the system'),
    retry_count: count.describe('Automatic retries made'),
    last_image_detected_at: time
      .nullable()
      .describe('Time of the newest frame, never later than when it was seen'),
    auto_process_eligible_at: time
      .nullable()
      .describe('When the quiet period is over; null = starts by hand only'),
    pinned: z.boolean().describe('Clean-up leaves it alone'),
    is_cleanup_candidate: z.boolean().describe('Clean-up would offer it'),
    age_days: count.describe('Whole days since the video was made, else since the folder was found'),
    large_video: z.boolean().describe('The video is larger than 1 GB'),
    created_at: time,
    updated_at: time,
  })
  .meta({ id: 'Timelapse', description: 'The record of one image folder and its video' });
export type WireTimelapse = z.infer<typeof timelapseSchema>;

/** Progress of the running render, sent at most once a second. */
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

/** A video that clean-up offers to delete. */
export const cleanupCandidateSchema = timelapseSchema
  .extend({ reason: z.string().describe('Why clean-up offers it, for people') })
  .meta({ id: 'CleanupCandidate', description: 'A video that clean-up offers to delete' });
export type WireCleanupCandidate = z.infer<typeof cleanupCandidateSchema>;

/** A deleted timelapse whose frames remain; the watcher passes its folder over. */
export const ignoredFolderSchema = z
  .object({
    id: z.string().describe('Id of the deleted timelapse; restoring brings it back under this id'),
    title: z.string().nullable().describe('Title given by the user, or null'),
    folder_name: z.string().describe('Name of the image folder'),
    source_folder: z.string().describe('Absolute path of the image folder'),
    image_count: count.describe('Frames in it when last looked'),
    source_size_bytes: count.describe('Their size in bytes'),
    deleted_at: time,
  })
  .meta({ id: 'IgnoredFolder', description: 'A deleted timelapse whose frames remain' });
export type WireIgnoredFolder = z.infer<typeof ignoredFolderSchema>;

/** How deleting many went. */
export const bulkDeleteResultSchema = z
  .object({
    deleted: count.describe('How many are gone'),
    failed: count.describe('How many are not'),
    errors: z
      .array(
        z.object({
          id: z.string().describe('Which one'),
          code: z.string().describe('Stable word for programs'),
          message: z.string().describe('Why it could not be deleted'),
        }),
      )
      .describe('One entry for each that could not be deleted'),
  })
  .meta({ id: 'BulkDeleteResult', description: 'How deleting many went' });
