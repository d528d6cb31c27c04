import type { WireTimelapse } from '../contract.ts';

/**
 * Addresses of the files of a timelapse, relative to the page. The time of the last render is part of them, so that a
 * new video or poster is never hidden by a cached one.
 */
export function videoUrl(timelapse: WireTimelapse): string {
  return `${base(timelapse)}/video?v=${version(timelapse)}`;
}

/** The video as a file to keep, with its proper name. */
export function downloadUrl(timelapse: WireTimelapse): string {
  return `${base(timelapse)}/video?download=true`;
}

/** Picture of the last good frame. */
export function posterUrl(timelapse: WireTimelapse): string {
  return `${base(timelapse)}/poster?v=${version(timelapse)}`;
}

/** The sprite sheet of the video. */
export function previewUrl(timelapse: WireTimelapse): string {
  return `${base(timelapse)}/preview?v=${version(timelapse)}`;
}

/** What a card shows: the poster of the video, else the newest frame of the folder; empty when there is neither. */
export function pictureUrl(timelapse: WireTimelapse): string {
  if (timelapse.video_exists) return posterUrl(timelapse);
  const { source_missing, image_count, last_image_detected_at } = timelapse;
  if (source_missing || image_count === 0 || timelapse.status === 'completed') return '';
  // A new frame is another address, so the picture follows the record.
  const at = Date.parse(last_image_detected_at ?? timelapse.created_at);
  return `${base(timelapse)}/frames/latest?v=${at}-${image_count}`;
}

function base(timelapse: WireTimelapse): string {
  return `./api/v1/timelapses/${encodeURIComponent(timelapse.id)}`;
}

function version(timelapse: WireTimelapse): string {
  return String(Date.parse(timelapse.processing_completed_at ?? timelapse.created_at));
}
