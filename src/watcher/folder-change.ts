import { framesAdded, sameFingerprint } from '../timelapses/fingerprint.ts';
import type { IgnoredFolder } from '../timelapses/ignored-folder-store.ts';
import type { FolderSnapshot, Timelapse } from '../timelapses/timelapse.ts';
import type { FrameChange } from './frame-change.ts';

export type FolderChange =
  | 'discover'
  /** Deleted by the user, nothing new. */
  | 'ignored'
  /** Deleted by the user, and frames were removed since: the tombstone is updated. */
  | 'ignored_changed'
  /** Deleted by the user, but new frames arrived. */
  | 'back_with_new_frames'
  | 'unchanged'
  /** Changed, but the status stays. */
  | 'refresh'
  /** These are the frames of a video that was adopted by its tags. */
  | 'recognised'
  /** A new countdown starts. */
  | 'frames_added'
  /** The frames differ and some of the video's are gone: another print uses the folder. */
  | 'new_print'
  /** Undecided while it renders. */
  | 'wait';

/** @param frames compared with those that its timelapse or tombstone knows */
export function decideFolderChange(
  snapshot: FolderSnapshot,
  known: Timelapse | undefined,
  ignored: IgnoredFolder | undefined,
  frames: FrameChange,
): FolderChange {
  if (known) return changeOfKnown(snapshot, known, frames);
  if (!ignored) return 'discover';
  if (frames.added || framesAdded(ignored.snapshot.fingerprint, snapshot.fingerprint))
    return 'back_with_new_frames';
  return sameFingerprint(ignored.snapshot.fingerprint, snapshot.fingerprint) ? 'ignored' : 'ignored_changed';
}

function changeOfKnown(
  snapshot: FolderSnapshot,
  known: Timelapse,
  { added, lost }: FrameChange,
): FolderChange {
  if (known.status === 'processing') return lost ? 'wait' : changeOfSnapshot(snapshot, known);
  if (isRecognised(snapshot, known)) return 'recognised';
  // Without a video there is no earlier print to keep.
  const hasVideo = known.files.some((file) => file.kind === 'video');
  // A capture deletes some of its own pictures, to keep them evenly spread.
  if (hasVideo && lost && known.captureId === null) return 'new_print';
  const finished = known.status === 'completed' || known.status === 'failed';
  return finished && added ? 'frames_added' : changeOfSnapshot(snapshot, known);
}

function changeOfSnapshot(snapshot: FolderSnapshot, known: Timelapse): FolderChange {
  return isSameSnapshot(snapshot, known) && !known.sourceMissing ? 'unchanged' : 'refresh';
}

/** The size of the newest file still grows while it is being written. */
export function isSameSnapshot(snapshot: FolderSnapshot, before: FolderSnapshot): boolean {
  return (
    sameFingerprint(snapshot.fingerprint, before.fingerprint) &&
    snapshot.newestName === before.newestName &&
    snapshot.newestSize === before.newestSize
  );
}

/** The tags of a video only contain the number of frames and the second of the newest. */
function isRecognised(snapshot: FolderSnapshot, known: Timelapse): boolean {
  const { lastName, count, newestAt } = known.fingerprint;
  const sameSecond = Math.trunc(snapshot.fingerprint.newestAt / 1000) === Math.trunc(newestAt / 1000);
  return lastName === '' && snapshot.fingerprint.count === count && sameSecond;
}
