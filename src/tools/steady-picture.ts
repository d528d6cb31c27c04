import { linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runEngine } from './bench/contenders.ts';
import { ffmpegOutput } from './bench/load-frames.ts';
import { picturesEvenly } from './bench/steady-sheet.ts';
import { type DrawnPrint, drawPrint, writeFrames } from './support/draw-print.ts';

/*
 * npm run steady-picture [-- file.webp]: the short looping picture of the README. Left, pictures of a made-up print picked
 * evenly; right, as many chosen.
 */

const OUTPUT = new URL('../../.github/pictures/steady.webp', import.meta.url).pathname;

const PRINT: DrawnPrint = { width: 640, height: 360, frames: 600, flicker: 0.1, seed: 5 };
const SHOWN = 100;
const FPS = 15;
const ENCODE = { quality: 12, preset: 'medium' };

const output = process.argv[2] ?? OUTPUT;
const work = mkdtempSync(join(tmpdir(), 'steady-picture-'));
try {
  const all = join(work, 'all');
  await writeFrames(drawPrint(PRINT), PRINT, all);
  const [even, steady] = [join(work, 'even.mp4'), join(work, 'steady.mp4')];
  await runEngine(someOf(all, join(work, 'some')), even, ENCODE, undefined, { TIMELAPSE_FPS: String(FPS) });
  await runEngine(all, steady, ENCODE, undefined, {
    TIMELAPSE_TARGET_SECONDS: String(SHOWN / FPS),
    TIMELAPSE_MAX_FPS: String(FPS),
  });
  const half = 'scale=400:-2:flags=area+accurate_rnd+full_chroma_int';
  await ffmpegOutput([
    ...['-y', '-i', even, '-i', steady, '-filter_complex'],
    `[0:v]${half},pad=iw+8:ih:0:0:white[a];[1:v]${half}[b];[a][b]hstack=inputs=2`,
    ...['-c:v', 'libwebp_anim', '-loop', '0', '-quality', '60', '-compression_level', '6', output],
  ]);
  console.log(output);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** A folder with some of the pictures, picked evenly. */
function someOf(all: string, folder: string): string {
  const names = readdirSync(all).sort();
  mkdirSync(folder);
  for (const [i, picture] of picturesEvenly(names.length, SHOWN).entries()) {
    linkSync(join(all, names[picture]!), join(folder, `frame_${String(i + 1).padStart(4, '0')}.jpg`));
  }
  return folder;
}
