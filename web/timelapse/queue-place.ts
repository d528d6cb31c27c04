import type { WireQueue } from '../contract.ts';

/** 1 = next; null = not waiting. */
export function queuePlace(queue: WireQueue | null, id: string): number | null {
  const index = queue?.pending_ids.indexOf(id) ?? -1;
  return index < 0 ? null : index + 1;
}
