import type { TimelapseFileRow, TimelapseRow } from '../db/rows.ts';
import type { FailureCode } from '../shared/statuses.ts';
import { foldText } from '../lib/fold-text.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { FileKind, FolderLook, LinkedJob, SampledFrame, Timelapse, TimelapseFile } from './timelapse.ts';

type FileFacts = Pick<TimelapseFileRow, 'kind' | 'path' | 'size_bytes'>;

/** Row → domain. */
export function toTimelapse(
  row: TimelapseRow,
  files: readonly FileFacts[],
  job: LinkedJob | null = null,
): Timelapse {
  return {
    id: row.id,
    title: row.title,
    notes: row.notes,
    folderName: row.folder_name,
    sourceFolder: row.source_folder,
    sourceMissing: row.source_missing === 1,
    superseded: row.superseded === 1,
    status: row.status,
    printer: row.printer,
    fingerprint: {
      count: row.frame_count,
      newestAt: row.frames_newest_at,
      lastName: row.frames_last_name,
      totalBytes: row.frames_bytes,
    },
    lastFrameAt: row.last_frame_at,
    usualGapMs: row.usual_gap_ms,
    newestName: row.newest_name,
    newestSize: row.newest_size,
    folderModifiedAt: row.folder_mtime,
    sample: JSON.parse(row.frames_sample) as SampledFrame[],
    confirmedAt: row.confirmed_at,
    renderedFingerprint: parseOrNull<Fingerprint>(row.rendered_fingerprint),
    held: row.held === 1,
    manual: row.manual === 1,
    queueSeq: row.queue_seq,
    notBefore: row.not_before,
    retryCount: row.retry_count,
    videoExists: row.video_exists === 1,
    droppedFrames: row.dropped_frames,
    video: toVideo(row),
    flickerBefore: row.flicker_before,
    flickerAfter: row.flicker_after,
    processingStartedAt: row.processing_started_at,
    processingCompletedAt: row.processing_completed_at,
    failure: row.error_code ? { code: row.error_code as FailureCode, detail: row.error_detail ?? '' } : null,
    jobId: row.job_id,
    linkSource: row.link_source as Timelapse['linkSource'],
    job,
    pinned: row.pinned === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
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

function toFile(row: FileFacts): TimelapseFile {
  return { kind: row.kind as FileKind, path: row.path, sizeBytes: row.size_bytes };
}

function parseOrNull<T>(json: string | null): T | null {
  return json === null ? null : (JSON.parse(json) as T);
}

/** The columns that hold what a look saw. */
export function lookColumns(look: FolderLook): Partial<TimelapseRow> {
  return {
    folder_name: look.folderName,
    source_folder: look.sourceFolder,
    frame_count: look.fingerprint.count,
    frames_newest_at: look.fingerprint.newestAt,
    frames_last_name: look.fingerprint.lastName,
    frames_bytes: look.fingerprint.totalBytes,
    usual_gap_ms: look.usualGapMs,
    newest_name: look.newestName,
    newest_size: look.newestSize,
    folder_mtime: look.folderModifiedAt,
    frames_sample: JSON.stringify(look.sample),
  };
}

/** What a search looks through, folded; it begins with the name shown, so that it is the order by name too. */
export function searchText(timelapse: {
  title: string | null;
  folderName: string;
  notes: string | null;
}): string {
  const { title, folderName, notes } = timelapse;
  return foldText([title, folderName, notes].filter((part) => part !== null && part !== '').join('\n'));
}
