/** The five statuses of a timelapse, in the order of its life. Plain constants: the page needs them at run time. */
export const STATUSES = ['discovered', 'pending', 'processing', 'completed', 'failed'] as const;
export type Status = (typeof STATUSES)[number];

/** What a failed timelapse can have failed with; texts for people are in `timelapses/failure-texts.ts`. */
export const FAILURE_CODES = [
  'ffmpeg_missing',
  'engine_not_found',
  'engine_not_executable',
  'permission_denied',
  'disk_full',
  'unreadable_frames',
  'no_frames',
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

/** What a list can be sorted by; a leading `-` turns the order round. */
export const SORT_KEYS = ['created', 'duration', 'size', 'name'] as const;
export type SortKey = (typeof SORT_KEYS)[number];
