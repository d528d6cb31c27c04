import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/db/open.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { engine, makeFolders, makeOld, startTestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

describe('rule 12: broken and few frames', () => {
  test('rule 12: a broken frame is dropped and listed, and the video is made', async () => {
    const app = await startTestApp();
    const folder = join(app.folders.source, 'One broken');
    await putFrames(folder);
    await writeFile(join(folder, 'frame_0005.jpg'), 'this is no picture');
    await makeOld(5000, join(folder, 'frame_0005.jpg'));
    const done = await app.waitForCompleted('One broken');
    expect(done).toMatchObject({ image_count: 12, dropped_frames: 1 });
    const log = await (await app.request('GET', `/timelapses/${done.id}/log`)).text();
    expect(log).toContain('frame_0005.jpg');
  });

  test('rule 12: more than 20 % broken frames fail', async () => {
    const app = await startTestApp();
    const folder = join(app.folders.source, 'Many broken');
    await putFrames(folder);
    for (const number of [2, 5, 8]) await writeFile(join(folder, `frame_000${number}.jpg`), 'no picture');
    const failed = await app.waitForStatus('Many broken', 'failed');
    expect(failed).toMatchObject({ error_code: 'unreadable_frames', retry_count: 0 });
  });

  test('rule 12: one frame waits for a start by hand, and then makes a video of one frame', async () => {
    const app = await startTestApp();
    await putFrames(join(app.folders.source, 'Single'), { names: ['only.jpg'], secondsAgo: 5000 });
    const found = await app.waitForStatus('Single', 'discovered');
    expect(found.auto_process_eligible_at).toBeNull();
    await app.scan();
    expect((await app.one(found.id)).status).toBe('discovered');
    await app.request('POST', `/timelapses/${found.id}/process`);
    const done = await app.waitForCompleted('Single');
    expect(done.video_duration).toBeGreaterThan(0);
  });
});

describe('rule 13: limits', () => {
  test('rule 13: beyond 5,000 image folders the oldest are not tracked, and one notice says so', async () => {
    const folders = await makeFolders();
    await putFrames(join(folders.source, 'newest'), { names: ['a.jpg'] });
    const frame = await readFile(join(folders.source, 'newest', 'a.jpg'));
    for (let number = 0; number < 5002; number += 1) {
      const folder = join(folders.source, `old ${number}`);
      await mkdir(folder);
      await writeFile(join(folder, 'a.jpg'), frame);
      await makeOld(10_000 + number, folder);
    }
    const app = await startTestApp({ timelapse_auto_process_timeout: 0 }, { folders });
    const look = async () => {
      const current = await app.get<{ notices: { code: string; message: string; facts: object }[] }>(
        '/health',
      );
      return current.notices.some(({ code }) => code === 'too_many_folders') && current;
    };
    // Reading so many folders takes long on a busy machine.
    const health = await waitFor('the notice', look, 150_000);
    const notices = health.notices.filter(({ code }) => code === 'too_many_folders');
    expect(notices).toHaveLength(1);
    expect(notices[0]?.message).toContain('the 3 oldest');
    expect(notices[0]?.facts).toEqual({ left_out: 3 });
    const list = await app.request('GET', '/timelapses?limit=1');
    expect(list.headers.get('x-total-count')).toBe('5000');
    const all = await Promise.all(
      [0, 1000, 2000, 3000, 4000].map((offset) => app.list(`?limit=1000&offset=${offset}`)),
    );
    const names = new Set(all.flat().map((each) => each.folder_name));
    expect(names.has('newest')).toBe(true);
    expect(['old 4999', 'old 5000', 'old 5001'].filter((name) => names.has(name))).toEqual([]);
  });

  test('rule 13: a video over 1 GB has a warning', async () => {
    const folders = await makeFolders();
    const options = { timelapse_flickerfree_path: engine('foreign.sh') };
    const app = await startTestApp(options, { folders });
    await putFrames(join(folders.source, 'Large'), { secondsAgo: 5000 });
    expect(await app.waitForCompleted('Large')).toMatchObject({ large_video: false });
    await app.stop();
    const { db } = await openDatabase(folders.data, Date.now());
    await db('timelapse_files').where({ kind: 'video' }).update({ size_bytes: 1_000_000_001 });
    await db.destroy();
    const again = await startTestApp(options, { folders });
    expect(await again.waitForCompleted('Large')).toMatchObject({ large_video: true });
  });
});

describe('rule 14: queue order', () => {
  test('rule 14: manual first, then by the order of becoming pending', async () => {
    const folders = await makeFolders();
    const renders = join(folders.data, 'renders.txt');
    await writeFile(renders, '');
    process.env.RENDER_LOG = renders;
    const app = await startTestApp({ timelapse_flickerfree_path: engine('slow.sh') }, { folders });
    await app.request('POST', '/queue/pause');
    for (const name of ['A', 'B', 'C', 'D']) {
      await putFrames(join(folders.source, name), { secondsAgo: 5000 });
      await app.waitForStatus(name, 'pending');
    }
    const ids = new Map((await app.list()).map((each) => [each.folder_name, each.id]));
    await app.request('POST', `/timelapses/${ids.get('D')}/process`);
    await app.request('POST', `/timelapses/${ids.get('C')}/process`);
    expect((await app.one(ids.get('D') ?? '')).queue_position).toBe(1);
    expect((await app.one(ids.get('A') ?? '')).queue_position).toBe(3);
    await app.request('POST', '/queue/resume');
    for (const name of ['A', 'B', 'C', 'D']) await app.waitForCompleted(name);
    delete process.env.RENDER_LOG;
    const order = (await readFile(renders, 'utf8'))
      .trim()
      .split('\n')
      .map((path) => path.at(-1));
    expect(order).toEqual(['D', 'C', 'A', 'B']);
  });

  test('rule 14: never two at once', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('slow.sh') });
    for (const name of ['A', 'B', 'C']) await putFrames(join(app.folders.source, name), { secondsAgo: 5000 });
    await waitFor('three videos', async () => {
      const rendering = await app.list('?status=processing');
      expect(rendering.length).toBeLessThanOrEqual(1);
      return (await app.list('?status=completed')).length === 3;
    });
  });

  test('rule 14: "process now" on a completed one renders again', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('foreign.sh') });
    await putFrames(join(app.folders.source, 'Again'), { secondsAgo: 5000 });
    const done = await app.waitForCompleted('Again');
    const answer = await app.request('POST', `/timelapses/${done.id}/process`);
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({ status: 'pending', video_exists: true });
    await waitFor('the second render', () => app.live.all('timelapse.completed')[1]);
  });
});
