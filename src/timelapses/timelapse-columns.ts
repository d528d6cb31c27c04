import type { ArchiveState, FailureCode, Origin, Status } from '../shared/statuses.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { SampledFrame, Timelapse } from './timelapse.ts';

type SqlType = 'text' | 'integer' | 'real' | 'boolean';

interface Column<Cell, Value, Field extends keyof Timelapse | null> {
  sql: SqlType;
  isOptional: boolean;
  /** Null = a part of a field, or for queries only. */
  field: Field;
  read(cell: Cell): Value;
}

/**
 * Every column of `timelapses`: type in SQLite, how it is read, and its field. A new field needs a migration, a line
 * here, and one in `timelapse.ts`.
 */
export const COLUMNS = {
  id: text('id'),
  title: optional(text('title')),
  notes: optional(text('notes')),
  folder_name: text('folderName'),
  source_folder: text('sourceFolder'),
  origin: text<Origin, 'origin'>('origin'),
  source_missing: bit('sourceMissing'),
  superseded: bit('superseded'),
  status: text<Status, 'status'>('status'),
  printer: optional(text('printer')),
  search_text: text(null),
  frame_count: integer(null),
  frames_newest_at: integer(null),
  frames_last_name: text(null),
  frames_bytes: integer(null),
  last_frame_at: integer('lastFrameAt'),
  arrived_at: integer('arrivedAt'),
  usual_gap_ms: integer('usualGapMs'),
  newest_name: text('newestName'),
  newest_size: integer('newestSize'),
  folder_mtime: integer('folderModifiedAt'),
  frames_sample: json<SampledFrame[], 'sample'>('sample'),
  first_frame: optional(text(null)),
  confirmed_at: optional(integer('confirmedAt')),
  rendered_fingerprint: optional(json<Fingerprint, 'renderedFingerprint'>('renderedFingerprint')),
  rendered_with: optional(text(null)),
  held: bit('held'),
  manual: bit('manual'),
  queue_seq: optional(integer('queueSeq')),
  not_before: optional(integer('notBefore')),
  retry_count: integer('retryCount'),
  video_exists: bit('videoExists'),
  video_bytes: optional(integer(null)),
  archive_state: optional(text<ArchiveState, 'archiveState'>('archiveState')),
  archive_asked_at: optional(integer(null)),
  dropped_frames: optional(integer('droppedFrames')),
  frames_left_out: optional(integer('framesLeftOut')),
  many_left_out: bit('manyLeftOut'),
  video_duration: optional(real(null)),
  width: optional(integer(null)),
  height: optional(integer(null)),
  fps: optional(real(null)),
  flicker_before: optional(real('flickerBefore')),
  flicker_after: optional(real('flickerAfter')),
  frames_chosen: optional(integer('framesChosen')),
  movement_before: optional(real('movementBefore')),
  movement_after: optional(real('movementAfter')),
  processing_started_at: optional(integer('processingStartedAt')),
  processing_completed_at: optional(integer('processingCompletedAt')),
  error_code: optional(text<FailureCode, null>(null)),
  error_detail: optional(text(null)),
  job_id: optional(text('jobId')),
  link_source: optional(text<'auto' | 'manual' | 'capture', 'linkSource'>('linkSource')),
  capture_id: optional(text('captureId')),
  pinned: bit('pinned'),
  created_at: integer('createdAt'),
  updated_at: integer('updatedAt'),
};

type Columns = typeof COLUMNS;

/** Times in milliseconds since 1970, booleans as 0 or 1. */
export type TimelapseRow = { [Name in keyof Columns]: Parameters<Columns[Name]['read']>[0] };

type Fields = {
  [Name in keyof Columns as Columns[Name]['field'] & string]: ReturnType<Columns[Name]['read']>;
};

export const COLUMN_NAMES = Object.keys(COLUMNS) as (keyof TimelapseRow)[];

const FIELDS = COLUMN_NAMES.flatMap((name) => {
  const { field, read } = COLUMNS[name];
  return field === null ? [] : [{ name, field, read: read as (cell: unknown) => unknown }];
});
/** All keys up front: an object that grows key by key is much slower. */
const NO_FIELDS: Record<string, unknown> = Object.fromEntries(FIELDS.map(({ field }) => [field, null]));

export function readFields(row: TimelapseRow): Fields {
  const fields = { ...NO_FIELDS };
  for (const { name, field, read } of FIELDS) fields[field] = read(row[name]);
  return fields as Fields;
}

function text<Cell extends string = string, Field extends keyof Timelapse | null = keyof Timelapse | null>(
  field: Field,
): Column<Cell, Cell, Field> {
  return { sql: 'text', isOptional: false, field, read: asItIs };
}

function integer<Field extends keyof Timelapse | null>(field: Field): Column<number, number, Field> {
  return { sql: 'integer', isOptional: false, field, read: asItIs };
}

function real<Field extends keyof Timelapse | null>(field: Field): Column<number, number, Field> {
  return { sql: 'real', isOptional: false, field, read: asItIs };
}

function bit<Field extends keyof Timelapse>(field: Field): Column<0 | 1, boolean, Field> {
  return { sql: 'boolean', isOptional: false, field, read: (cell) => cell === 1 };
}

function json<Value, Field extends keyof Timelapse>(field: Field): Column<string, Value, Field> {
  return { sql: 'text', isOptional: false, field, read: (cell) => JSON.parse(cell) as Value };
}

function optional<Cell, Value, Field extends keyof Timelapse | null>(
  column: Column<Cell, Value, Field>,
): Column<Cell | null, Value | null, Field> {
  const { read } = column;
  return { ...column, isOptional: true, read: (cell) => (cell === null ? null : read(cell)) };
}

function asItIs<Cell>(cell: Cell): Cell {
  return cell;
}
