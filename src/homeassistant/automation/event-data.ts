import type { EventDetails } from '../../outbox/event-details.ts';
import type { OutboxEntry } from '../../outbox/outbox-store.ts';
import { panelUrl } from '../core/app-identity.ts';
import { type MediaAddress, type MediaPlace, mediaAddress } from '../media/media-address.ts';

export interface EventData extends EventDetails, MediaAddress {
  /** The same when it is sent again. */
  event_id: string;
  /** ISO 8601; the event may be sent much later. */
  happened_at: string;
  /** The poster, as a path on Home Assistant; needs a login or a signature. */
  poster_url: string | null;
  panel_url: string | null;
}

export interface Addresses {
  media: MediaPlace;
  slug: string | null;
  posterUrl: string | null;
}

/** Deleted timelapses have no addresses. */
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
