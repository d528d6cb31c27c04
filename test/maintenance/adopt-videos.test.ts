import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { putFrames } from '../fixtures/make-frames.ts';
import { makeFolders, makeOld, startTestApp, type TestFolders } from '../helpers/start-app.ts';
import { watchFfprobe } from '../helpers/watched-ffprobe.ts';

/** A video that somebody else made. */
function makeForeign(path: string): void {
  const input = ['-f', 'lavfi', '-i', 'color=size=64x64:rate=5:duration=1'];
  execFileSync('ffmpeg', ['-v', 'error', ...input, path]);
}

test('a foreign video in the output folder is asked what it is once, until it changes', async () => {
  const folders = await makeFolders();
  const [holiday, party, broken] = ['Holiday', 'Party', 'Broken'].map((name) =>
    join(folders.output, `${name}.mp4`),
  ) as [string, string, string];
  const asked = await watchFfprobe();
  const timesAsked = async (path: string): Promise<number> =>
    (await asked()).filter((call) => call.includes(path)).length;
  makeForeign(holiday);
  await writeFile(broken, 'still being copied');

  await startOnce(folders);
  expect([await timesAsked(holiday), await timesAsked(broken)]).toEqual([1, 1]);

  makeForeign(party);
  await startOnce(folders);
  expect([await timesAsked(holiday), await timesAsked(party)]).toEqual([1, 1]);
  // Nobody could say what it is, and it may be ours when it is whole.
  expect(await timesAsked(broken)).toBe(2);

  await makeOld(5000, holiday);
  await rm(party);
  await startOnce(folders);
  expect([await timesAsked(holiday), await timesAsked(party)]).toEqual([2, 1]);

  makeForeign(party);
  await startOnce(folders);
  expect([await timesAsked(holiday), await timesAsked(party)]).toEqual([2, 2]);
});

let prints = 0;

/** Starts the app until it has looked at the source folder, which it does when the output folder is known; stops it. */
async function startOnce(folders: TestFolders): Promise<void> {
  prints += 1;
  await putFrames(join(folders.source, `Print ${prints}`));
  const app = await startTestApp({ timelapse_auto_process_timeout: 0 }, { folders });
  await app.waitForStatus(`Print ${prints}`, 'discovered');
  await app.stop();
}
