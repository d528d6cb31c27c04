import type { TimelapseFileRow } from '../db/rows.ts';
import { foldText } from '../lib/fold-text.ts';
import type {
  ArchivedAs,
  FileKind,
  FolderSnapshot,
  LinkedJob,
  SampledFrame,
  Timelapse,
  TimelapseFile,
} from './timelapse.ts';
import { readFields, type TimelapseRow } from './timelapse-columns.ts';

type FileInfo = Pick<TimelapseFileRow, 'kind' | 'path' | 'size_bytes' | 'archived'>;

export function toTimelapse(
  row: TimelapseRow,
  files: readonly FileInfo[],
  job: LinkedJob | null = null,
): Timelapse {
  return {
    ...readFields(row),
    fingerprint: {
      count: row.frame_count,
      newestAt: row.frames_newest_at,
      lastName: row.frames_last_name,
      totalBytes: row.frames_bytes,
    },
    video: toVideo(row),
    failure: row.error_code && { code: row.error_code, detail: row.error_detail ?? '' },
    job,
    files: files.map(toFile),
  };
}

function toVideo(row: TimelapseRow): Timelapse['video'] {
  if (row.video_duration === null) return null;
  return {
    durationSeconds: row.video_duration,
    width: row.width ?? 0,
    height: row.height ?? 0,
    fps: row.fps ?? 0,
  };
}

export function toFile({ kind, path, size_bytes: sizeBytes, archived }: FileInfo): TimelapseFile {
  const file = { kind: kind as FileKind, path, sizeBytes };
  return archived === null ? file : { ...file, archived: JSON.parse(archived) as ArchivedAs };
}

export function firstFrameOf({ sample }: FolderSnapshot): string | null {
  return sample[0] === undefined ? null : JSON.stringify(sample[0]);
}

export function readFirstFrame({
  first_frame: first,
}: Pick<TimelapseRow, 'first_frame'>): SampledFrame | null {
  return first === null ? null : (JSON.parse(first) as SampledFrame);
}

/** Columns that hold the result of a scan. */
export function snapshotColumns(snapshot: FolderSnapshot): Partial<TimelapseRow> {
  return {
    origin: snapshot.origin ?? 'frames',
    folder_name: snapshot.folderName,
    source_folder: snapshot.sourceFolder,
    frame_count: snapshot.fingerprint.count,
    frames_newest_at: snapshot.fingerprint.newestAt,
    frames_last_name: snapshot.fingerprint.lastName,
    frames_bytes: snapshot.fingerprint.totalBytes,
    usual_gap_ms: snapshot.usualGapMs,
    newest_name: snapshot.newestName,
    newest_size: snapshot.newestSize,
    folder_mtime: snapshot.folderModifiedAt,
    frames_sample: JSON.stringify(snapshot.sample),
    first_frame: firstFrameOf(snapshot),
  };
}

/** Folded; starts with the displayed name, so it also gives the order by name. */
export function searchText(timelapse: {
  title: string | null;
  folderName: string;
  notes: string | null;
}): string {
  const { title, folderName, notes } = timelapse;
  return foldText([title, folderName, notes].filter((part) => part !== null && part !== '').join('\n'));
}
