import type { WireQueue } from '../contract.ts';

/** Place of a waiting timelapse, 1 being next; null when it does not wait. */
export function queuePlace(queue: WireQueue | null, id: string): number | null {
  const index = queue?.pending_ids.indexOf(id) ?? -1;
  return index < 0 ? null : index + 1;
}
