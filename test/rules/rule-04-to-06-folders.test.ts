import { readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../fakes/fake-clock.ts';
import { frameName, putFrames } from '../fixtures/make-frames.ts';
import { engine, makeFolders, startTestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

const FOREIGN = { timelapse_flickerfree_path: engine('foreign.sh') };

describe('rule 4: a folder used again', () => {
  test('rule 4: starts a new timelapse, and the earlier video stays', async () => {
    const app = await startTestApp(FOREIGN);
    const folder = join(app.folders.source, 'Current print');
    await putFrames(folder, { secondsAgo: 5000 });
    const first = await app.waitForCompleted('Current print');
    const firstVideo = await readFile(first.output_video_path ?? '');

    await rm(folder, { recursive: true });
    await putFrames(folder, { secondsAgo: 20, frames: 6, seed: 9 });
    const second = await waitFor('the second print', async () =>
      (await app.list()).find((each) => each.id !== first.id && each.status === 'completed'),
    );
    expect(second.image_count).toBe(6);
    expect(second.output_video_path).toBe(join(app.folders.output, 'Current print (2).mp4'));
    expect(await readFile(first.output_video_path ?? '')).toEqual(firstVideo);
    expect(await app.one(first.id)).toMatchObject({
      status: 'completed',
      video_exists: true,
      source_missing: true,
    });
  });

  test('rule 4: frames added beside the known ones are the same print', async () => {
    const app = await startTestApp(FOREIGN);
    const folder = join(app.folders.source, 'Going on');
    await putFrames(folder, { secondsAgo: 5000 });
    const first = await app.waitForCompleted('Going on');
    await putFrames(folder, { from: 13, frames: 3 });
    await waitFor('the second render', () => app.live.all('timelapse.completed')[1]);
    const all = await app.list();
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ id: first.id, image_count: 15, status: 'completed' });
    expect(await readdir(app.folders.output)).toEqual(['Going on.mp4']);
  });

  test('rule 4: the old video can be played until the new one has replaced it', async () => {
    const app = await startTestApp({ ...FOREIGN, timelapse_auto_process_timeout: 3 });
    const folder = join(app.folders.source, 'Playable');
    await putFrames(folder, { secondsAgo: 5000 });
    const first = await app.waitForCompleted('Playable');
    await putFrames(folder, { from: 13, frames: 3 });
    await app.live.waitForEvent('timelapse.discovered', (each) => each.image_count === 15);
    const waiting = await app.one(first.id);
    expect(waiting).toMatchObject({ status: 'discovered', video_exists: true });
    const video = await app.request('GET', `/timelapses/${first.id}/video`);
    expect(video.status).toBe(200);
    await video.arrayBuffer();
  });
});

describe('rule 5: a deleted timelapse', () => {
  test('rule 5: stays deleted while its frames remain, over a restart too', async () => {
    const folders = await makeFolders();
    const app = await startTestApp(FOREIGN, { folders });
    await putFrames(join(folders.source, 'Unwanted'), { secondsAgo: 5000 });
    const done = await app.waitForCompleted('Unwanted');
    expect((await app.request('DELETE', `/timelapses/${done.id}`)).status).toBe(204);
    expect(await readdir(folders.output)).toEqual([]);
    expect(await readdir(join(folders.source, 'Unwanted'))).toHaveLength(12);
    await putFrames(join(folders.source, 'Other'), { secondsAgo: 5000 });
    await app.waitForCompleted('Other');
    await app.stop();

    const again = await startTestApp(FOREIGN, { folders });
    await putFrames(join(folders.source, 'Third'), { secondsAgo: 5000 });
    await again.waitForCompleted('Third');
    expect((await again.list()).map((each) => each.folder_name).sort()).toEqual(['Other', 'Third']);
  });

  test('rule 5: comes back when new frames arrive', async () => {
    const app = await startTestApp({ ...FOREIGN, timelapse_auto_process_timeout: 0 });
    const folder = join(app.folders.source, 'Again');
    await putFrames(folder, { secondsAgo: 5000 });
    const found = await app.waitForStatus('Again', 'discovered');
    await app.request('DELETE', `/timelapses/${found.id}`);
    await app.live.waitForEvent('timelapse.deleted');
    await rm(join(folder, frameName(1)));
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(await app.list()).toEqual([]);
    await putFrames(folder, { names: [frameName(13)] });
    const back = await app.waitForStatus('Again', 'discovered');
    expect(back).toMatchObject({ image_count: 12 });
    expect(back.id).not.toBe(found.id);
  });
});

