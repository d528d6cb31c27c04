import type { WireTimelapse } from '../contract.ts';

/** Null at the ends. */
export function playerStep(
  list: readonly WireTimelapse[],
  id: string,
  direction: 1 | -1,
): WireTimelapse | null {
  const from = list.findIndex((timelapse) => timelapse.id === id);
  if (from < 0) return null;
  for (let index = from + direction; index >= 0 && index < list.length; index += direction) {
    const candidate = list[index];
    if (candidate?.video_exists) return candidate;
  }
  return null;
}
