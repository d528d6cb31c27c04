import type { WireStats, WireTimelapse } from '../contract.ts';

/** With less, the next video may not fit. */
const LOW_BYTES = 2_000_000_000;
const LOW_DAYS = 7;

/** Videos and, if requested and allowed, frames. */
export function freedBytes(timelapses: readonly WireTimelapse[], deleteSource: boolean): number {
  return timelapses.reduce(
    (sum, timelapse) => sum + (timelapse.file_size_bytes ?? 0) + (deleteSource ? sourceBytes(timelapse) : 0),
    0,
  );
}

export function sourceBytes(timelapse: WireTimelapse): number {
  return mayDeleteSource(timelapse) ? timelapse.source_size_bytes : 0;
}

/** Only if there is a finished video. */
export function mayDeleteSource(timelapse: WireTimelapse): boolean {
  const { status, video_exists, source_missing, source_size_bytes } = timelapse;
  return status === 'completed' && video_exists && !source_missing && source_size_bytes > 0;
}

/** @param trashDays 0 = videos are deleted at once */
export function canBeRestored(timelapse: WireTimelapse, deletedSource: boolean, trashDays: number): boolean {
  if (trashDays > 0 && timelapse.video_exists) return true;
  if (timelapse.origin === 'video') return true;
  return !timelapse.source_missing && timelapse.image_count > 0 && !deletedSource;
}

export function isStorageLow({ free_bytes, days_until_full }: WireStats): boolean {
  return (
    (free_bytes !== null && free_bytes < LOW_BYTES) ||
    (days_until_full !== null && days_until_full < LOW_DAYS)
  );
}
