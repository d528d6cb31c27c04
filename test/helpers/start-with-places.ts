import type { WireTargets } from '../../src/shared/places.ts';
import { engine } from './start-app.ts';
import { type Mirrored, type MirroredSpec, startMirrored } from './start-mirrored.ts';
import { waitFor } from './wait-for.ts';

export type WithPlaces = Mirrored & {
  /** Of the timelapse that has a video. */
  id: string;
};

const TV = { friendly_name: 'Television', supported_features: 512 + 1, device_class: 'tv' };
const OFF = { friendly_name: 'Old set', supported_features: 512 };
const SPEAKER = { friendly_name: 'Kitchen', supported_features: 512, device_class: 'speaker' };

const ACTIONS = {
  notify: { mobile_app_pixel_9: {}, persistent_notification: {}, send_message: {}, mail: {}, broken: {} },
  media_player: { play_media: {} },
  google_photos: { upload: {} },
  immich: { upload_file: {} },
  onedrive: { upload: {} },
  telegram_bot: { send_video: {} },
};

const ACCOUNTS = [
  { entry_id: 'g1', domain: 'google_photos', title: 'me@example.org', state: 'loaded' },
  { entry_id: 'g2', domain: 'google_photos', title: 'old', state: 'setup_error' },
  { entry_id: 'i1', domain: 'immich', title: 'Photos', state: 'loaded' },
];

/** A home with a phone, a television, a loudspeaker, a chat and accounts, and one finished video. */
export async function startWithPlaces(spec: MirroredSpec = {}): Promise<WithPlaces> {
  const { names: [name = 'Benchy'] = [], options, prepare } = spec;
  const house = await startMirrored({
    ...spec,
    names: [name],
    options: { timelapse_flickerfree_path: engine('reporting.sh'), ...options },
    prepare: (core, supervisor, media) => {
      // Of the ingress proxy.
      core.users = [{ id: 'f00d', name: 'Tester', is_owner: true }];
      core.services = ACTIONS;
      core.entries = ACCOUNTS;
      core.states.set('media_player.tv', { state: 'off', attributes: TV });
      core.states.set('media_player.kitchen', { state: 'idle', attributes: SPEAKER });
      core.states.set('media_player.broken', { state: 'unavailable', attributes: OFF });
      core.states.set('notify.chat', { state: 'unknown', attributes: { friendly_name: 'Family chat' } });
      prepare?.(core, supervisor, media);
    },
  });
  const { id } = await house.app.waitForStatus(name, 'discovered');
  await house.app.request('POST', `/timelapses/${id}/process`);
  await house.app.waitForCompleted(name);
  if (options?.timelapse_show_in_media !== false) await waitFor('the link', () => isInMedia(house, id));
  return { ...house, id };
}

async function isInMedia({ app }: Mirrored, id: string): Promise<boolean> {
  const { uploads } = await app.get<WireTargets>(`/home-assistant/targets?timelapse=${id}`);
  return uploads.some(({ action, reaches }) => action === 'immich.upload_file' && reaches);
}
