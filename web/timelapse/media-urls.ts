import { addressOf } from '../api/address.ts';
import type { WireTimelapse } from '../contract.ts';

/** Relative to the page, and containing the time of the last render, so that no old version is shown from a cache. */
export function videoUrl(timelapse: WireTimelapse): string {
  return fileUrl('getVideo', timelapse);
}

export function downloadUrl(timelapse: WireTimelapse): string {
  return addressOf('getVideo', { params: { id: timelapse.id }, query: { download: true } });
}

export function posterUrl(timelapse: WireTimelapse): string {
  return fileUrl('getPoster', timelapse);
}

export function previewUrl(timelapse: WireTimelapse): string {
  return fileUrl('getPreview', timelapse);
}

/** The poster, else the newest frame; empty if there is neither. */
export function pictureUrl(timelapse: WireTimelapse): string {
  if (timelapse.video_exists) return posterUrl(timelapse);
  const { source_missing, image_count, last_image_detected_at } = timelapse;
  if (source_missing || image_count === 0 || timelapse.status === 'completed') return '';
  // A new frame changes the address, so that the picture is updated.
  const at = Date.parse(last_image_detected_at ?? timelapse.created_at);
  return `${addressOf('getFrame', { params: { id: timelapse.id, n: 'latest' } })}?v=${at}-${image_count}`;
}

/** What a cut video was made from, else the video itself. */
export function wholeVideoUrl(timelapse: WireTimelapse): string {
  return `${addressOf('getVideo', wholeOf(timelapse))}&v=${versionOf(timelapse)}`;
}

export function wholePreviewUrl(timelapse: WireTimelapse): string {
  return `${addressOf('getPreview', wholeOf(timelapse))}&v=${versionOf(timelapse)}`;
}

function wholeOf({ id }: WireTimelapse) {
  return { params: { id }, query: { whole: true } };
}

function fileUrl(name: 'getVideo' | 'getPoster' | 'getPreview', timelapse: WireTimelapse): string {
  return `${addressOf(name, { params: { id: timelapse.id } })}?v=${versionOf(timelapse)}`;
}

function versionOf({ processing_completed_at, created_at }: WireTimelapse): number {
  return Date.parse(processing_completed_at ?? created_at);
}
