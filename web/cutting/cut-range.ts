import { isTime, MIN_CUT_SECONDS, type WireRecipe } from '../contract.ts';
import type { FrameRange } from '../recipe/frame-fates.ts';

/** A video by its frames. */
export interface CutVideo {
  /** Number of frames. */
  total: number;
  fps: number;
}

type CutTimes = Pick<WireRecipe, 'first_frame' | 'last_frame'>;

/** @param fps null = unknown */
export function videoOf(duration: number, fps: number | null): CutVideo {
  const rate = fps ?? 25;
  return { total: Math.max(1, Math.round(duration * rate)), fps: rate };
}

export function wholeRange({ total }: CutVideo): FrameRange {
  return { first: 0, last: total - 1 };
}

/** Names of frames, from when there were some, count as the ends of the video. */
export function rangeIn({ first_frame, last_frame }: CutTimes, video: CutVideo): FrameRange {
  const end = video.total - 1;
  const at = (text: string | null | undefined): number | null =>
    text != null && isTime(text) ? Math.round(Number(text) * video.fps) : null;
  const first = Math.min(end, at(first_frame) ?? 0);
  const last = Math.min(end, (at(last_frame) ?? video.total) - 1);
  return { first, last: Math.max(first, last) };
}

/** For the server; the ends of the video are not named. */
export function cutTimes({ first, last }: FrameRange, { total, fps }: CutVideo): CutTimes {
  const time = (frame: number): string => String(Math.round((frame / fps) * 1000) / 1000);
  return {
    first_frame: first <= 0 ? null : time(first),
    last_frame: last >= total - 1 ? null : time(last + 1),
  };
}

/** Number of frames that have to be left. */
export function leastFrames({ total, fps }: CutVideo): number {
  return Math.min(total, Math.ceil(MIN_CUT_SECONDS * fps));
}

export function sameRange(one: FrameRange, other: FrameRange): boolean {
  return one.first === other.first && one.last === other.last;
}

/** The first frame moves to `at`, the last one only as far as it has to. */
export function withStart({ last }: FrameRange, at: number, video: CutVideo): FrameRange {
  const least = leastFrames(video);
  const first = Math.min(at, video.total - least);
  return { first, last: Math.max(last, first + least - 1) };
}

/** Likewise at the other end. */
export function withEnd({ first }: FrameRange, at: number, video: CutVideo): FrameRange {
  const least = leastFrames(video);
  const last = Math.max(at, least - 1);
  return { first: Math.min(first, last - least + 1), last };
}
