import type { WireViewer } from '../contract.ts';
import { Collection } from '../util/collection.ts';
import { requestJson } from './client.ts';

/** The one who looks at the page, and whether they may change anything. Everyone may where there are no users. */
export const viewer = new Collection<WireViewer>({ may_change: true, name: null });

/** Asks the server who looks. Without an answer all is offered as before: the server refuses what may not be. */
export async function readViewer(): Promise<void> {
  const told = await requestJson<WireViewer>('/viewer').catch(() => null);
  if (told !== null) viewer.update(() => told);
}
