import type { EventDetails } from '../../outbox/event-details.ts';
import type { CaptureEventDetails } from '../../outbox/capture-event.ts';
import type { CaptureEntry, RuleEntry, TimelapseEntry } from '../../outbox/outbox-store.ts';
import type { RuleEventDetails } from '../../outbox/rule-event.ts';
import { panelUrl } from '../core/app-identity.ts';
import { type MediaAddress, type MediaPlace, mediaAddress } from '../media/media-address.ts';

interface Common {
  /** The same when it is sent again. */
  event_id: string;
  /** ISO 8601; the event may be sent much later. */
  happened_at: string;
  panel_url: string | null;
}
type TimelapseEventData = Common &
  EventDetails &
  MediaAddress & {
    /** The poster, as a path on Home Assistant; needs a login or a signature. */
    poster_url: string | null;
    /** The video, as a path that Home Assistant's actions may read; null = they cannot reach it. */
    media_path: string | null;
  };
type CaptureEventData = Common & CaptureEventDetails;
type RuleEventData = Common & RuleEventDetails;

export type EventData = TimelapseEventData | CaptureEventData | RuleEventData;

export interface Addresses {
  media: MediaPlace;
  slug: string | null;
  posterUrl: string | null;
  /** Where the video is by now; null = there is none. */
  videoPath: string | null;
  readablePath: string | null;
}

/** Deleted timelapses have no addresses. */
export function eventData(
  { event, eventId, fact, happenedAt }: TimelapseEntry,
  { media, slug, posterUrl, videoPath, readablePath }: Addresses,
): TimelapseEventData {
  const isGone = event === 'timelapse.deleted';
  return {
    ...fact,
    ...(isGone ? {} : { output_video_path: videoPath }),
    ...mediaAddress(isGone ? null : videoPath, media),
    media_path: isGone ? null : readablePath,
    poster_url: isGone ? null : posterUrl,
    panel_url: isGone ? panelUrl(slug) : panelUrl(slug, fact.id),
    event_id: eventId,
    happened_at: new Date(happenedAt).toISOString(),
  };
}

/** Of what has no addresses of its own. */
export function plainEventData<E extends CaptureEntry | RuleEntry>(
  { eventId, fact, happenedAt }: E,
  slug: string | null,
): E['fact'] & Common {
  return {
    ...fact,
    panel_url: panelUrl(slug),
    event_id: eventId,
    happened_at: new Date(happenedAt).toISOString(),
  };
}
