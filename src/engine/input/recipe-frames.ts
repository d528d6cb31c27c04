import { compareFrameNames } from '../../lib/frame-names.ts';
import { EngineFailure, EXIT } from '../run/failure.ts';
import type { RecipeSettings } from '../run/recipe-settings.ts';
import type { FrameFile } from './list-frames.ts';
import { readNameList } from './name-list.ts';

/** A name of the recipe that is not in the folder (any more). */
export interface NotFound {
  field: 'first_frame' | 'last_frame' | 'excluded_frames' | 'included_frames';
  name: string;
  /** The frame taken instead of a missing first or last one. */
  instead: string | null;
}

export interface ChosenFrames {
  frames: FrameFile[];
  /** Names of the first and last frame of the range; null = not trimmed there. */
  first: string | null;
  last: string | null;
  /** Frames of the range that were excluded. */
  excluded: number;
  /** Frames to keep, even if they look bad. */
  included: ReadonlySet<string>;
  notFound: NotFound[];
}

/**
 * The frames the recipe leaves. What was excluded stays out even if it was included too.
 *
 * @param frames of the folder, in order
 * @throws EngineFailure for a range that ends before it begins, and where no frame is left
 */
export function chooseFrames(frames: readonly FrameFile[], recipe: RecipeSettings): ChosenFrames {
  const excludedNames = readNameList('TIMELAPSE_EXCLUDE', recipe.excludeList);
  const includedNames = readNameList('TIMELAPSE_INCLUDE', recipe.includeList);
  const range = rangeOf(frames, recipe);
  const inRange = frames.slice(range.from, range.to);
  const excluded = new Set(excludedNames);
  const left = inRange.filter(({ name }) => !excluded.has(name));
  if (left.length === 0 && frames.length > 0) {
    throw new EngineFailure(
      EXIT.noFrames,
      `No frames are left: TIMELAPSE_EXCLUDE names all ${inRange.length} of the range.`,
    );
  }
  const present = new Set(frames.map(({ name }) => name));
  const missing = (field: NotFound['field'], names: readonly string[]): NotFound[] =>
    names.filter((name) => !present.has(name)).map((name) => ({ field, name, instead: null }));
  return {
    frames: left,
    first: range.first,
    last: range.last,
    excluded: inRange.length - left.length,
    included: new Set(includedNames),
    notFound: [
      ...range.notFound,
      ...missing('excluded_frames', excludedNames),
      ...missing('included_frames', includedNames),
    ],
  };
}

interface Range {
  from: number;
  to: number;
  first: string | null;
  last: string | null;
  notFound: NotFound[];
}

/** Instead of a missing frame the range begins with the one after it, or ends with the one before it. */
function rangeOf(frames: readonly FrameFile[], { first, last }: RecipeSettings): Range {
  const end = frames.length - 1;
  const after = first === undefined ? 0 : Math.min(end, placeOf(frames, first));
  const before = last === undefined ? end : placeOf(frames, last) - (has(frames, last) ? 0 : 1);
  if (first !== undefined && last !== undefined) requireOrder(frames, first, last);
  // Where all of the range is gone, something beside it is shown.
  const to = Math.max(after, before);
  const nameAt = (index: number): string | null => frames[index]?.name ?? null;
  const gone = (field: NotFound['field'], name: string | undefined, instead: string | null): NotFound[] =>
    name === undefined || has(frames, name) ? [] : [{ field, name, instead }];
  return {
    from: after,
    to: to + 1,
    first: first === undefined ? null : nameAt(after),
    last: last === undefined ? null : nameAt(to),
    notFound: [...gone('first_frame', first, nameAt(after)), ...gone('last_frame', last, nameAt(to))],
  };
}

function has(frames: readonly FrameFile[], name: string): boolean {
  return frames.some((frame) => frame.name === name);
}

/** Where the frame is, or would be. */
function placeOf(frames: readonly FrameFile[], name: string): number {
  const found = frames.findIndex((frame) => frame.name === name);
  if (found >= 0) return found;
  const following = frames.findIndex((frame) => compareFrameNames(frame.name, name) > 0);
  return following >= 0 ? following : frames.length;
}

function requireOrder(frames: readonly FrameFile[], first: string, last: string): void {
  const bothThere = has(frames, first) && has(frames, last);
  const order = bothThere ? placeOf(frames, first) - placeOf(frames, last) : compareFrameNames(first, last);
  if (order <= 0) return;
  throw new EngineFailure(
    EXIT.usage,
    `TIMELAPSE_FIRST_FRAME is "${first}", but must not come after TIMELAPSE_LAST_FRAME, which is "${last}".`,
  );
}
