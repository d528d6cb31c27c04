import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { findProcessesByEnv } from '../../src/lib/process-tree.ts';
import { seededRandom } from '../../src/commands/draw-print.ts';
import { openDatabase } from '../../src/db/open.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { engine, makeFolders, startTestApp } from '../helpers/start-app.ts';
import { startProcess, TEST_MARK } from '../helpers/start-process.ts';
import { waitFor } from '../helpers/wait-for.ts';

const KILLS = 20;

describe('rule 7: restart at any instant', () => {
  test('rule 7: twenty kills during a render end in one video, no partial file and no stuck row', async () => {
    const folders = await makeFolders();
    const random = seededRandom(Date.now());
    const renders = join(folders.data, 'renders.txt');
    await writeFile(renders, '');
    await putFrames(join(folders.source, 'Killed'), { secondsAgo: 5000 });
    const env = {
      TIMELAPSE_FLICKERFREE_PATH: engine('slow.sh'),
      RENDER_LOG: renders,
      SLOW_STEP: '0.04',
    };
    for (let kill = 0; kill < KILLS; kill += 1) {
      const killed = startProcess(folders, env);
      await sleep(100 + 1500 * random());
      await killed.end('SIGKILL');
    }
    const last = startProcess(folders, env);
    const done = await waitFor('the video', async () =>
      (await last.list()).find((timelapse) => timelapse.status === 'completed'),
    );
    expect(await last.list()).toHaveLength(1);
    expect(await readdir(folders.output)).toEqual(['Killed.mp4']);
    expect(done).toMatchObject({ retry_count: 0, error_code: null, video_exists: true });
    expect(await last.end('SIGTERM')).toBe(0);
    // Nothing that any of the killed ones started is left.
    expect(await findProcessesByEnv(TEST_MARK, folders.data)).toEqual([]);

    const rendersSoFar = await readFile(renders, 'utf8');
    const again = startProcess(folders, env);
    await sleep(3000);
    expect(await again.list()).toMatchObject([{ status: 'completed' }]);
    expect(await readFile(renders, 'utf8')).toBe(rendersSoFar);
  }, 180_000);

  test('rule 7: a render that was interrupted starts again by itself, and that is no retry', async () => {
    const folders = await makeFolders();
    const options = { timelapse_flickerfree_path: engine('hang.sh') };
    const first = await startTestApp(options, { folders });
    await putFrames(join(folders.source, 'Interrupted'), { secondsAgo: 5000 });
    await first.waitForStatus('Interrupted', 'processing');
    await first.stop();
    const second = await startTestApp({ timelapse_flickerfree_path: engine('foreign.sh') }, { folders });
    const done = await second.waitForCompleted('Interrupted');
    expect(done.retry_count).toBe(0);
  });

  test.each([0, 1, 2, 4, 8, 16, 32])(
    'rule 7: a stop %i ms after the queue could claim ends the app, and the next start goes on',
    async (ms) => {
      const folders = await makeFolders();
      const options = { timelapse_flickerfree_path: engine('hang.sh'), timelapse_auto_process_timeout: 0 };
      await putFrames(join(folders.source, 'At once'));
      const first = await startTestApp(options, { folders, times: { killGraceMs: 200 } });
      const { id } = await first.waitForStatus('At once', 'discovered');
      await first.request('POST', `/timelapses/${id}/process`);
      await sleep(ms);
      await first.stop();
      const second = await startTestApp(
        { ...options, timelapse_flickerfree_path: engine('foreign.sh') },
        { folders },
      );
      expect(await second.waitForCompleted('At once')).toMatchObject({ retry_count: 0 });
    },
  );

  test('rule 7: a video that was good when the app ended is put in place, not rendered again', async () => {
    const folders = await makeFolders();
    const options = { timelapse_flickerfree_path: engine('foreign.sh') };
    const first = await startTestApp(options, { folders });
    await putFrames(join(folders.source, 'Almost'), { secondsAgo: 5000 });
    const done = await first.waitForCompleted('Almost');
    await first.stop();
    // As a crash between the two renames and the row would leave it.
    const { db } = await openDatabase(folders.data, Date.now());
    const [run] = (await db('runs')) as { id: string; publish_plan: string }[];
    const partial = join(folders.output, `.timelapse-${run?.id}.part.mp4`);
    await rename(done.output_video_path ?? '', partial);
    await rm(join(folders.data, 'posters'), { recursive: true });
    await db('runs').update({ ended_at: null, outcome: null });
    await db('timelapses').update({ status: 'processing', video_exists: 0 });
    await db('timelapse_files').delete();
    await db.destroy();

    const second = await startTestApp({ timelapse_flickerfree_path: engine('fail.sh') }, { folders });
    const restored = await second.waitForCompleted('Almost');
    expect(restored).toMatchObject({
      output_video_path: done.output_video_path,
      video_exists: true,
      retry_count: 0,
    });
    expect(await readdir(folders.output)).toEqual(['Almost.mp4']);
    expect((await second.request('GET', `/timelapses/${restored.id}/poster`)).status).toBe(200);
  });
});
