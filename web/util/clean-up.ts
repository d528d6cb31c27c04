import type { WireStats, WireTimelapse } from '../contract.ts';

/** Below this much the next video may not fit. */
const LOW_BYTES = 2_000_000_000;
/** Fewer days than these are a reason to act. */
const LOW_DAYS = 7;

/** What deleting these sets free, in bytes: their videos, and with them their frames where those may go. */
export function freedBytes(timelapses: readonly WireTimelapse[], deleteSource: boolean): number {
  return timelapses.reduce(
    (sum, timelapse) => sum + (timelapse.file_size_bytes ?? 0) + (deleteSource ? sourceBytes(timelapse) : 0),
    0,
  );
}

/** Bytes of the frames that may go together with this one. */
export function sourceBytes(timelapse: WireTimelapse): number {
  return mayDeleteSource(timelapse) ? timelapse.source_size_bytes : 0;
}

/** Frames may only go where a finished video stands for them. */
export function mayDeleteSource(timelapse: WireTimelapse): boolean {
  const { status, video_exists, source_missing, source_size_bytes } = timelapse;
  return status === 'completed' && video_exists && !source_missing && source_size_bytes > 0;
}

/** Whether the frames would remain, so that it can be brought back. */
export function canBeRestored(timelapse: WireTimelapse, deletedSource: boolean): boolean {
  return !timelapse.source_missing && timelapse.image_count > 0 && !deletedSource;
}

/** Whether the disk is so full that something has to be done. */
export function isStorageLow({ free_bytes, days_until_full }: WireStats): boolean {
  return (
    (free_bytes !== null && free_bytes < LOW_BYTES) ||
    (days_until_full !== null && days_until_full < LOW_DAYS)
  );
}
