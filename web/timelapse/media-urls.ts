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

function fileUrl(name: 'getVideo' | 'getPoster' | 'getPreview', timelapse: WireTimelapse): string {
  const version = Date.parse(timelapse.processing_completed_at ?? timelapse.created_at);
  return `${addressOf(name, { params: { id: timelapse.id } })}?v=${version}`;
}
