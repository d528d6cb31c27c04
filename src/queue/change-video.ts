import { basename, dirname, extname } from 'node:path';
import { videoInput } from '../media/ffmpeg-input.ts';
import type { CutTimes } from '../recipes/cut-times.ts';
import type { Remake, RenderSettings } from '../recipes/render-settings.ts';
import { originalOf, type Timelapse, type TimelapseFile } from '../timelapses/timelapse.ts';
import { type OutputPlan, videoFileName } from './output-plan.ts';

/** The program that cuts. */
export const CUTTER = 'ffmpeg';

/** In seconds. */
const INSIDE = 0.001;
const WHOLE: CutTimes = { from: null, to: null };

/** Another video than the whole one, where there are no pictures. */
export interface VideoChange {
  /** The whole video, which stays as it is. */
  original: TimelapseFile;
  cut: CutTimes;
  /** Null = it is only cut. */
  remake: Remake | null;
}

/** Null = nothing is to be changed, or there is no video. */
export function planChange(timelapse: Timelapse, { cut, remake }: RenderSettings): VideoChange | null {
  const original = originalOf(timelapse);
  return original && (cut || remake) ? { original, cut: cut ?? WHOLE, remake } : null;
}

/** Beside the whole video, under a name of its own. @param outputFolder where it goes when that is archived */
export function planChangeOutput({ original, remake }: VideoChange, outputFolder: string): OutputPlan {
  const name = basename(original.path, extname(original.path));
  const what = remake === null ? 'cut' : 'edited';
  return {
    folder: original.archived ? outputFolder : dirname(original.path),
    copyFolder: null,
    fileName: videoFileName(`${name} (${what})`),
  };
}

/**
 * Copied where the beginning is a key frame, else encoded again.
 *
 * @param keyFrames in seconds @param frameSeconds length of a frame
 */
export function cutArgs(
  { original, cut: { from, to } }: VideoChange,
  { keyFrames, frameSeconds, quality, preset, output }: CutDetails,
): string[] {
  const key = from === null ? 0 : keyFrames.find((time) => Math.abs(time - from) < frameSeconds / 2);
  // A little behind it, or rounding would take the key frame before.
  const start = key === undefined ? from : key + INSIDE;
  return [
    ...['-v', 'error', '-nostdin', '-y', '-stats'],
    // Before the input, so that only what is wanted is read.
    ...(from === null ? [] : ['-ss', String(start)]),
    ...(to === null ? [] : ['-to', String(to)]),
    ...videoInput(original.path),
    ...['-map', '0:v:0'],
    ...(key !== undefined ? ['-c', 'copy'] : ['-c:v', 'libx264', '-crf', String(quality), '-preset', preset]),
    ...['-movflags', '+faststart', '-f', 'mp4', `file:${output}`],
  ];
}

interface CutDetails {
  keyFrames: readonly number[];
  frameSeconds: number;
  quality: number;
  preset: string;
  output: string;
}
