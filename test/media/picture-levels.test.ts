import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makePoster } from '../../src/media/poster.ts';
import { sheetArgs } from '../../src/previews/picture-args.ts';
import { ffmpeg, scratchFolder } from '../engine/helpers.ts';

/** Levels of the video's patches: dark parts, the middle, nearly white. */
const LEVELS = [15, 20, 30, 45, 60, 100, 128, 160, 200, 240];
const SIDE = 64;
const COLOURS = [
  '-colorspace',
  'bt709',
  '-color_range',
  'tv',
  '-color_primaries',
  'bt709',
  '-color_trc',
  'bt709',
];

/** A video of grey patches beside each other, as the engine tags it; the levels that it truly holds. */
function patchesVideo(path: string): number[] {
  const width = LEVELS.length * SIDE;
  const codes = LEVELS.map((level) => 16 + Math.round((219 / 255) * level));
  const luma = Buffer.from(
    Array.from({ length: width * SIDE }, (_, i) => codes[Math.floor((i % width) / SIDE)]!),
  );
  const frame = Buffer.concat([luma, Buffer.alloc((width * SIDE) / 2, 128)]);
  const raw = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'yuv420p',
    '-s',
    `${width}x${SIDE}`,
    '-framerate',
    '25',
    '-i',
    '-',
  ];
  ffmpeg(
    [...raw, '-c:v', 'libx264', '-crf', '4', ...COLOURS, path],
    Buffer.concat(Array.from({ length: 30 }, () => frame)),
  );
  return codes.map((code) => (code - 16) * (255 / 219));
}

/** Mean levels of the patches in the first `width` columns and one row of patches of a picture. */
function patchesOf(picture: string, width: number): number[] {
  const side = width / LEVELS.length;
  const grey = ffmpeg([
    '-i',
    picture,
    '-vf',
    `crop=${width}:${side}:0:0`,
    '-pix_fmt',
    'gray',
    '-f',
    'rawvideo',
    '-',
  ]);
  return LEVELS.map((_, patch) => {
    const inside: number[] = [];
    for (let y = 3; y < side - 3; y += 1)
      for (let x = 3; x < side - 3; x += 1) inside.push(grey[y * width + patch * side + x]!);
    return inside.reduce((sum, value) => sum + value, 0) / inside.length;
  });
}

function worst(found: readonly number[], truth: readonly number[]): number {
  return Math.max(...found.map((level, i) => Math.abs(level - truth[i]!)));
}

it('posters and sheets have the levels that a browser shows of the video [3.1]', async () => {
  const scratch = scratchFolder();
  const video = join(scratch, 'video.mp4');
  const truth = patchesVideo(video);
  const poster = join(scratch, 'poster.jpg');
  await makePoster(video, poster);
  expect(worst(patchesOf(poster, LEVELS.length * SIDE), truth)).toBeLessThan(0.6);
  const sheet = join(scratch, 'sheet.jpg');
  ffmpeg(sheetArgs(video, 1.2, sheet));
  expect(worst(patchesOf(sheet, 240), truth)).toBeLessThan(0.8);
});
