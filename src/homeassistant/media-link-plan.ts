import type { Cause } from '../shared/facts.ts';
import { below } from './media-address.ts';

/** What is at the place of our link. */
export type FoundAtLink =
  | { kind: 'nothing' }
  | { kind: 'link'; target: string }
  /** A folder, a file: never ours. */
  | { kind: 'other' };

/** What is to be done about the link, and what is in the way. */
export type MediaLinkPlan = { act: 'keep' | 'make' | 'remake' | 'remove' } | { act: 'none'; inTheWay: Cause };

/**
 * Decides about the link from Home Assistant's media folder to the output folder. Only a link whose target we have
 * written down before is ours, and only ours is ever changed or removed.
 *
 * @param wanted where it should lead; null = there should be none
 * @param ours targets of links that we made
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
 * Where the link should lead; null when none is needed: it is not wanted, the videos lie in the media folder anyway,
 * or the media folder lies in the output folder, so that the link would lead round in a circle.
 */
export function wantedLink(isWanted: boolean, outputFolder: string, mediaRoot: string): string | null {
  if (!isWanted || overlaps(outputFolder, mediaRoot)) return null;
  return outputFolder;
}

function overlaps(one: string, other: string): boolean {
  return one === other || below(one, other) !== null || below(other, one) !== null;
}
