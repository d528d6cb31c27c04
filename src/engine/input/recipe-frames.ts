import { compareFrameNames } from '../../lib/frame-names.ts';
import { frameRange } from '../../lib/frame-range.ts';
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

function rangeOf(frames: readonly FrameFile[], recipe: RecipeSettings): Range {
  const [first, last] = [recipe.first ?? null, recipe.last ?? null];
  const names = frames.map(({ name }) => name);
  if (first !== null && last !== null) requireOrder(names, first, last);
  const { from, to } = frameRange(names, { first, last });
  const gone = (field: NotFound['field'], name: string | null, instead: string | null): NotFound[] =>
    name === null || names.includes(name) ? [] : [{ field, name, instead }];
  const [begin, end] = [names[from] ?? null, names[to] ?? null];
  return {
    from,
    to: to + 1,
    first: first === null ? null : begin,
    last: last === null ? null : end,
    notFound: [...gone('first_frame', first, begin), ...gone('last_frame', last, end)],
  };
}

function requireOrder(names: readonly string[], first: string, last: string): void {
  const [from, to] = [names.indexOf(first), names.indexOf(last)];
  const order = from >= 0 && to >= 0 ? from - to : compareFrameNames(first, last);
  if (order <= 0) return;
  throw new EngineFailure(
    EXIT.usage,
    `TIMELAPSE_FIRST_FRAME is "${first}", but must not come after TIMELAPSE_LAST_FRAME, which is "${last}".`,
  );
}
