import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pictureHeaderSize } from '../../src/media/picture-header.ts';
import { makeFolders } from '../helpers/start-app.ts';

it.each([
  ['jpeg', 'jpg', ['-pix_fmt', 'yuvj420p']],
  ['png', 'png', []],
  ['webp', 'webp', ['-lossless', '0']],
  ['webp', 'webp', ['-lossless', '1']],
  ['webp', 'webp', ['-lossless', '0', '-pix_fmt', 'yuva420p']],
] as const)('the size of a %s stands in its header (%s %j)', async (format, ending, how) => {
  const path = join((await makeFolders()).data, `picture.${ending}`);
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=322x214', '-frames:v', '1'];
  execFileSync('ffmpeg', ['-v', 'error', ...source, ...how, path]);
  const bytes = await readFile(path);
  expect(pictureHeaderSize(bytes, format)).toEqual({ width: 322, height: 214 });
  for (let end = 0; end < 40; end += 1)
    expect([null, 322]).toContain(pictureHeaderSize(bytes.subarray(0, end), format)?.width ?? null);
});
