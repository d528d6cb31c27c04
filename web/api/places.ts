import { placeRoutes, type WireTargets } from '../contract.ts';
import { createClient } from './client.ts';

const api = createClient(placeRoutes);

export type Upload = WireTargets['uploads'][number];

/** What a video can be sent to, and by what request. */
export type PlaceRequest =
  | { kind: 'notify'; target: string }
  | { kind: 'play'; entityId: string }
  | { kind: 'upload'; action: string; account: string | undefined };

/** Nothing where the app runs without Home Assistant. @throws ApiError */
export function readTargets(timelapse?: string): Promise<WireTargets> {
  return api.listTargets(timelapse === undefined ? {} : { query: { timelapse } });
}

/** @returns whether Home Assistant is done with it @throws ApiError */
export async function sendTo(id: string, place: PlaceRequest): Promise<boolean> {
  const { is_done: isDone } = await request({ id }, place);
  return isDone;
}

function request(params: { id: string }, place: PlaceRequest): Promise<{ is_done: boolean }> {
  switch (place.kind) {
    case 'notify':
      return api.notifyTimelapse({ params, body: { target: place.target } });
    case 'play':
      return api.playTimelapse({ params, body: { entity_id: place.entityId } });
    case 'upload': {
      const { action, account } = place;
      return api.uploadTimelapse({
        params,
        body: { action, ...(account === undefined ? {} : { config_entry_id: account }) },
      });
    }
  }
}
