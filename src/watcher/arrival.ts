import type { FolderSnapshot } from '../timelapses/timelapse.ts';

/** A folder that is still being filled changes within this time. */
const WATCHED_FOR_MS = 60_000;

export interface Discovery {
  snapshot: FolderSnapshot;
  /** By the clock of the file system. */
  changedAt: number;
  /** It was missing in an earlier scan. */
  appeared: boolean;
}

/**
 * 0 = long ago. A folder unchanged for the quiet period is complete, and its file times count. Any other may be a
 * copy in progress that keeps old file times.
 */
export function arrivalOf(
  { snapshot, changedAt, appeared }: Discovery,
  quietMs: number,
  now: number,
): number {
  const touchedAt = Math.max(snapshot.folderModifiedAt, changedAt);
  if (!appeared && touchedAt <= now - quietMs) return 0;
  const isDue = snapshot.fingerprint.newestAt <= now - quietMs;
  return isDue ? now : now - Math.max(0, quietMs - WATCHED_FOR_MS);
}
