import type { WireFrame } from '../contract.ts';
import { type RecipeDraft, withFields } from './recipe-draft.ts';

/**
 * What becomes of a frame: used; outside the range; left out by the recipe; left out automatically unless taken in; or
 * unreadable.
 */
export type Fate = 'used' | 'trimmed' | 'left_out' | 'automatic' | 'unreadable';

/** Indexes of the first and the last frame. */
export interface FrameRange {
  first: number;
  last: number;
}

/** Left out automatically by the engine. */
const AUTOMATIC: ReadonlySet<WireFrame['state']> = new Set(['placeholder', 'black', 'glitch']);

const byName = new Intl.Collator('en', { numeric: true });

export function rangeOf(frames: readonly WireFrame[], draft: RecipeDraft): FrameRange {
  const at = (name: string | undefined): number => frames.findIndex((frame) => frame.name === name);
  const [first, last] = [at(draft.first_frame), at(draft.last_frame)];
  return { first: Math.max(0, first), last: last < 0 ? frames.length - 1 : last };
}

/** The ends of the folder are not named, so that frames added later are used too. */
export function withRange(
  frames: readonly WireFrame[],
  draft: RecipeDraft,
  { first, last }: FrameRange,
): RecipeDraft {
  const name = (index: number): string | null => frames[index]?.name ?? null;
  return withFields(draft, {
    first_frame: first <= 0 ? null : name(first),
    last_frame: last >= frames.length - 1 ? null : name(last),
  });
}

export function frameFates(frames: readonly WireFrame[], draft: RecipeDraft): Fate[] {
  const { first, last } = rangeOf(frames, draft);
  const excluded = new Set(draft.excluded_frames);
  const included = new Set(draft.included_frames);
  return frames.map(({ name, state, chosen }, index) => {
    if (index < first || index > last) return 'trimmed';
    if (excluded.has(name)) return 'left_out';
    if (state === 'unreadable') return 'unreadable';
    // Many glitches in a row are another scene, which the video shows.
    const isShown = state === 'glitch' && chosen === true;
    return AUTOMATIC.has(state) && !included.has(name) && !isShown ? 'automatic' : 'used';
  });
}

/** Leaves a frame out, or takes it in again. */
export function withToggled(draft: RecipeDraft, { name, state }: WireFrame, fate: Fate): RecipeDraft {
  const excluded = new Set(draft.excluded_frames);
  const included = new Set(draft.included_frames);
  if (fate === 'used') {
    // One that was taken in is left out automatically again.
    if (!included.delete(name)) excluded.add(name);
  } else {
    excluded.delete(name);
    if (AUTOMATIC.has(state)) included.add(name);
  }
  return withFields(draft, { excluded_frames: [...excluded], included_frames: [...included] });
}

/** Without frames that are no longer in the folder; ends move to the nearest one inside. */
export function withoutMissing(frames: readonly WireFrame[], draft: RecipeDraft): RecipeDraft {
  const there = new Set(frames.map(({ name }) => name));
  const { first_frame: first, last_frame: last, excluded_frames = [], included_frames = [] } = draft;
  const isThere = (name: string): boolean => there.has(name);
  const after = (name: string) => frames.find((frame) => byName.compare(frame.name, name) >= 0)?.name;
  const before = (name: string) => frames.findLast((frame) => byName.compare(frame.name, name) <= 0)?.name;
  return withFields(draft, {
    first_frame: first === undefined || isThere(first) ? (first ?? null) : (after(first) ?? null),
    last_frame: last === undefined || isThere(last) ? (last ?? null) : (before(last) ?? null),
    excluded_frames: excluded_frames.filter(isThere),
    included_frames: included_frames.filter(isThere),
  });
}
