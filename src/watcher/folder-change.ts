import { framesAdded, sameFingerprint } from '../timelapses/fingerprint.ts';
import type { IgnoredFolder } from '../timelapses/ignored-folder-store.ts';
import type { FolderLook, Timelapse } from '../timelapses/timelapse.ts';

/** What a look at a folder means for the timelapse of that folder. */
export type FolderChange =
  /** A folder that is not known yet. */
  | 'discover'
  /** Deleted by the user, and nothing new in it. */
  | 'ignored'
  /** Deleted by the user, and frames went away since: the tombstone follows. */
  | 'ignored_changed'
  /** Deleted by the user, but new frames came: it is back. */
  | 'back_with_new_frames'
  /** As it was. */
  | 'unchanged'
  /** Changed, without a new status. */
  | 'refresh'
  /** The frames of a video that was adopted by its tags. */
  | 'recognised'
  /** Frames were added to a finished one: a new countdown. */
  | 'frames_added'
  /** The frames known before are gone: another print uses the folder. */
  | 'new_print'
  /** Nothing is decided while it renders. */
  | 'wait';

/**
 * Decides what a look means.
 *
 * @param known the current timelapse of the folder, if it has one
 * @param ignored the tombstone of the folder, if it has one
 * @param framesGone whether none of the frames known before is left; asked only for a known timelapse
 */
export function decideFolderChange(
  look: FolderLook,
  known: Timelapse | undefined,
  ignored: IgnoredFolder | undefined,
  framesGone: boolean,
): FolderChange {
  if (known) return changeOfKnown(look, known, framesGone);
  if (!ignored) return 'discover';
  if (framesAdded(ignored.look.fingerprint, look.fingerprint)) return 'back_with_new_frames';
  return sameFingerprint(ignored.look.fingerprint, look.fingerprint) ? 'ignored' : 'ignored_changed';
}

function changeOfKnown(look: FolderLook, known: Timelapse, framesGone: boolean): FolderChange {
  if (known.status === 'processing') return framesGone ? 'wait' : changeOfLook(look, known);
  if (isRecognised(look, known)) return 'recognised';
  // Without a video there is nothing of the earlier print to keep apart.
  const hasVideo = known.files.some((file) => file.kind === 'video');
  if (framesGone && hasVideo) return 'new_print';
  const finished = known.status === 'completed' || known.status === 'failed';
  const rendered = known.renderedFingerprint ?? known.fingerprint;
  if (finished && (framesGone || framesAdded(rendered, look.fingerprint))) return 'frames_added';
  return changeOfLook(look, known);
}

function changeOfLook(look: FolderLook, known: Timelapse): FolderChange {
  return sameLook(look, known) && !known.sourceMissing ? 'unchanged' : 'refresh';
}

/** Whether two looks saw the same; the size of the newest file is what still grows while it is written. */
export function sameLook(look: FolderLook, before: FolderLook): boolean {
  return (
    sameFingerprint(look.fingerprint, before.fingerprint) &&
    look.newestName === before.newestName &&
    look.newestSize === before.newestSize
  );
}

/** The tags of a video tell the number of its frames and the second of the newest, and nothing else. */
function isRecognised(look: FolderLook, known: Timelapse): boolean {
  const { lastName, count, newestAt } = known.fingerprint;
  const sameSecond = Math.trunc(look.fingerprint.newestAt / 1000) === Math.trunc(newestAt / 1000);
  return lastName === '' && look.fingerprint.count === count && sameSecond;
}
