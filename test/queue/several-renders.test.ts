import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WireQueue } from '../../src/shared/system.ts';
import { LiveClient } from '../helpers/live-client.ts';
import { openBeside } from '../helpers/open-database.ts';
import { cleanUp, engine, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { BY_HAND, startWithFolders } from '../helpers/with-video.ts';

/** Each folder is rendered once it is let. */
const OPTIONS = { ...BY_HAND, timelapse_flickerfree_path: engine('let.sh') };
const TWO = { slots: 2 };

/** Starts the app with folders that are all in the queue, in this order. @returns their ids */
async function startQueue(...names: string[]): Promise<{ app: TestApp; ids: string[] }> {
  const { app, found } = await startWithFolders(names, OPTIONS, TWO);
  const ids = found.map(({ id }) => id);
  await app.request('POST', '/queue/pause');
  for (const id of ids) await app.request('POST', `/timelapses/${id}/process`);
  await app.request('POST', '/queue/resume');
  return { app, ids };
}

/** Waits until exactly these are rendered and the engine of each has told of its progress. */
function waitForRenders(app: TestApp, ...ids: string[]): Promise<unknown> {
  return waitFor('the renders', async () => {
    const { processing_ids } = await app.get<WireQueue>('/queue');
    if (String(processing_ids) !== String(ids)) return false;
    const all = await Promise.all(ids.map((id) => app.one(id)));
    return all.every(({ progress_percent }) => progress_percent === 42);
  });
}

function allow(app: TestApp, name: string): Promise<void> {
  return writeFile(join(app.folders.source, `${name}.go`), '');
}

describe('with room for two renders', () => {
  it('renders two at a time, and the next when there is room again [2.2]', async () => {
    const { app, ids } = await startQueue('A', 'B', 'C');
    const [a = '', b = '', c = ''] = ids;
    await waitForRenders(app, a, b);
    expect(await app.get('/queue')).toMatchObject({ processing_id: a, pending_ids: [c] });
    await allow(app, 'B');
    await app.waitForCompleted('B');
    await waitForRenders(app, a, c);
    await allow(app, 'A');
    await allow(app, 'C');
    for (const name of ['A', 'C']) await app.waitForCompleted(name);
    await waitFor(
      'nothing to render',
      async () => (await app.get<WireQueue>('/queue')).processing_id === null,
    );
  });

  it('greets a page with the progress of both [2.2]', async () => {
    const { app, ids } = await startQueue('A', 'B');
    await waitForRenders(app, ...ids);
    const page = new LiveClient(`${app.url.replace('http', 'ws')}/ws`);
    cleanUp(async () => page.close());
    const snapshot = await page.waitForEvent('snapshot');
    expect(snapshot.queue).toMatchObject({ processing_id: ids[0], processing_ids: ids });
    expect(snapshot.progress).toMatchObject({ id: ids[0], progress_percent: 42 });
    const other = await page.waitForEvent('timelapse.progress');
    expect(other).toMatchObject({ id: ids[1], progress_percent: 42 });
  });

  it('cancels one and leaves the other alone [2.2]', async () => {
    const { app, ids } = await startQueue('A', 'B');
    const [a = '', b = ''] = ids;
    await waitForRenders(app, a, b);
    await app.request('POST', `/timelapses/${a}/cancel`);
    await app.waitForStatus('A', 'discovered');
    await waitForRenders(app, b);
    await app.request('DELETE', `/timelapses/${a}`);
    await allow(app, 'B');
    expect(await app.waitForCompleted('B')).toMatchObject({ retry_count: 0 });
    expect(app.live.statuses(b).filter((status) => status === 'processing')).toHaveLength(1);
  });

  it('shows what each engine has printed [2.2]', async () => {
    const { app, ids } = await startQueue('A', 'B');
    await waitForRenders(app, ...ids);
    for (const id of ids)
      expect(await (await app.request('GET', `/timelapses/${id}/log`)).text()).toContain('progress 42');
  });

  it('recovers a row that is processing without a run, and leaves a living run alone [2.2]', async () => {
    const { app, found } = await startWithFolders(['A', 'Orphan'], OPTIONS, TWO);
    const [a = '', orphan = ''] = found.map(({ id }) => id);
    await app.request('POST', `/timelapses/${a}/process`);
    await waitForRenders(app, a);
    await openBeside(app.folders)('timelapses').where({ id: orphan }).update({ status: 'processing' });
    await app.request('POST', '/queue/resume');
    await waitForRenders(app, a, orphan);
    expect(app.log.filter((line) => line.includes('back in the queue'))).toHaveLength(1);
    for (const name of ['A', 'Orphan']) {
      await allow(app, name);
      expect(await app.waitForCompleted(name)).toMatchObject({ retry_count: 0 });
    }
    expect(app.live.statuses(a).filter((status) => status === 'processing')).toHaveLength(1);
  });

  it('renders both again after a restart, which is no retry [2.2]', async () => {
    const { app, ids } = await startQueue('A', 'B');
    await waitForRenders(app, ...ids);
    await app.stop();
    const again = await startTestApp(OPTIONS, { folders: app.folders, ...TWO });
    await waitForRenders(again, ...ids);
    for (const name of ['A', 'B']) {
      await allow(again, name);
      expect(await again.waitForCompleted(name)).toMatchObject({ retry_count: 0 });
    }
  });
});