describe('rule 6: unreachable is not deleted', () => {
  test('rule 6: a source folder that is gone changes nothing, freezes the countdown, and says so once', async () => {
    const clock = new FakeClock();
    const app = await startTestApp({ ...FOREIGN, timelapse_auto_process_timeout: 600 }, { clock });
    await putFrames(join(app.folders.source, 'Safe'));
    const found = await app.waitForStatus('Safe', 'discovered');
    await rename(app.folders.source, `${app.folders.source}.away`);
    const health = await waitFor('the notice', async () => {
      const current = await app.get<{ status: string; notices: { code: string; remedy: string }[] }>(
        '/health',
      );
      return current.notices.some((notice) => notice.code === 'source_unreachable') && current;
    });
    const told = health.notices.filter((notice) => notice.code === 'source_unreachable');
    expect(told).toMatchObject([{ facts: { path: app.folders.source } }]);
    clock.advance(3_600_000);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(await app.one(found.id)).toMatchObject({ status: 'discovered', source_missing: false });

    await rename(`${app.folders.source}.away`, app.folders.source);
    await app.waitForCompleted('Safe');
    expect((await app.get<{ status: string }>('/health')).status).toBe('ok');
    expect(app.log.filter((line) => line.includes('source unreachable'))).toHaveLength(1);
  });

  test('rule 6: a source folder that is empty where it had folders is a share that is not mounted', async () => {
    const app = await startTestApp({ timelapse_auto_process_timeout: 0 });
    await putFrames(join(app.folders.source, 'Mounted'));
    const found = await app.waitForStatus('Mounted', 'discovered');
    await rename(join(app.folders.source, 'Mounted'), join(app.folders.data, 'Mounted'));
    await waitFor('the notice', async () =>
      (await app.get<{ notices: { code: string }[] }>('/health')).notices.some(
        ({ code }) => code === 'source_unreachable',
      ),
    );
    expect(await app.one(found.id)).toMatchObject({ status: 'discovered', source_missing: false });
  });

  test('rule 6: a source folder that never was is said at start, and watched as soon as it comes', async () => {
    const folders = await makeFolders();
    await rm(folders.source, { recursive: true });
    const app = await startTestApp(FOREIGN, { folders });
    await waitFor(
      'the notice',
      async () => (await app.get<{ status: string }>('/health')).status === 'degraded',
    );
    await expect(stat(folders.source)).rejects.toThrow();
    await putFrames(join(folders.source, 'Late share'), { secondsAgo: 5000 });
    await app.waitForCompleted('Late share');
  });

  test('rule 6: a single folder that is gone keeps its row and its video', async () => {
    const app = await startTestApp(FOREIGN);
    await putFrames(join(app.folders.source, 'Kept'), { secondsAgo: 5000 });
    await putFrames(join(app.folders.source, 'Removed'), { secondsAgo: 5000 });
    const removed = await app.waitForCompleted('Removed');
    await app.waitForCompleted('Kept');
    await rm(join(app.folders.source, 'Removed'), { recursive: true });
    await waitFor('the row to say so', async () => (await app.one(removed.id)).source_missing);
    expect(await app.one(removed.id)).toMatchObject({
      status: 'completed',
      video_exists: true,
      image_count: 12,
    });
    const refused = await app.request('POST', `/timelapses/${removed.id}/process`);
    expect(refused.status).toBe(409);

    await putFrames(join(app.folders.source, 'Removed'), { secondsAgo: 20, seed: 5 });
    await waitFor('the folder to be watched again', async () => (await app.list()).length === 3);
  });
});
