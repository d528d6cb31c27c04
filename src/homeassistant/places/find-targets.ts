import type { WireTargets } from '../../shared/places.ts';
import { isReadable } from '../media/readable-paths.ts';
import type { CoreEntry, CorePlaces, CoreState } from './core-places.ts';
import { UPLOAD_ACTIONS, type UploadAction } from './upload-actions.ts';

/** Of `MediaPlayerEntityFeature`. */
const PLAYS_MEDIA = 512;

/** It is an action for entities, which are targets of their own. */
const FOR_ENTITIES = 'send_message';

const COMPANION = 'mobile_app_';

/** Where a video lies, as far as actions care. */
export interface VideoPlace {
  /** With links followed, as Home Assistant checks it; null = it cannot be told. */
  realPath: string | null;
  isInMedia: boolean;
}

export function findTargets(places: CorePlaces, video: VideoPlace): WireTargets {
  return {
    notify: [...notifyActions(places), ...notifyEntities(places)].toSorted(byName),
    players: places.states.filter(playsVideo).map(toPlayer).toSorted(byName),
    uploads: UPLOAD_ACTIONS.filter((each) => isSetUp(each, places)).map((each) => ({
      action: each.action,
      name: each.name,
      accounts: accountsOf(each, places.entries),
      max_bytes: each.maxBytes,
      reaches: canReach(each, video, places.allowedFolders),
    })),
    allowed_folders: [...places.allowedFolders],
  };
}

/** Whether Home Assistant has an action. @param action `domain.service` */
export function hasAction({ services }: Pick<CorePlaces, 'services'>, action: string): boolean {
  const [domain = '', service = ''] = action.split('.');
  return Object.hasOwn(services, domain) && Object.hasOwn(services[domain]!, service);
}

function isSetUp(action: UploadAction, places: CorePlaces): boolean {
  if (!hasAction(places, action.action)) return false;
  return action.isAccountOptional === true || accountsOf(action, places.entries).length > 0;
}

/** As `is_allowed_path` of Home Assistant decides. */
export function canReach(
  { reads }: UploadAction,
  { realPath, isInMedia }: VideoPlace,
  allowedFolders: readonly string[],
): boolean {
  if (reads === 'media') return isInMedia;
  return realPath !== null && isReadable(realPath, allowedFolders);
}

/** Those that are set up and running. */
export function accountsOf({ accountsOf: domain }: UploadAction, entries: readonly CoreEntry[]) {
  return entries
    .filter((entry) => entry.domain === domain && entry.state === 'loaded')
    .map(({ entry_id, title }) => ({ config_entry_id: entry_id, name: title }));
}

export function isCompanion(target: string): boolean {
  return target.startsWith(`notify.${COMPANION}`);
}

function notifyActions({ services }: CorePlaces): WireTargets['notify'] {
  return Object.keys(services.notify ?? {})
    .filter((service) => service !== FOR_ENTITIES)
    .map((service) => ({
      target: `notify.${service}`,
      name: plainName(service),
      takes_video: isCompanion(`notify.${service}`),
    }));
}

function notifyEntities({ states, services }: CorePlaces): WireTargets['notify'] {
  const actions = new Set(Object.keys(services.notify ?? {}).map((service) => `notify.${service}`));
  return states
    .filter(({ entity_id: id }) => id.startsWith('notify.') && !actions.has(id))
    .map((state) => ({ target: state.entity_id, name: nameOf(state), takes_video: false }));
}

function playsVideo({ entity_id: id, attributes }: CoreState): boolean {
  const features = Number(attributes.supported_features ?? 0);
  // A loudspeaker plays media, too, but shows nothing.
  return (
    id.startsWith('media_player.') && (features & PLAYS_MEDIA) !== 0 && attributes.device_class !== 'speaker'
  );
}

function toPlayer(state: CoreState) {
  const { entity_id, state: now } = state;
  return { entity_id, name: nameOf(state), is_available: now !== 'unavailable' };
}

function nameOf({ entity_id, attributes: { friendly_name: name } }: CoreState): string {
  return typeof name === 'string' && name.trim() !== '' ? name : entity_id;
}

/** `mobile_app_pixel_9` → "Pixel 9" */
function plainName(service: string): string {
  const words = (service.startsWith(COMPANION) ? service.slice(COMPANION.length) : service)
    .replaceAll('_', ' ')
    .trim();
  return words === '' ? service : words[0]!.toUpperCase() + words.slice(1);
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name);
}
