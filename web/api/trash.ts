import { trashRoutes } from '../contract.ts';
import { fillIn } from './address.ts';
import { createClient } from './client.ts';

/** Deleted videos that can be restored. */
export const trashApi = createClient(trashRoutes);

export function trashPosterUrl(id: string): string {
  return fillIn(trashRoutes.getTrashPoster.path, { params: { id } });
}
