import type { RenderedFrames } from './frame-lists.ts';
import { countMarks, countMissing, type FrameMarks, marksOf } from './frame-marks.ts';
import type { SampledFrame } from './timelapse.ts';

/**
 * Others were added, and frames of the video are gone that no other video shows. Frames that were only deleted are
 * fine. Null = unknown.
 *
 * @param sample for videos without a list of frames
 */
export function losesFrames(
  frames: FrameMarks,
  { video, kept }: Pick<RenderedFrames, 'video' | 'kept'>,
  sample: readonly SampledFrame[],
): boolean | null {
  const shown = video ?? marksOf(sample);
  if (countMarks(shown) === 0) return null;
  return countMissing(frames, shown) > 0 && countMissing(shown, frames, ...kept) > 0;
}

export function areAllGone(remembered: FrameMarks, frames: FrameMarks): boolean {
  const count = countMarks(remembered);
  return count > 0 && countMissing(remembered, frames) === count;
}
