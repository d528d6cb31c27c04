import type { WireHealth, WireViewer } from '../contract.ts';
import { Collection } from '../state/collection.ts';
import { api } from './client.ts';

/** Without users, everyone can make changes. */
export const viewer = new Collection<WireViewer>({ may_change: true, name: null });

/** Kept up to date with the health of the app. */
export const archive = new Collection<WireHealth['archive']>({ folder: null, away: [] });

/** Without an answer nothing is hidden; the server rejects what is not allowed. */
export async function readViewer(): Promise<void> {
  const answer = await api.getViewer().catch(() => null);
  if (answer !== null) viewer.update(() => answer);
}
