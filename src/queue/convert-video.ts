import { sourceInput } from '../lib/video-format.ts';
import type { SourceVideo } from '../media/source-video.ts';
import { OWN_VIDEO } from '../media/read-tags.ts';

/** Halves of pixels cannot be encoded, and the usual colours use the narrow range. */
const FILTERS = 'scale=trunc(iw/2)*2:trunc(ih/2)*2:out_range=tv,format=yuv420p';

/**
 * What plays everywhere is copied, anything else encoded again. Without sound, as all timelapses.
 *
 * @param path of the video, which stays as it is
 */
export function convertArgs(
  path: string,
  { format, playsEverywhere }: SourceVideo,
  { quality, preset, output }: { quality: number; preset: string; output: string },
): string[] {
  const encode = ['-vf', FILTERS, '-c:v', 'libx264', '-crf', String(quality), '-preset', preset];
  return [
    ...['-v', 'error', '-nostdin', '-y', '-stats'],
    ...sourceInput(path, format),
    ...['-map', '0:v:0', '-map_metadata', '0'],
    ...(playsEverywhere ? ['-c', 'copy'] : encode),
    // So that it is never taken in itself.
    ...['-metadata', `comment=${JSON.stringify({ engine: OWN_VIDEO })}`],
    ...['-movflags', '+faststart', '-f', 'mp4', `file:${output}`],
  ];
}
