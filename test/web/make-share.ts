import type { WireShare } from '../../web/contract.ts';

/** A copy as the server sends it: ready, for a chat. */
export function makeShare(change: Partial<WireShare> = {}): WireShare {
  return {
    id: 'share-1',
    timelapse_id: 'id-1',
    kind: 'mp4',
    max_bytes: 9_800_000,
    aspect: 'original',
    crop: null,
    max_seconds: null,
    overlay: null,
    state: 'ready',
    progress_percent: null,
    bytes: 9_200_000,
    width: 1280,
    height: 720,
    seconds: 20,
    reason_code: null,
    reason: null,
    smallest_bytes: null,
    created_at: '2026-11-20T12:00:00.000Z',
    updated_at: '2026-11-20T12:00:00.000Z',
    ...change,
  };
}
