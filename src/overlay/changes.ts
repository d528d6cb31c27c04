import type { PrintTimeline } from '../shared/print-timeline.ts';
import type { AssEvent } from './ass-text.ts';

/** The video that it is drawn into. */
export interface OverlaidVideo {
  /** As it is in the end, in pixels. */
  width: number;
  height: number;
  /** Of the video whose pictures the print data counts. */
  fps: number;
  seconds: number;
  /** How many times as fast the pictures are shown in the end. */
  speed: number;
}

/** More changes than this cannot be followed, and would take long to draw. */
const MAX_CHANGES = 4000;
/** The last picture may be held. */
const SECONDS_AFTER_END = 3600;

/** Equal texts in a row are one; null = nothing is shown. */
export function changes(
  textOf: (frame: number) => string | null,
  { frames }: PrintTimeline,
  video: OverlaidVideo,
): AssEvent[] {
  const step = Math.ceil(frames / MAX_CHANGES);
  const begun: { frame: number; text: string | null }[] = [];
  for (let frame = 0; frame < frames; frame += step) {
    const text = textOf(frame);
    if (begun.at(-1)?.text !== text || frame === 0) begun.push({ frame, text });
  }
  return begun.flatMap(({ frame, text }, index) => {
    const next = begun[index + 1];
    const to = next ? beginningOf(next.frame, video) : endOf(video);
    return text === null ? [] : [{ from: beginningOf(frame, video), to, text }];
  });
}

/** Half a frame early, so that rounding never shows it a frame late. */
function beginningOf(frame: number, { fps, speed }: OverlaidVideo): number {
  return (frame - 0.5) / fps / speed;
}

export function endOf({ seconds, speed }: OverlaidVideo): number {
  return seconds / speed + SECONDS_AFTER_END;
}
