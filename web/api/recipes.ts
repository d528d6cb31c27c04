import type { WireFrame, WirePreset } from '../contract.ts';
import { ApiError, api, readPart } from './client.ts';

/** The largest part that the server gives. */
const PART = 1000;

/** In the order of the video. @throws ApiError */
export async function readFrames(id: string): Promise<WireFrame[]> {
  const frames: WireFrame[] = [];
  for (let total = 1; frames.length < total;) {
    const query = { limit: PART, offset: frames.length };
    const part = await readPart('listFrames', query, { params: { id } });
    if (part.items.length === 0) break;
    frames.push(...part.items);
    total = part.total;
  }
  return frames;
}

/** Those of the app first. @throws ApiError */
export function readPresets(): Promise<WirePreset[]> {
  return api.listPresets({ query: { limit: PART } });
}

/** The frames are gone or cannot be read, so there is nothing to edit. */
export function hasNoFrames(error: unknown): boolean {
  return (
    error instanceof ApiError && (error.code === 'source_missing' || error.code === 'source_unreachable')
  );
}
