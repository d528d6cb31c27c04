import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WireStats } from '../../src/shared/stats.ts';
import type { WireHealth } from '../../src/shared/system.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { makeShare, noDeadShare } from '../helpers/dead-share.ts';
import { putSettings } from '../helpers/settings.ts';
import { engine, makeFolders, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { startProcess } from '../helpers/start-process.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { BY_HAND, render } from '../helpers/with-video.ts';

/** A render on a busy machine takes its time. */
const LONG_MS = 150_000;

const outputCheck = async (app: TestApp) => (await app.get<WireHealth>('/health')).checks.output;

/** An app whose output folder can die, with rendered timelapses of these names. */
async function start(names: readonly string[], stallMs = 60_000) {
  const folders = await makeFolders();
  const share = makeShare(folders.output);
  for (const name of names) await putFrames(join(folders.source, name));
  const app = await startTestApp(BY_HAND, { folders, times: { shareMs: 500, stallMs, killGraceMs: 500 } });
  const done = [];
  for (const name of names) done.push(await render(app, await app.waitForStatus(name, 'discovered')));
  return { app, share, done };
}

describe.skipIf(noDeadShare !== null)('an output share that hangs', { timeout: 2 * LONG_MS }, () => {
  test('is reported, stalls nothing, and is used again when it is back [1.2]', async () => {
    const { app, share } = await start([]);
    const stats = () => app.get<WireStats>('/timelapses/stats');
    /** A changed option makes the app check at once. */
    const change = (days: number) => putSettings(app, { timelapse_cleanup_age_days: days });
    const free = await waitFor('the free space', async () => (await stats()).free_bytes);
    await waitFor('a first check', async () => (await outputCheck(app)) === 'ok');

    await share.die();
    const asked = Array.from({ length: 12 }, stats);
    for (const { free_bytes } of await Promise.all(asked)) expect(free_bytes).toBe(free);
    await change(40);
    await waitFor('the app to say so', async () => (await outputCheck(app)) === 'degraded');
    expect(await app.get('/health')).toMatchObject({
      notices: [
        {
          code: 'output_not_writable',
          message: expect.stringContaining('no response'),
          facts: { cause: 'ETIMEDOUT' },
        },
      ],
    });
    expect(await app.list()).toEqual([]);

    share.comeBack();
    let days = 41;
    await waitFor('the app to say so', async () => {
      days = days === 41 ? 42 : 41;
      await change(days);
      return (await outputCheck(app)) === 'ok';
    });
  });

  test('refuses what needs it and holds up nothing else [1.2]', async () => {
    const { app, share, done } = await start(['A', 'B', 'C', 'D', 'E', 'F']);
    await share.die();
    const deletions = done.slice(0, 5).map(({ id }) => app.request('DELETE', `/timelapses/${id}`));
    const videos = done.map(({ id }) => app.request('GET', `/timelapses/${id}/video`));
    const sheets = done.map(({ id }) => app.request('GET', `/timelapses/${id}/preview`));
    for (const answer of await Promise.all(deletions)) expect(answer.status).toBe(409);
    for (const answer of await Promise.all([...videos, ...sheets])) expect(answer.status).toBe(404);
    expect((await app.list()).map(({ video_exists }) => video_exists)).toEqual(Array(6).fill(true));
    const withFrames = await app.request('DELETE', `/timelapses/${done[0]!.id}?delete_source=true`);
    expect(withFrames.status).toBe(409);

    share.comeBack();
    await waitFor('a video', async () => {
      return (await app.request('GET', `/timelapses/${done[5]!.id}/video`)).status === 200;
    });
    expect((await app.request('DELETE', `/timelapses/${done[0]!.id}`)).status).toBe(204);
  });

  test('under a render ends it as one that may be tried again [1.2]', async () => {
    const { app, share } = await start([], 3000);
    app.app.options.replace({
      ...app.app.options.current,
      timelapse_flickerfree_path: engine('endless.sh'),
    });
    await putFrames(join(app.folders.source, 'Under way'), { secondsAgo: 5000 });
    const { id } = await app.waitForStatus('Under way', 'discovered');
    await app.request('POST', `/timelapses/${id}/process`);
    await waitFor('the engine', async () => (await app.one(id)).progress_percent === 42);
    await share.die();
    await app.live.waitForEvent('timelapse.pending', (told) => told.id === id && told.retry_count === 1);
    expect(await app.list()).toHaveLength(1);
  });
});

describe.skipIf(noDeadShare !== null)('a stop', { timeout: 2 * LONG_MS }, () => {
  test.each(['endless.sh', 'foreign.sh'])(
    'is obeyed while the output share hangs: %s [1.2]',
    async (script) => {
      const folders = await makeFolders();
      const share = makeShare(folders.output);
      const app = startProcess(folders, { TIMELAPSE_FLICKERFREE_PATH: engine(script) });
      await putFrames(join(folders.source, 'Benchy'), { secondsAgo: 5000 });
      const status = script === 'endless.sh' ? 'processing' : 'completed';
      await waitFor(status, async () => (await app.list())[0]?.status === status, LONG_MS);
      const url = await app.ready();
      await share.die();
      const [{ id } = { id: '' }] = await app.list();
      const asked = ['video', 'preview', 'frames/latest'].map((path) =>
        fetch(`${url}/api/v1/timelapses/${id}/${path}`),
      );
      asked.push(fetch(`${url}/api/v1/timelapses/${id}`, { method: 'DELETE' }));
      expect((await fetch(`${url}/api/v1/health`)).status).toBe(200);
      const ended = app.end('SIGTERM');
      await Promise.allSettled(asked);
      expect(await ended).toBe(0);
    },
  );

  test('is obeyed at the start, before anything is served [1.2]', async () => {
    const folders = await makeFolders();
    await makeShare(folders.output).die();
    const app = startProcess(folders);
    await app.ready();
    expect((await fetch(`${await app.ready()}/api/v1/health`)).status).toBe(200);
    expect(await app.end('SIGTERM')).toBe(0);
  });
});
