import type { WireTimelapse } from '../contract.ts';

/** The nearest timelapse with a video before or after this one, in the order shown; null at the ends. */
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
