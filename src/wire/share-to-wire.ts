import { reasonText } from '../share-copies/reason-text.ts';
import type { ShareCopy } from '../share-copies/share-copy.ts';
import type { WireShare } from '../shared/share-copies.ts';
import { toIso } from './to-wire.ts';

/** @param part 0 to 1; null = it is not being made */
export function toWireShare(copy: ShareCopy, part: number | null): WireShare {
  const { wish, made, reason } = copy;
  return {
    id: copy.id,
    timelapse_id: copy.timelapseId,
    kind: wish.kind,
    max_bytes: wish.maxBytes,
    aspect: wish.aspect,
    crop: wish.crop,
    max_seconds: wish.maxSeconds,
    overlay: wish.overlay,
    state: copy.state,
    progress_percent: part === null ? null : Math.round(1000 * part) / 10,
    bytes: made?.bytes ?? null,
    width: made?.width ?? null,
    height: made?.height ?? null,
    seconds: made?.seconds ?? null,
    reason_code: reason?.code ?? null,
    reason: reason && reasonText(reason),
    smallest_bytes: reason?.smallestBytes ?? null,
    created_at: toIso(copy.createdAt),
    updated_at: toIso(copy.updatedAt),
  };
}
