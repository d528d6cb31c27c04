import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/db/open.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { engine, makeFolders, startTestApp } from '../helpers/start-app.ts';

describe('rule 7: restart at any instant', () => {
  test('rule 7: a render that was interrupted starts again automatically, and that is no retry', async () => {
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
