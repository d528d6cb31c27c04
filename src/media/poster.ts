import { mkdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../lib/errors.ts';
import type { TimelapseFile } from '../timelapses/timelapse.ts';
import { AS_JPEG } from './as-jpeg.ts';
import { videoInput } from './ffmpeg-input.ts';
import { runTool } from './run-tool.ts';

/** In pixels: sharp at a phone's full width. */
const POSTER_WIDTH = 960;
const MAX_POSTER_MS = 60_000;

type MadePoster = { poster: TimelapseFile } | { poster: null; reason: string };

interface Search {
  /** Seconds before the end; null = the whole video. */
  lastSeconds: number | null;
  /** Minimum average brightness, 0–255; null = any. */
  brighterThan: number | null;
}

/** Tried in turn: the light goes off at the end of many prints, and some are dim throughout. */
const SEARCHES: readonly Search[] = [
  { lastSeconds: 1, brighterThan: 20 },
  { lastSeconds: 10, brighterThan: 20 },
  { lastSeconds: null, brighterThan: 20 },
  { lastSeconds: null, brighterThan: 6 },
  { lastSeconds: 1, brighterThan: null },
];

/**
 * Takes the last frame that is not nearly black.
 *
 * @returns the poster, or the reason why there is none: the video is good without it
 */
export async function makePoster(videoPath: string, posterPath: string): Promise<MadePoster> {
  try {
    return await writePoster(videoPath, posterPath);
  } catch (error) {
    return { poster: null, reason: messageOf(error) };
  }
}

async function writePoster(videoPath: string, posterPath: string): Promise<MadePoster> {
  await mkdir(dirname(posterPath), { recursive: true });
  const partial = `${posterPath}.part.jpg`;
  let reason = '';
  for (const search of SEARCHES) {
    // After a failure only the simplest search is worth another try.
    if (reason !== '' && search.brighterThan !== null) continue;
    await unlink(partial).catch(() => {});
    const result = await runTool('ffmpeg', posterArgs(videoPath, partial, search), MAX_POSTER_MS);
    const size = await stat(partial).then(
      (stats) => stats.size,
      () => 0,
    );
    if (result.ok && size > 0) {
      await rename(partial, posterPath);
      return { poster: { kind: 'poster', path: posterPath, sizeBytes: size } };
    }
    if (!result.ok) reason = result.stderr.trim() || 'ffmpeg did not respond';
  }
  await unlink(partial).catch(() => {});
  return { poster: null, reason: reason || 'ffmpeg produced no picture' };
}

/** Each frame that is bright enough overwrites the previous one, so the last one remains. */
function posterArgs(video: string, picture: string, { lastSeconds, brighterThan }: Search): string[] {
  const scale = `scale='min(${POSTER_WIDTH},iw)':-2:${AS_JPEG},format=yuvj420p`;
  const select = `signalstats,metadata=select:key=lavfi.signalstats.YAVG:value=${brighterThan}:function=greater`;
  return [
    ...['-v', 'error', '-nostdin', '-y'],
    ...(lastSeconds === null ? [] : ['-sseof', `-${lastSeconds}`]),
    ...videoInput(video),
    ...['-vf', brighterThan === null ? scale : `${scale},${select}`],
    ...['-update', '1', '-q:v', '4', `file:${picture}`],
  ];
}
