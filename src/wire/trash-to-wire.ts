import type { WireTrashedVideo } from '../shared/trash.ts';
import type { TrashEntry } from '../timelapses/trash-store.ts';
import { toIso } from './to-wire.ts';

const DAY_MS = 86_400_000;

/** @param days that it is kept */
export function toWireTrashedVideo(entry: TrashEntry, days: number): WireTrashedVideo {
  return {
    id: entry.id,
    title: entry.title,
    folder_name: entry.folderName,
    printer: entry.printer,
    job_name: entry.jobName,
    video_duration: entry.durationSeconds,
    image_count: entry.imageCount,
    size_bytes: entry.bytes,
    deleted_at: toIso(entry.trashedAt),
    expires_at: toIso(entry.trashedAt + days * DAY_MS),
  };
}
