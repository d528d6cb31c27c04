import { compareFrameNames } from './frame-names.ts';

/** Indexes of the first and the last frame. */
export interface FrameRange {
  from: number;
  to: number;
}

/**
 * Where a video begins and ends: the same rule for the app and the engine. Instead of a frame that is gone, the range
 * begins with the one after it or ends with the one before it; where all of the range is gone, a frame beside it is
 * shown.
 *
 * @param names in the order of the video; at least one
 * @param first null = not trimmed there
 */
export function frameRange(
  names: readonly string[],
  { first, last }: { first: string | null; last: string | null },
): FrameRange {
  const end = names.length - 1;
  const from = first === null ? 0 : Math.min(end, startAt(names, first));
  const to = last === null ? end : endAt(names, last);
  return { from, to: Math.max(from, to) };
}

function startAt(names: readonly string[], first: string): number {
  const at = names.indexOf(first);
  if (at >= 0) return at;
  const next = names.findIndex((name) => compareFrameNames(name, first) >= 0);
  return next < 0 ? names.length : next;
}

function endAt(names: readonly string[], last: string): number {
  const at = names.indexOf(last);
  return at >= 0 ? at : names.findLastIndex((name) => compareFrameNames(name, last) <= 0);
}
