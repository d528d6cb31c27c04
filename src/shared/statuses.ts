/** In the order of its life. Plain constants, which the page needs at run time. */
export const STATUSES = ['discovered', 'pending', 'processing', 'completed', 'failed'] as const;
export type Status = (typeof STATUSES)[number];

/** What a timelapse is made of: pictures, or a video that somebody else made. */
export const ORIGINS = ['frames', 'video'] as const;
export type Origin = (typeof ORIGINS)[number];

/** `archiving` = it is going to the archive, `returning` = it is coming back from there. */
export const ARCHIVE_STATES = ['archiving', 'archived', 'returning'] as const;
export type ArchiveState = (typeof ARCHIVE_STATES)[number];

/** Texts are in `timelapses/failure-texts.ts`. */
export const FAILURE_CODES = [
  'ffmpeg_missing',
  'filter_missing',
  'engine_not_found',
  'engine_not_executable',
  'permission_denied',
  'disk_full',
  'unreadable_frames',
  'no_frames',
  'unreadable_video',
  'source_missing',
  'output_not_writable',
  'time_limit',
  'stalled',
  'out_of_memory',
  'killed',
  'bad_output',
  'engine_failed',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** A leading `-` reverses the order. */
export const SORT_KEYS = ['created', 'duration', 'size', 'name'] as const;
export type SortKey = (typeof SORT_KEYS)[number];
