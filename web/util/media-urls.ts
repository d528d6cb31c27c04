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

function base(timelapse: WireTimelapse): string {
  return `./api/v1/timelapses/${encodeURIComponent(timelapse.id)}`;
}

function version(timelapse: WireTimelapse): string {
  return String(Date.parse(timelapse.processing_completed_at ?? timelapse.created_at));
}
