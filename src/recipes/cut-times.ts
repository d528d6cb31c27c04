import { isTime, MIN_CUT_SECONDS } from '../shared/cut-times.ts';
import { badField } from './bad-field.ts';
import type { Recipe } from './recipe.ts';

/** In seconds of the whole video; null = its beginning or end. */
export interface CutTimes {
  from: number | null;
  to: number | null;
}

/** Null = nothing is cut off; names of pictures, from when there were some, count as nothing. */
export function readCut({ first_frame: first, last_frame: last }: Recipe): CutTimes | null {
  const from = readTime(first);
  const to = readTime(last);
  return from === null && to === null ? null : { from, to };
}

/**
 * Where the pictures are gone, `first_frame` and `last_frame` are times.
 *
 * @param length of the whole video, in seconds @throws AppError 400 naming the field
 */
export function checkCut({ first_frame: first, last_frame: last }: Recipe, length: number): void {
  const from = checkTime('first_frame', first, length) ?? 0;
  const to = checkTime('last_frame', last, length) ?? length;
  if (to - from < MIN_CUT_SECONDS)
    throw badField('last_frame', last ?? null, `at least ${MIN_CUT_SECONDS} seconds have to be left`, {
      problem: 'too_short',
      facts: { seconds: MIN_CUT_SECONDS },
    });
}

/** What a recipe can still do without pictures. */
export function needsPictures(recipe: Recipe): boolean {
  return Object.keys(recipe).some((field) => field !== 'first_frame' && field !== 'last_frame');
}

function checkTime(field: string, text: string | undefined, length: number): number | null {
  if (text === undefined) return null;
  const time = readTime(text);
  if (time === null)
    throw badField(field, text, 'without pictures, it must be a time in seconds', {
      problem: 'not_a_time',
      facts: {},
    });
  if (time > length)
    throw badField(field, text, `the video is ${length} seconds long`, {
      problem: 'beyond_end',
      facts: { seconds: length },
    });
  return time;
}

function readTime(text: string | undefined): number | null {
  return text !== undefined && isTime(text) ? Number(text) : null;
}
