import { access, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WireHealth } from '../../src/shared/system.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { mountSmallDisk, noSmallDisk, type SmallDisk } from '../helpers/small-disk.ts';
import { engine, makeFolders, startTestApp, type TestApp, type TestFolders } from '../helpers/start-app.ts';
import { startProcess } from '../helpers/start-process.ts';
import { waitFor } from '../helpers/wait-for.ts';

const options = { timelapse_flickerfree_path: engine('waits.sh') };

/** An app whose data folder is on a small disk, and that renders until it is told to go on. */
async function startRender(folder: string): Promise<{ app: TestApp; disk: SmallDisk; folders: TestFolders }> {
  const folders = await makeFolders();
  const disk = mountSmallDisk(folders.data);
  const app = await startTestApp(options, { folders });
  await putFrames(join(folders.source, folder), { secondsAgo: 5000 });
  const { id } = await app.waitForStatus(folder, 'processing');
  await waitFor('the engine to run', async () =>
    (await (await app.request('GET', `/timelapses/${id}/log`)).text()).includes('waiting'),
  );
  return { app, disk, folders };
}

const letGo = (folders: TestFolders): Promise<void> => writeFile(join(dirname(folders.source), 'go'), '');

/** Waits until the app has met the full disk with the result of its render. */
const waitForTrouble = (app: TestApp): Promise<unknown> =>
  waitFor('the app to say that it cannot save', () =>
    app.log.some((line) => line.includes('cannot be saved yet')),
  );

describe.skipIf(noSmallDisk)(`a full data folder${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`, () => {
  test('the end of a render that cannot be written is written when there is room again [1.1]', async () => {
    const { app, disk, folders } = await startRender('Full');
    disk.fill();
    await letGo(folders);
    await waitForTrouble(app);
    disk.free();
    const done = await app.waitForCompleted('Full');
    expect(done).toMatchObject({ retry_count: 0, video_exists: true });
    expect(await readdir(folders.output)).toEqual(['Full.mp4']);
    await putFrames(join(folders.source, 'Next'), { secondsAgo: 5000 });
    await app.waitForCompleted('Next');
  });

  test('a good video that could not be written down outlives a restart [1.1]', async () => {
    const { app, disk, folders } = await startRender('Kept');
    disk.fill();
    await letGo(folders);
    await waitForTrouble(app);
    await app.stop();
    disk.free();
    // This engine makes no video: the one that is there is put in place.
    const again = await startTestApp({ timelapse_flickerfree_path: engine('fail.sh') }, { folders });
    await again.waitForCompleted('Kept');
    expect(await readdir(folders.output)).toEqual(['Kept.mp4']);
  });

  test('a cancel says that it cannot be done now, and does it when there is room [1.1]', async () => {
    const { app, disk, folders } = await startRender('Cancelled');
    disk.fill();
    await letGo(folders);
    await waitForTrouble(app);
    const [{ id } = { id: '' }] = await app.list();
    const refused = await app.request('POST', `/timelapses/${id}/cancel`);
    expect(refused.status).toBe(507);
    expect(await refused.json()).toMatchObject({
      error: { code: 'disk_full', remedy: expect.stringContaining('cancelled as soon as there is room') },
    });
    disk.free();
    await app.waitForStatus('Cancelled', 'discovered');
    expect(await readdir(folders.output)).toEqual([]);
  });

  test('a stop does not wait for room on the disk [1.1]', async () => {
    const { app, disk, folders } = await startRender('Stopped');
    disk.fill();
    await app.stop();
    await expect(access(join(folders.output, 'Stopped.mp4'))).rejects.toThrow();
    disk.free();
    await letGo(folders);
    const again = await startTestApp(options, { folders });
    expect(await again.waitForCompleted('Stopped')).toMatchObject({ retry_count: 0 });
  });

  test('every write is refused with a remedy, a notice says why, and the log has no statements [1.23]', async () => {
    const folders = await makeFolders();
    const disk = mountSmallDisk(folders.data);
    await putFrames(join(folders.source, 'Kept'), { secondsAgo: 5000 });
    const app = await startTestApp({ ...options, timelapse_auto_process_timeout: 0 }, { folders });
    const { id } = await app.waitForStatus('Kept', 'discovered');
    await waitFor('the reserve', () => exists(join(folders.data, 'reserve')));
    disk.fill();
    const secret = 'x'.repeat(30_000);
    const writes: [string, string, unknown][] = [
      ['PATCH', `/timelapses/${id}`, { notes: secret.slice(0, 5000) }],
      ['PUT', '/settings', { options: { min_frames: 3 } }],
      ['POST', '/jobs', { name: secret.slice(0, 200), status: 'completed' }],
      ['POST', '/queue/pause', undefined],
      ['POST', `/timelapses/${id}/process`, undefined],
    ];
    for (const [method, path, body] of writes) {
      // Many at once, since a little may fit into what the database has.
      const answers = await Promise.all(Array.from({ length: 50 }, () => app.request(method, path, body)));
      for (const answer of answers.filter(({ ok }) => !ok)) {
        expect([path, answer.status]).toEqual([path, 507]);
        const { error } = (await answer.json()) as { error: Record<string, unknown> };
        expect(error).toMatchObject({ code: 'disk_full', remedy: expect.any(String) });
      }
    }
    const full = async () => {
      const { status, checks, notices } = await app.get<WireHealth>('/health');
      return status === 'degraded' && checks.database === 'degraded' && notices.map(({ code }) => code);
    };
    expect(await waitFor('the notice', full)).toEqual(['data_folder_full']);
    const log = app.log.join('');
    expect(log).not.toMatch(/insert into|update `|xxxx/i);
    disk.free();
    await waitFor('the notice to go', async () => (await app.get<WireHealth>('/health')).status === 'ok');
    expect((await app.request('PATCH', `/timelapses/${id}`, { notes: 'fits' })).status).toBe(200);
  });

  test('a timelapse can be deleted, and the app started [1.23]', async () => {
    const folders = await makeFolders();
    const disk = mountSmallDisk(folders.data);
    for (const name of ['One', 'Two']) await putFrames(join(folders.source, name), { secondsAgo: 5000 });
    const byHand = { timelapse_flickerfree_path: engine('foreign.sh') };
    const app = await startTestApp(byHand, { folders });
    const one = await app.waitForCompleted('One');
    await app.waitForCompleted('Two');
    await waitFor('the reserve', () => exists(join(folders.data, 'reserve')));
    disk.fill();
    expect((await app.request('DELETE', `/timelapses/${one.id}`)).status).toBe(204);
    expect(await readdir(folders.output)).toEqual(['Two.mp4']);
    disk.free();
    await waitFor('the reserve', () => exists(join(folders.data, 'reserve')), 60_000);
    await app.stop();
    disk.fill();
    const again = startProcess(folders);
    expect((await again.list()).map((each) => each.folder_name)).toEqual(['Two']);
  });
});

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
