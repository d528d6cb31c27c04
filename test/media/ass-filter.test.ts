import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { assFilter } from '../../src/media/ass-filter.ts';
import { assScript } from '../../src/overlay/ass-text.ts';

const run = promisify(execFile);

it.each([
  'plain',
  "it's",
  'a:b=c,d;e',
  '[0:v]null[x]',
  'back\\slash\\',
  "\\'",
  '%{n} %03d $HOME',
  'Ωμέγα 鹰',
  ' spaces ',
])('a folder named %j is only a place', async (name) => {
  const top = await mkdtemp(join(tmpdir(), 'ass-filter-'));
  onTestFinished(() => rm(top, { recursive: true }));
  const path = join(top, name, 'overlay.ass');
  await mkdir(join(top, name));
  const white = '{\\an7\\pos(0,0)\\p1}m 0 0 l 64 0 64 64 0 64';
  const events = [{ from: 0, to: 9, text: white }];
  await writeFile(path, assScript({ width: 64, height: 64, font: 'DejaVu Sans', events }));
  const { stdout } = await run(
    'ffmpeg',
    [
      ...['-v', 'error', '-f', 'lavfi', '-i', 'color=black:s=64x64', '-vf', `${assFilter(path)},format=gray`],
      ...['-frames:v', '1', '-f', 'rawvideo', '-'],
    ],
    { encoding: 'buffer' },
  );
  expect(stdout.length).toBe(64 * 64);
  expect(Math.min(...stdout)).toBeGreaterThan(200);
});
