import type { Fact } from '../outbox/fact.ts';
import type { OutboxEntry } from '../outbox/outbox-store.ts';
import { panelUrl } from './app-identity.ts';
import { type MediaAddress, type MediaPlace, mediaAddress } from './media-address.ts';

/** What an event on Home Assistant's bus carries. */
export interface EventData extends Fact, MediaAddress {
  /** The same when it had to be sent twice. */
  event_id: string;
  /** When it became true, ISO 8601; it may be told much later. */
  happened_at: string;
  /** Picture of the last frame below Home Assistant's address; needs a login or a signature. */
  poster_url: string | null;
  /** The player below Home Assistant's address. */
  panel_url: string | null;
}

/** Where Home Assistant finds things now. */
export interface Addresses {
  media: MediaPlace;
  slug: string | null;
  posterUrl: string | null;
}

/** A fact as Home Assistant is told of it. What was deleted is nowhere to be found. */
export function eventData(
  { event, eventId, fact, happenedAt }: OutboxEntry,
  { media, slug, posterUrl }: Addresses,
): EventData {
  const isGone = event === 'timelapse.deleted';
  return {
    ...fact,
    ...mediaAddress(isGone ? null : fact.output_video_path, media),
    poster_url: isGone ? null : posterUrl,
    panel_url: isGone ? panelUrl(slug) : panelUrl(slug, fact.id),
    event_id: eventId,
    happened_at: new Date(happenedAt).toISOString(),
  };
}
