import type { FolderSnapshot, Timelapse } from '../../src/timelapses/timelapse.ts';
import { COLUMNS, readFields, type TimelapseRow } from '../../src/timelapses/timelapse-columns.ts';

/** A snapshot of an image folder with three frames, with whatever a test needs otherwise. */
export function makeSnapshot(change: Partial<FolderSnapshot> = {}): FolderSnapshot {
  const folderName = change.folderName ?? 'Benchy';
  return {
    folderName,
    origin: 'frames',
    sourceFolder: `/images/${folderName}`,
    fingerprint: { count: 3, newestAt: 3000, lastName: 'frame_0003.jpg', totalBytes: 300 },
    newestName: 'frame_0003.jpg',
    newestSize: 100,
    usualGapMs: 1000,
    folderModifiedAt: 3000,
    sample: [['frame_0001.jpg', 1000, 100]],
    ...change,
  };
}

/** The record of that folder, just discovered, with whatever a test needs otherwise. */
export function makeRecord(change: Partial<Timelapse> = {}): Timelapse {
  return {
    ...readFields(EMPTY_ROW),
    ...makeSnapshot(change),
    id: 'one',
    status: 'discovered',
    lastFrameAt: 3000,
    video: null,
    failure: null,
    job: null,
    createdAt: 3000,
    updatedAt: 3000,
    files: [],
    ...change,
  };
}

/** Nothing where there may be nothing, and else the least there can be. */
const EMPTY_ROW = Object.fromEntries(
  Object.entries(COLUMNS).map(([name, { sql, isOptional }]) => [
    name,
    isOptional ? null : sql === 'text' ? '""' : 0,
  ]),
) as TimelapseRow;
