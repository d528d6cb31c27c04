import { framesAdded, sameFingerprint } from '../timelapses/fingerprint.ts';
import type { RenderedFrames } from '../timelapses/frame-lists.ts';
import { countMissing, type FrameMarks, marksOf } from '../timelapses/frame-marks.ts';
import { areAllGone, losesFrames } from '../timelapses/lost-frames.ts';
import type { FolderSnapshot, Timelapse } from '../timelapses/timelapse.ts';

export interface FrameChange {
  added: boolean;
  /** A new render must not replace the video, which shows frames that are gone. */
  lost: boolean;
}

/** As far as the fingerprint tells. */
export function isAsRendered(snapshot: FolderSnapshot, { renderedFingerprint }: Timelapse): boolean {
  return renderedFingerprint !== null && sameFingerprint(renderedFingerprint, snapshot.fingerprint);
}

/** In doubt, frames count as lost: an additional video does no harm. */
export function changeOfFrames(
  snapshot: FolderSnapshot,
  frames: FrameMarks,
  known: Timelapse,
  rendered: RenderedFrames,
): FrameChange {
  const latest = rendered.attempt ?? rendered.video;
  const added =
    latest === null
      ? framesAdded(known.renderedFingerprint ?? known.fingerprint, snapshot.fingerprint) ||
        areAllGone(marksOf(known.sample), frames)
      : countMissing(frames, latest) > 0;
  return { added, lost: losesFrames(frames, rendered, known.sample) ?? added };
}
