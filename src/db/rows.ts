/**
 * Rows of every table except `timelapses` (see `timelapses/timelapse-columns.ts`): times in milliseconds since 1970,
 * booleans as 0 or 1.
 */

type Bit = 0 | 1;

export interface FrameListRow {
  timelapse_id: string;
  role: 'seen' | 'attempt' | 'video';
  frames: string;
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
  archived: string | null;
}

export interface ArchiveRow {
  folder: string;
  mark: string;
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

export interface RemovalRow {
  id: number;
  files: string;
  source_folder: string | null;
  frames_until: number | null;
}

export interface TrashRow {
  id: string;
  title: string;
  folder_name: string;
  source_folder: string;
  printer: string | null;
  job_name: string | null;
  video_duration: number | null;
  image_count: number;
  bytes: number;
  files: string;
  state: 'moving' | 'kept' | 'restoring';
  leaving: Bit;
  trashed_at: number;
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

export interface RecipeRow {
  timelapse_id: string;
  preset_id: string | null;
  recipe: string;
  updated_at: number;
}

export interface PresetRow {
  id: string;
  name: string;
  name_key: string;
  recipe: string;
  created_at: number;
}

export interface CaptureRow {
  id: string;
  name: string;
  camera: string;
  folder: string;
  rules: string;
  state: string;
  state_since: number;
  progress: string;
  pictures: number;
  last_picture_at: number | null;
  problem: string | null;
  started_at: number;
  ended_at: number | null;
  ended_because: string | null;
  settled: Bit;
  printer_key: string | null;
  printer_name: string | null;
  print_id: string | null;
  print_started_at: number | null;
}

export interface BorrowedLightRow {
  entity: string;
  before: string;
  borrowed_at: number;
  as_switched: string | null;
  is_taken_over: number;
  is_returning: number;
}

export interface PrinterOptionsRow {
  printer_key: string;
  options: string;
  updated_at: number;
}

export interface PrintDataRow {
  timelapse_id: string;
  pictures: Buffer | null;
  pictures_of: number | null;
  sensors: Buffer | null;
  job_id: string | null;
  tries: number;
  try_at: number | null;
}

export interface OutboxRow {
  seq: number;
  event_id: string;
  event: string;
  fact: string;
  happened_at: number;
}

export interface MessageRow {
  seq: number;
  timelapse_id: string;
  target: string;
  kind: string;
  refusals: number;
  happened_at: number;
  due_at: number;
}

export interface SourceVideoRow {
  path: string;
  content: string;
  size_bytes: number;
  modified_at: number;
  timelapse_id: string | null;
}

export interface LinkLessonRow {
  pattern: string;
  job_key: string;
  printer_key: string;
  belongs: number;
  taught_at: number;
}

export interface PrinterVideoRow {
  remote_path: string;
  size_bytes: number;
  file_path: string;
  job_id: string | null;
  fetched_at: number | null;
  linked: number;
}

export interface ForeignVideoRow {
  path: string;
  size_bytes: number;
  modified_at: number;
}

export interface ShareRow {
  id: string;
  timelapse_id: string;
  kind: string;
  wish: string;
  path: string;
  state: string;
  reason: string | null;
  bytes: number | null;
  width: number | null;
  height: number | null;
  seconds: number | null;
  created_at: number;
  updated_at: number;
}

export interface RuleRow {
  id: string;
  definition: string;
  enabled: Bit;
  tried: string | null;
  tried_at: number | null;
  last_run_at: number | null;
  created_at: number;
}

export interface RuleRunRow {
  id: number;
  rule_id: string;
  definition: string;
  outcome: string;
  problem: string | null;
  started_at: number;
  ended_at: number | null;
}

export interface RuleRunItemRow {
  seq: number;
  run_id: number;
  timelapse_id: string;
  title: string;
  bytes: number;
  state: 'doing' | 'done' | 'kept';
  reason: string | null;
}

export interface DestinationRow {
  id: string;
  name: string;
  name_key: string;
  kind: string;
  address: string;
  secret: string;
  sends: string;
  sends_since: number;
  created_at: number;
  updated_at: number;
}

export interface UploadRow {
  id: string;
  timelapse_id: string;
  destination_id: string;
  version: string;
  state: string;
  tries: number;
  due_at: number;
  reason: string | null;
  bytes: number | null;
  sha256: string | null;
  remote_name: string | null;
  checked_by: string | null;
  begun: string | null;
  created_at: number;
  updated_at: number;
}
