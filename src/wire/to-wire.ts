import type { Options } from '../options/catalogue.ts';
import type { WireStats } from '../shared/stats.ts';
import type { WireIgnoredFolder, WireProgress, WireTimelapse } from '../shared/timelapse.ts';
import { ageDays, isCleanupCandidate } from '../timelapses/cleanup-policy.ts';
import { failureSentence } from '../timelapses/failure-texts.ts';
import type { IgnoredFolder } from '../timelapses/ignored-folder-store.ts';
import { startsAt } from '../timelapses/quiet-period.ts';
import { fileOf, LARGE_VIDEO_BYTES, type Progress, type Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseStats } from '../timelapses/timelapse-stats.ts';

export interface WireContext {
  options: Options;
  now: number;
  /** Positions start at 1. */
  pending: Map<string, { place: number; etaAt: number | null }>;
  /** Progress of a render; null where it does not run. */
  progressOf: (id: string) => Progress | null;
}

export function toIso(time: number): string {
  return new Date(time).toISOString();
}

export function toIsoOrNull(time: number | null): string | null {
  return time === null ? null : toIso(time);
}

export function toWireTimelapse(timelapse: Timelapse, context: WireContext): WireTimelapse {
  return {
    id: timelapse.id,
    title: timelapse.title,
    notes: timelapse.notes,
    folder_name: timelapse.folderName,
    origin: timelapse.origin,
    source_folder: timelapse.sourceFolder,
    source_missing: timelapse.sourceMissing,
    status: timelapse.status,
    ...videoFields(timelapse),
    archive_state: timelapse.archiveState,
    image_count: timelapse.fingerprint.count,
    dropped_frames: timelapse.droppedFrames,
    frames_left_out: timelapse.framesLeftOut,
    many_left_out: timelapse.manyLeftOut,
    source_size_bytes: timelapse.fingerprint.totalBytes,
    job_id: timelapse.jobId,
    linked_job_name: timelapse.job?.name ?? null,
    link_source: timelapse.jobId === null ? null : timelapse.linkSource,
    capture_id: timelapse.captureId,
    printer: timelapse.printer ?? timelapse.job?.printer ?? null,
    processing_started_at: toIsoOrNull(timelapse.processingStartedAt),
    processing_completed_at: toIsoOrNull(timelapse.processingCompletedAt),
    ...runningFields(timelapse, context),
    error_code: timelapse.failure?.code ?? null,
    error_message: timelapse.failure ? failureSentence(timelapse.failure.code) : null,
    error_detail: timelapse.failure?.detail ?? null,
    retry_count: timelapse.retryCount,
    last_image_detected_at: toIso(timelapse.lastFrameAt),
    auto_process_eligible_at: toIsoOrNull(startsAt(timelapse, context.options)),
    pinned: timelapse.pinned,
    is_cleanup_candidate: isCleanupCandidate(
      timelapse,
      context.options.timelapse_cleanup_age_days,
      context.now,
    ),
    age_days: ageDays(timelapse, context.now),
    created_at: toIso(timelapse.createdAt),
    updated_at: toIso(timelapse.updatedAt),
  };
}

function videoFields(timelapse: Timelapse) {
  const file = fileOf(timelapse, 'video');
  return {
    output_video_path: file?.path ?? null,
    video_exists: timelapse.videoExists,
    archive_folder: file?.archived?.folder ?? null,
    video_duration: timelapse.video?.durationSeconds ?? null,
    file_size_bytes: file?.sizeBytes ?? null,
    width: timelapse.video?.width ?? null,
    height: timelapse.video?.height ?? null,
    fps: timelapse.video?.fps ?? null,
    flicker_before: timelapse.flickerBefore,
    flicker_after: timelapse.flickerAfter,
    frames_chosen: timelapse.framesChosen,
    movement_before: oneDecimal(timelapse.movementBefore),
    movement_after: oneDecimal(timelapse.movementAfter),
    large_video: (file?.sizeBytes ?? 0) > LARGE_VIDEO_BYTES,
  };
}

function oneDecimal(value: number | null): number | null {
  return value === null ? null : Math.round(10 * value) / 10;
}

function runningFields({ id, status }: Timelapse, { progressOf, pending }: WireContext) {
  const own = status === 'processing' ? progressOf(id) : null;
  const waiting = status === 'pending' ? pending.get(id) : undefined;
  return {
    progress_percent: own ? own.percent : status === 'processing' ? 0 : null,
    current_step: own?.step ?? null,
    eta_at: toIsoOrNull(own?.etaAt ?? waiting?.etaAt ?? null),
    queue_position: waiting?.place ?? null,
  };
}

export function toWireProgress(progress: Progress): WireProgress {
  return {
    id: progress.id,
    progress_percent: progress.percent,
    current_step: progress.step,
    frames_done: progress.framesDone,
    frames_total: progress.framesTotal,
    eta_at: toIsoOrNull(progress.etaAt),
  };
}

export function toWireIgnoredFolder({ id, snapshot, title, createdAt }: IgnoredFolder): WireIgnoredFolder {
  return {
    id,
    title,
    folder_name: snapshot.folderName,
    source_folder: snapshot.sourceFolder,
    image_count: snapshot.fingerprint.count,
    source_size_bytes: snapshot.fingerprint.totalBytes,
    deleted_at: toIso(createdAt),
  };
}

export function toWireStats(
  stats: TimelapseStats,
  disk: { trashDays: number; freeBytes: number | null; daysUntilFull: number | null },
): WireStats {
  const { byStatus, videoBytes } = stats;
  return {
    total_timelapses: Object.values(byStatus).reduce((sum, count) => sum + count, 0),
    total_videos: stats.videos,
    total_size_bytes: videoBytes,
    total_size_mb: Math.round(videoBytes / 1e4) / 100,
    archived_videos: stats.archivedVideos,
    archived_size_bytes: stats.archivedBytes,
    total_size_gb: Math.round(videoBytes / 1e6) / 1000,
    discovered_count: byStatus.discovered,
    pending_count: byStatus.pending,
    processing_count: byStatus.processing,
    completed_count: byStatus.completed,
    failed_count: byStatus.failed,
    cleanup_candidates_count: stats.cleanupCandidates,
    source_size_bytes: stats.sourceBytes,
    reclaimable_bytes: stats.reclaimableBytes,
    trash_count: stats.trash.videos,
    trash_bytes: stats.trash.bytes,
    trash_days: disk.trashDays,
    free_bytes: disk.freeBytes,
    days_until_full: disk.daysUntilFull,
  };
}
