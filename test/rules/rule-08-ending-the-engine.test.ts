import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findProcessesByEnv } from '../../src/lib/process-tree.ts';
import { openDatabase } from '../../src/db/open.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { engine, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

const QUICK_KILL = { times: { killGraceMs: 500 } };

/** Processes of any engine that this test's app has started; every one carries the title of its timelapse. */
function enginesOf(title: string): Promise<number[]> {
  return findProcessesByEnv('TIMELAPSE_TITLE', title);
}

async function startRender(app: TestApp, name: string): Promise<string> {
  await putFrames(join(app.folders.source, name), { secondsAgo: 5000 });
  const { id } = await app.waitForStatus(name, 'processing');
  await waitFor('the engine to run', async () => (await enginesOf(name)).length > 1);
  return id;
}

describe('rule 8: the process tree of the engine', () => {
  test('rule 8: cancel ends a tree that ignores TERM before the row changes', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('ignore-term.sh') }, QUICK_KILL);
    const name = 'Stubborn cancel';
    const id = await startRender(app, name);
    expect((await app.request('POST', `/timelapses/${id}/cancel`)).status).toBe(202);
    await waitFor('the row to change', async () => {
      const { status } = await app.one(id);
      if (status !== 'processing') expect(await enginesOf(name)).toEqual([]);
      return status === 'discovered';
    });
    expect(await readdir(app.folders.output)).toEqual([]);
    expect(await app.one(id)).toMatchObject({ auto_process_eligible_at: null, error_code: null });
  });

  test('rule 8: a cancelled timelapse waits for a start by hand', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('hang.sh') }, QUICK_KILL);
    const id = await startRender(app, 'Held');
    await app.request('POST', `/timelapses/${id}/cancel`);
    await app.waitForStatus('Held', 'discovered');
    await app.scan();
    expect((await app.one(id)).status).toBe('discovered');
    await app.request('POST', `/timelapses/${id}/process`);
    await app.waitForStatus('Held', 'processing');
  });

  test('rule 8: cancel takes a waiting one out of the queue', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('hang.sh') }, QUICK_KILL);
    await startRender(app, 'First');
    await putFrames(join(app.folders.source, 'Second'), { secondsAgo: 5000 });
    const waiting = await app.waitForStatus('Second', 'pending');
    expect(waiting.queue_position).toBe(1);
    const cancelled = await app.request('POST', `/timelapses/${waiting.id}/cancel`);
    expect(((await cancelled.json()) as { status: string }).status).toBe('discovered');
  });

  test('rule 8: cancel in the moment of the claim is not lost', async () => {
    const app = await startTestApp(
      { timelapse_flickerfree_path: engine('hang.sh'), timelapse_auto_process_timeout: 0 },
      QUICK_KILL,
    );
    await putFrames(join(app.folders.source, 'Quickly'));
    const { id } = await app.waitForStatus('Quickly', 'discovered');
    for (let round = 0; round < 5; round += 1) {
      await app.request('POST', `/timelapses/${id}/process`);
      expect((await app.request('POST', `/timelapses/${id}/cancel`)).status).toBe(202);
      await app.waitForStatus('Quickly', 'discovered');
    }
  });

  test('rule 8: delete ends the tree, then the row', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('hang.sh') }, QUICK_KILL);
    const name = 'Deleted while rendering';
    const id = await startRender(app, name);
    expect((await app.request('DELETE', `/timelapses/${id}`)).status).toBe(204);
    expect(await enginesOf(name)).toEqual([]);
    expect((await app.request('GET', `/timelapses/${id}`)).status).toBe(404);
    expect(await readdir(app.folders.output)).toEqual([]);
  });

  test('rule 8: shutdown ends the tree, and the row is pending for the next start', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('ignore-term.sh') }, QUICK_KILL);
    const name = 'Shut down';
    await startRender(app, name);
    await app.stop();
    expect(await enginesOf(name)).toEqual([]);
    const { db } = await openDatabase(app.folders.data, Date.now());
    expect(await db('timelapses').pluck('status')).toEqual(['pending']);
    await db.destroy();
  });

  test('rule 8: the time limit ends the tree and fails with its own code', async () => {
    const app = await startTestApp(
      { timelapse_flickerfree_path: engine('hang.sh'), timelapse_processing_timeout: 1 },
      { times: { killGraceMs: 500, minuteMs: 1000 } },
    );
    const name = 'Too slow';
    await putFrames(join(app.folders.source, name), { secondsAgo: 5000 });
    const failed = await app.waitForStatus(name, 'failed');
    expect(failed).toMatchObject({ error_code: 'time_limit', retry_count: 0 });
    expect(failed.error_message).toContain('took too long');
    expect(await enginesOf(name)).toEqual([]);
  });
});
