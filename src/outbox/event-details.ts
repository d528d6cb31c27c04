import { failureSentence } from '../timelapses/failure-texts.ts';
import { fileOf, type Timelapse } from '../timelapses/timelapse.ts';

/** A timelapse at the moment of an event, with the field names of the events in Home Assistant. */
export interface EventDetails {
  id: string;
  folder_name: string;
  status: string;
  image_count: number;
  /** Seconds. */
  video_duration: number | null;
  file_size_bytes: number | null;
  output_video_path: string | null;
  job_id: string | null;
  job_name: string | null;
  printer: string | null;
  error_code: string | null;
  error_message: string | null;
  retry_count: number;
}

export function eventDetailsOf(timelapse: Timelapse): EventDetails {
  const video = fileOf(timelapse, 'video');
  const { failure } = timelapse;
  return {
    id: timelapse.id,
    folder_name: timelapse.folderName,
    status: timelapse.status,
    image_count: timelapse.fingerprint.count,
    video_duration: timelapse.video?.durationSeconds ?? null,
    file_size_bytes: video?.sizeBytes ?? null,
    output_video_path: video?.path ?? null,
    job_id: timelapse.jobId,
    job_name: timelapse.job?.name ?? null,
    printer: timelapse.printer ?? timelapse.job?.printer ?? null,
    error_code: failure?.code ?? null,
    error_message: failure && failureSentence(failure.code),
    retry_count: timelapse.retryCount,
  };
}
