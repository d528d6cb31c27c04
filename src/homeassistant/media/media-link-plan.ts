import type { Cause } from '../../shared/facts.ts';
import { below } from './media-address.ts';

export type FoundAtLink =
  | { kind: 'nothing' }
  | { kind: 'link'; target: string }
  /** Never created by the app. */
  | { kind: 'other' };

export type MediaLinkPlan = { act: 'keep' | 'make' | 'remake' | 'remove' } | { act: 'none'; inTheWay: Cause };

/**
 * Only links whose target was recorded belong to the app and may be changed.
 *
 * @param wanted target; null = no link
 * @param ours recorded targets
 */
export function planMediaLink(
  found: FoundAtLink,
  wanted: string | null,
  ours: readonly string[],
): MediaLinkPlan {
  if (found.kind === 'nothing') return { act: wanted === null ? 'keep' : 'make' };
  if (found.kind === 'link' && found.target === wanted) return { act: 'keep' };
  if (found.kind === 'link' && ours.includes(found.target))
    return { act: wanted === null ? 'remove' : 'remake' };
  if (wanted === null) return { act: 'keep' };
  if (found.kind === 'link')
    return { act: 'none', inTheWay: { cause: 'other_link', reason: `a link to ${found.target}` } };
  return { act: 'none', inTheWay: { cause: 'something_else', reason: 'something else' } };
}

/**
 * Null when it is not wanted, when the videos are in the media folder anyway, or when the link would lead in a
 * circle.
 */
export function wantedLink(isWanted: boolean, outputFolder: string, mediaRoot: string): string | null {
  if (!isWanted || overlaps(outputFolder, mediaRoot)) return null;
  return outputFolder;
}

function overlaps(one: string, other: string): boolean {
  return one === other || below(one, other) !== null || below(other, one) !== null;
}
