import type { VideoInfo } from '../timelapses/timelapse.ts';

/** Duration and frame rate are rounded, and foreign engines round in their own way. */
const TOLERANCE = 0.005;
const TOLERATED = 2;

/** Whether the file still has as many pictures as when it was made. @returns null, or in words why not */
export function fitsVideo(pictures: number, { durationSeconds, fps }: VideoInfo): string | null {
  const expected = Math.round(durationSeconds * fps);
  const isFit = Math.abs(pictures - expected) <= TOLERATED + expected * TOLERANCE;
  return isFit ? null : `its video has ${pictures} pictures instead of ${expected}`;
}
