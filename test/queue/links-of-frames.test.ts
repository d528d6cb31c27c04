import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { putFrames } from '../fixtures/make-frames.ts';
import { mountSmallDisk, noSmallDisk } from '../helpers/small-disk.ts';
import { engine, makeFolders, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { startProcess } from '../helpers/start-process.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { childrenWith } from '../helpers/watched-ffmpeg.ts';
import { BY_HAND, render, startWithFolders } from '../helpers/with-video.ts';

const BUNDLED = { timelapse_auto_process_timeout: 0, timelapse_flickerfree_path: '/nowhere/do_timelapse.sh' };
const RECIPE = { first_frame: 'frame_0003.jpg', excluded_frames: ['frame_0007.jpg'] };

async function save(app: TestApp, id: string): Promise<void> {
  expect((await app.request('PUT', `/timelapses/${id}/recipe`, RECIPE)).status).toBe(200);
}

test('links that a killed app leaves are gone after the next start [4.2]', async () => {
  const folders = await makeFolders();
  const env = {
    TIMELAPSE_AUTO_PROCESS_TIMEOUT: '0',
    TIMELAPSE_FLICKERFREE_PATH: engine('waits.sh'),
  };
  await putFrames(join(folders.source, 'Owl'));
  const app = startProcess(folders, env);
  const url = `${await app.ready()}/api/v1`;
  const [found] = await waitFor('the folder', async () => {
    const list = await app.list();
    return list.length > 0 && list;
  });
  const recipe = {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(RECIPE),
  };
  expect((await fetch(`${url}/timelapses/${found!.id}/recipe`, recipe)).status).toBe(200);
  await fetch(`${url}/timelapses/${found!.id}/process`, { method: 'POST' });
  const renders = join(folders.data, 'renders');
  const linked = await waitFor('the links', async () => {
    const [run] = await readdir(renders).catch(() => []);
    const names = run === undefined ? [] : await readdir(join(renders, run, 'Owl')).catch(() => []);
    return names.length === 9 && run;
  });
  await app.end('SIGKILL');
  expect(await readdir(renders)).toEqual([linked]);

  const again = startProcess(folders, env);
  await again.ready();
  await waitFor('other links', async () => {
    const runs = await readdir(renders);
    return runs.length === 1 && runs[0] !== linked;
  });
  // Where the engine looks for it: two folders above its pictures.
  await writeFile(join(renders, 'go'), '');
  await waitFor('the video', async () => (await again.list())[0]?.status === 'completed');
  expect(await readdir(renders)).toEqual(['go']);
  expect(await readdir(join(folders.source, 'Owl'))).toHaveLength(12);
  expect(await again.end('SIGTERM')).toBe(0);
});

describe.skipIf(noSmallDisk)(
  `without room for them${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`,
  () => {
    test.each([
      ['links for an engine that knows nothing of recipes', BY_HAND],
      ['lists of names for the bundled one', BUNDLED],
    ])('a render says that the disk is full: %s [4.2]', async (_, options) => {
      const folders = await makeFolders();
      // Only longer links take room on such a disk.
      const name = `Owl ${'and so on '.repeat(12)}`.trim();
      await putFrames(join(folders.source, name));
      await mkdir(join(folders.data, 'renders'));
      const disk = mountSmallDisk(join(folders.data, 'renders'), 1);
      const app = await startTestApp(options, { folders });
      const found = await app.waitForStatus(name, 'discovered');
      await save(app, found.id);
      disk.fill();
      await app.request('POST', `/timelapses/${found.id}/process`);
      const failed = await app.waitForStatus(name, 'failed');
      expect(failed).toMatchObject({ error_code: 'disk_full', retry_count: 0 });
      disk.free();
      await render(app, found);
      expect(await readdir(disk.path)).toEqual([]);
    });
  },
);

test('a render that waits for the names of its pictures ends at once when it is cancelled [4.2]', async () => {
  const { app, found } = await startWithFolders(['Owl'], {}, { times: { scanStallMs: 600_000 } });
  const { id } = found[0]!;
  await save(app, id);
  const process_ = () => app.request('POST', `/timelapses/${id}/process`);
  await process_();
  // A stopped process is what a call on a hanging share looks like from outside: alive, and silent.
  await waitFor('a listing under way', async () => {
    const [listing] = await childrenWith('frame-list-process');
    if (listing !== undefined) process.kill(listing, 'SIGSTOP');
    // One that has ended before it was seen is begun again.
    else if ((await app.one(id)).status === 'completed') await process_();
    return listing;
  });
  expect((await app.request('POST', `/timelapses/${id}/cancel`)).status).toBe(202);
  await app.waitForStatus('Owl', 'discovered');
  expect(await readdir(join(app.folders.data, 'renders')).catch(() => [])).toEqual([]);
});
