import { compareFrameNames } from '../lib/frame-names.ts';
import type { FrameSelection } from './render-settings.ts';

/**
 * The pictures of a selection, as the bundled engine chooses them: a first or last picture that is no longer there is
 * replaced by the nearest one inside.
 *
 * @param names in the order of the video
 */
export function selectFrames(names: readonly string[], { first, last, excluded }: FrameSelection): string[] {
  const out = new Set(excluded);
  const from = first === null ? 0 : startAt(names, first);
  const to = last === null ? names.length - 1 : endAt(names, last);
  return names.slice(from, to + 1).filter((name) => !out.has(name));
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
