/** Row types, one a table: snake_case as in the database, times in milliseconds since 1970, booleans as 0 or 1. */

import type { Status } from '../shared/statuses.ts';

type Bit = 0 | 1;

export interface TimelapseRow {
  id: string;
  title: string | null;
  notes: string | null;
  folder_name: string;
  source_folder: string;
  source_missing: Bit;
  superseded: Bit;
  status: Status;
  printer: string | null;
  search_text: string;
  frame_count: number;
  frames_newest_at: number;
  frames_last_name: string;
  frames_bytes: number;
  last_frame_at: number;
  usual_gap_ms: number;
  newest_name: string;
  newest_size: number;
  folder_mtime: number;
  frames_sample: string;
  confirmed_at: number | null;
  rendered_fingerprint: string | null;
  held: Bit;
  manual: Bit;
  queue_seq: number | null;
  not_before: number | null;
  retry_count: number;
  video_exists: Bit;
  video_bytes: number | null;
  dropped_frames: number | null;
  video_duration: number | null;
  width: number | null;
  height: number | null;
  fps: number | null;
  flicker_before: number | null;
  flicker_after: number | null;
  processing_started_at: number | null;
  processing_completed_at: number | null;
  error_code: string | null;
  error_detail: string | null;
  job_id: string | null;
  link_source: string | null;
  pinned: Bit;
  created_at: number;
  updated_at: number;
}

export interface PrintJobRow {
  id: string;
  source: string;
  external_id: string | null;
  name: string;
  file_name: string | null;
  printer: string | null;
  status: string;
  started_at: number | null;
  ended_at: number | null;
  happened_at: number;
  name_key: string;
  file_key: string;
  search_text: string;
  created_at: number;
  updated_at: number;
}

export interface TimelapseFileRow {
  timelapse_id: string;
  kind: string;
  path: string;
  size_bytes: number;
  created_at: number;
}

export interface IgnoredFolderRow {
  id: string;
  source_folder: string;
  folder_name: string;
  look: string;
  title: string | null;
  notes: string | null;
  pinned: Bit;
  discovered_at: number;
  created_at: number;
}

export interface RunRow {
  id: string;
  timelapse_id: string;
  attempt: number;
  engine: string;
  partial_paths: string;
  publish_plan: string | null;
  started_at: number;
  ended_at: number | null;
  outcome: string | null;
  error_code: string | null;
  exit_code: number | null;
  signal: string | null;
  report: string | null;
  frames: number | null;
  megapixels: number | null;
}

export interface OutboxRow {
  seq: number;
  event_id: string;
  event: string;
  fact: string;
  happened_at: number;
}

export interface ForeignVideoRow {
  path: string;
  size_bytes: number;
  modified_at: number;
}
