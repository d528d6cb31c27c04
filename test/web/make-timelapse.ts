import type { WireTimelapse } from '../../web/contract.ts';

/** A finished timelapse as the server would tell it, with whatever a test needs otherwise. */
export function makeTimelapse(change: Partial<WireTimelapse> = {}): WireTimelapse {
  return {
    id: 'one',
    title: null,
    notes: null,
    folder_name: 'Benchy',
    source_folder: '/share/timelapse-images/Benchy',
    source_missing: false,
    status: 'completed',
    output_video_path: '/share/timelapses/Benchy.mp4',
    video_exists: true,
    image_count: 240,
    dropped_frames: 0,
    frames_left_out: 0,
    many_left_out: false,
    video_duration: 12.4,
    file_size_bytes: 12_400_000,
    source_size_bytes: 52_000_000,
    width: 1920,
    height: 1080,
    fps: 25,
    flicker_before: 4.3,
    flicker_after: 0.2,
    frames_chosen: null,
    movement_before: null,
    movement_after: null,
    job_id: null,
    linked_job_name: null,
    link_source: null,
    capture_id: null,
    printer: null,
    processing_started_at: '2026-03-01T10:00:00.000Z',
    processing_completed_at: '2026-03-01T10:01:00.000Z',
    progress_percent: null,
    current_step: null,
    eta_at: null,
    queue_position: null,
    error_code: null,
    error_message: null,
    error_detail: null,
    retry_count: 0,
    last_image_detected_at: '2026-03-01T09:50:00.000Z',
    auto_process_eligible_at: null,
    pinned: false,
    is_cleanup_candidate: false,
    age_days: 0,
    large_video: false,
    created_at: '2026-03-01T09:00:00.000Z',
    updated_at: '2026-03-01T10:01:00.000Z',
    ...change,
  };
}

/** One without a video yet. */
export function makeFolder(change: Partial<WireTimelapse> = {}): WireTimelapse {
  return makeTimelapse({
    status: 'discovered',
    output_video_path: null,
    video_exists: false,
    video_duration: null,
    file_size_bytes: null,
    processing_started_at: null,
    processing_completed_at: null,
    ...change,
  });
}
