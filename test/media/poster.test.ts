import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makePoster } from '../../src/media/poster.ts';
import { decodePicture } from '../helpers/decode-picture.ts';
import { makeFolders } from '../helpers/start-app.ts';

/** A video of evenly grey stretches, each of a level (0–255) and so many seconds. */
async function makeVideo(stretches: readonly [level: number, seconds: number][]): Promise<string> {
  const { output } = await makeFolders();
  const path = join(output, 'video.mp4');
  const hex = (level: number): string => level.toString(16).padStart(2, '0').repeat(3);
  const inputs = stretches.flatMap(([level, seconds]) => [
    ...['-f', 'lavfi', '-t', String(seconds)],
    ...['-i', `color=0x${hex(level)}:s=64x48:r=10`],
  ]);
  const filter = ['-filter_complex', `concat=n=${stretches.length}`];
  const made = spawnSync('ffmpeg', ['-v', 'error', ...inputs, ...filter, '-pix_fmt', 'yuv420p', path]);
  if (made.status !== 0) throw new Error(made.stderr.toString());
  return path;
}

async function posterLevel(video: string): Promise<number> {
  const path = `${video}.jpg`;
  expect(await makePoster(video, path)).toMatchObject({ poster: { kind: 'poster', path } });
  return decodePicture(await readFile(path)).mean(8, 8, 48, 32)[0];
}

describe('the poster is the last picture that is not nearly black', () => {
  test.each<[what: string, stretches: [number, number][], level: number]>([
    [
      'of a video that is bright to its end',
      [
        [90, 1],
        [160, 1],
      ],
      160,
    ],
    [
      'of one that is black for its last moment',
      [
        [90, 1],
        [160, 0.5],
        [2, 0.3],
      ],
      160,
    ],
    [
      'of one that is black for seconds',
      [
        [90, 1],
        [160, 1],
        [8, 4],
      ],
      160,
    ],
    [
      'of one that is black for most of it',
      [
        [160, 1],
        [90, 1],
        [0, 25],
      ],
      90,
    ],
    [
      'of one that is bright in its last picture alone',
      [
        [0, 2],
        [120, 0.1],
      ],
      120,
    ],
    [
      'of a dim one',
      [
        [12, 2],
        [0, 2],
      ],
      12,
    ],
    ['of a black one', [[0, 2]], 0],
  ])('%s [1.17]', async (_what, stretches, level) => {
    expect(Math.abs((await posterLevel(await makeVideo(stretches))) - level)).toBeLessThan(4);
  });

  test('or nothing, with the reason, for what is no video [1.17]', async () => {
    const { output } = await makeFolders();
    const made = await makePoster(join(output, 'nothing.mp4'), join(output, 'poster.jpg'));
    expect(made).toMatchObject({ poster: null, reason: expect.stringContaining('nothing.mp4') });
  });
});
