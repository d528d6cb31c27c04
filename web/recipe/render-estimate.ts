import type { WireTimelapse } from '../contract.ts';

/** In seconds, by the last render of this timelapse; null = it was never rendered. */
export function renderEstimate(timelapse: WireTimelapse, frames: number): number | null {
  const { processing_started_at: start, processing_completed_at: end, image_count } = timelapse;
  if (start === null || end === null || image_count === 0) return null;
  const seconds = (Date.parse(end) - Date.parse(start)) / 1000;
  // A render that is running has started after the last one ended.
  return seconds > 0 ? Math.max(1, (seconds * frames) / image_count) : null;
}
