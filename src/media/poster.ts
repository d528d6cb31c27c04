import { mkdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TimelapseFile } from '../timelapses/timelapse.ts';
import { runTool } from './run-tool.ts';

/** Widest poster, in pixels: sharp on a phone's full width. */
const POSTER_WIDTH = 960;
const POSTER_LIMIT_MS = 60_000;

/**
 * Writes the last frame of a video as JPEG. Broken frames are not in the video, so it is the last good one.
 *
 * @returns the poster, or null with the reason when it could not be made
 */
export async function makePoster(
  videoPath: string,
  posterPath: string,
): Promise<{ poster: TimelapseFile } | { poster: null; reason: string }> {
  await mkdir(dirname(posterPath), { recursive: true });
  const partial = `${posterPath}.part.jpg`;
  // A JPEG has its own colour matrix, whatever the video has.
  const asJpeg = 'flags=area:out_color_matrix=bt601:out_range=pc,format=yuvj420p';
  const scale = `scale='min(${POSTER_WIDTH},iw)':-2:${asJpeg}`;
  // From a little before the end on, each frame overwrites the one before: the last one stays.
  const args = ['-v', 'error', '-nostdin', '-y', '-sseof', '-1', '-i', `file:${videoPath}`, '-vf', scale];
  const result = await runTool(
    'ffmpeg',
    [...args, '-update', '1', '-q:v', '4', `file:${partial}`],
    POSTER_LIMIT_MS,
  );
  const size = await stat(partial).then(
    (stats) => stats.size,
    () => 0,
  );
  if (!result.ok || size === 0) {
    await unlink(partial).catch(() => {});
    return { poster: null, reason: result.stderr.trim() || 'ffmpeg wrote no picture' };
  }
  await rename(partial, posterPath);
  return { poster: { kind: 'poster', path: posterPath, sizeBytes: size } };
}
