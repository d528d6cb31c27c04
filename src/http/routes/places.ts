import { coreAway } from '../../homeassistant/core/core-socket.ts';
import type { Places, Sent } from '../../homeassistant/places/places.ts';
import type { ArchiveFolders } from '../../timelapses/archive-folders.ts';
import { fileOf, type Timelapse } from '../../timelapses/timelapse.ts';
import type { TimelapseService } from '../../timelapses/timelapse-service.ts';
import type { Handlers } from '../endpoint.ts';

type Names = 'listTargets' | 'notifyTimelapse' | 'playTimelapse' | 'uploadTimelapse';

/** Outside Home Assistant. */
const NOWHERE = { notify: [], players: [], uploads: [], allowed_folders: [] };

export interface PlaceRouteDeps {
  /** Null = outside Home Assistant. */
  places: Places | null;
  service: Pick<TimelapseService, 'get'>;
  archives: Pick<ArchiveFolders, 'require'>;
}

export function placeRoutes({ places, service, archives }: PlaceRouteDeps): Pick<Handlers, Names> {
  const inHomeAssistant = (): Places => {
    if (places) return places;
    throw coreAway({ cause: 'stand_alone', reason: 'the app runs without it' });
  };
  const reachable = async (id: string): Promise<Timelapse> => {
    const timelapse = await service.get(id);
    const video = fileOf(timelapse, 'video');
    if (video) await archives.require([video]);
    return timelapse;
  };
  return {
    async listTargets({ query: { timelapse } }) {
      const about = timelapse === undefined ? null : await service.get(timelapse);
      return { status: 200, body: (await places?.targets(about)) ?? NOWHERE };
    },
    async notifyTimelapse({ params, body }) {
      const timelapse = await service.get(params.id);
      return accepted(await inHomeAssistant().notify(timelapse, body));
    },
    async playTimelapse({ params, body }) {
      const timelapse = await reachable(params.id);
      return accepted(await inHomeAssistant().play(timelapse, body.entity_id));
    },
    async uploadTimelapse({ params, body }) {
      const timelapse = await reachable(params.id);
      return accepted(await inHomeAssistant().upload(timelapse, body));
    },
  };
}

function accepted({ isDone }: Sent) {
  return { status: 202 as const, body: { is_done: isDone } };
}
