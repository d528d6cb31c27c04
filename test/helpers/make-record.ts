import type { FolderLook, Timelapse } from '../../src/timelapses/timelapse.ts';

/** A look at an image folder with three frames, with whatever a test needs otherwise. */
export function makeLook(change: Partial<FolderLook> = {}): FolderLook {
  const folderName = change.folderName ?? 'Benchy';
  return {
    folderName,
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
    ...makeLook(change),
    id: 'one',
    title: null,
    notes: null,
    sourceMissing: false,
    superseded: false,
    status: 'discovered',
    printer: null,
    lastFrameAt: 3000,
    confirmedAt: null,
    renderedFingerprint: null,
    held: false,
    manual: false,
    queueSeq: null,
    notBefore: null,
    retryCount: 0,
    videoExists: false,
    droppedFrames: null,
    video: null,
    flickerBefore: null,
    flickerAfter: null,
    processingStartedAt: null,
    processingCompletedAt: null,
    failure: null,
    jobId: null,
    linkSource: null,
    job: null,
    pinned: false,
    createdAt: 3000,
    updatedAt: 3000,
    files: [],
    ...change,
  };
}
