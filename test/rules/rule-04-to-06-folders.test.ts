import { cp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { frameName, putFrames } from '../fixtures/make-frames.ts';
import {
  engine,
  LOOKS_BY_HAND,
  makeFolders,
  makeOld,
  startTestApp,
  type TestApp,
} from '../helpers/start-app.ts';
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

/** Moves one frame of another print over a frame, as a program does that writes beside and renames. */
async function replaceFrame(folder: string, number: number, secondsAgo: number): Promise<void> {
  const beside = join(folder, '..', '.beside');
  await putFrames(beside, { names: [frameName(number)], from: number, seed: 9, secondsAgo });
  await rename(join(beside, frameName(number)), join(folder, frameName(number)));
}

describe('rule 4: a folder used again little by little', () => {
  const kept = async (app: TestApp, { id, output_video_path }: WireTimelapse, video: Buffer) => {
    expect(await app.one(id)).toMatchObject({
      status: 'completed',
      video_exists: true,
      source_missing: true,
    });
    expect(await readFile(output_video_path ?? '')).toEqual(video);
  };
  const second = (app: TestApp, first: WireTimelapse) =>
    waitFor('the second print', async () =>
      (await app.list()).find((each) => each.id !== first.id && each.status === 'completed'),
    );

  test.each([
    ['with new times', 0],
    ['with times older than those of the first', 90_000],
  ])('rule 4: keeps the first video, over a restart: %s [1.6]', async (_what, age) => {
    const folders = await makeFolders();
    const clock = new FakeClock();
    const options = { ...FOREIGN, timelapse_auto_process_timeout: 600 };
    let app = await startTestApp(options, { folders, clock });
    const folder = join(folders.source, 'Current print');
    await putFrames(folder, { frames: 5, secondsAgo: 5000 });
    clock.advance(600_000);
    const first = await app.waitForCompleted('Current print');
    const video = await readFile(first.output_video_path ?? '');
    for (let number = 1; number <= 5; number += 1) {
      const before = await sizes(app);
      await replaceFrame(folder, number, age - number);
      await waitFor(`frame ${number} to be seen`, async () => (await sizes(app)) !== before);
      if (number === 3) {
        await app.stop();
        app = await startTestApp(options, { folders, clock });
      }
    }
    clock.advance(600_000);
    await second(app, first);
    expect(await app.list()).toHaveLength(2);
    await kept(app, first, video);
  });

  test('rule 4: makes one second video, however often it is rendered meanwhile [1.6]', async () => {
    const app = await startTestApp(FOREIGN);
    const folder = join(app.folders.source, 'Quick');
    await putFrames(folder, { secondsAgo: 5000 });
    const first = await app.waitForCompleted('Quick');
    const video = await readFile(first.output_video_path ?? '');
    for (let number = 1; number <= 3; number += 1) {
      await replaceFrame(folder, number, 0);
      await waitFor('a render of the mixture', () => app.live.all('timelapse.completed')[number]);
    }
    expect(await app.list()).toHaveLength(2);
    await kept(app, first, video);
  });

  test.each([
    ['a shorter print', 6, 0],
    ['a shorter print with older times', 6, 90_000],
    ['a print of the same length', 12, 0],
  ])('rule 4: is noticed when %s is written over in place [1.7]', async (_what, frames, age) => {
    const app = await startTestApp(FOREIGN);
    const folder = join(app.folders.source, 'In place');
    await putFrames(folder, { secondsAgo: 5000 });
    await makeOld(5000, folder);
    const first = await app.waitForCompleted('In place');
    const video = await readFile(first.output_video_path ?? '');
    const names = Array.from({ length: frames }, (_, index) => frameName(index + 1));
    await putFrames(folder, { names, seed: 9, secondsAgo: age });
    await makeOld(5000, folder);
    await second(app, first);
    await kept(app, first, video);
  });

  test('rule 4: is noticed when fewer frames with older times took the place of all [1.7]', async () => {
    const app = await startTestApp(FOREIGN);
    const folder = join(app.folders.source, 'Mirrored');
    await putFrames(folder, { secondsAgo: 5000 });
    const first = await app.waitForCompleted('Mirrored');
    const video = await readFile(first.output_video_path ?? '');
    for (let number = 1; number <= 12; number += 1) await rm(join(folder, frameName(number)));
    await putFrames(folder, { frames: 5, seed: 9, secondsAgo: 90_000 });
    expect((await second(app, first)).image_count).toBe(5);
    await kept(app, first, video);
  });

  test('rule 4: one frame in the middle written over in place is noticed within the hour [1.7]', async () => {
    const clock = new FakeClock();
    const app = await startTestApp(FOREIGN, { clock });
    const folder = join(app.folders.source, 'Middle');
    await putFrames(folder, { secondsAgo: 5000 });
    await makeOld(5000, folder);
    const first = await app.waitForCompleted('Middle');
    await putFrames(folder, { names: [frameName(5)], from: 5, seed: 9, secondsAgo: 6000 });
    await makeOld(5000, folder);
    clock.advance(3_600_000);
    await second(app, first);
  });
});

describe('rule 4: a folder used again during a render', () => {
  test('rule 4: keeps the first video, and what is rendered of the second print [1.6]', async () => {
    const app = await startTestApp({ ...FOREIGN, timelapse_flickerfree_path: engine('waits.sh') });
    const folder = join(app.folders.source, 'Moment');
    const go = join(app.folders.source, '..', 'go');
    await writeFile(go, '');
    await putFrames(folder, { secondsAgo: 5000 });
    const first = await app.waitForCompleted('Moment');
    const video = await readFile(first.output_video_path ?? '');
    await rm(go);
    await app.request('POST', `/timelapses/${first.id}/process`);
    await app.waitForStatus('Moment', 'processing');
    for (let number = 1; number <= 12; number += 1) await replaceFrame(folder, number, 0);
    await writeFile(go, '');
    const second = await waitFor('the second print', async () =>
      (await app.list()).find((each) => each.id !== first.id && each.status === 'completed'),
    );
    expect(second.output_video_path).not.toBe(first.output_video_path);
    expect(await readFile(first.output_video_path ?? '')).toEqual(video);
    expect(await app.one(first.id)).toMatchObject({ status: 'completed', video_exists: true });
    expect(await app.list()).toHaveLength(2);
  });
});

describe('rule 4: a render by hand of what was changed since the last scan', () => {
  const startWithVideo = async (name: string) => {
    const app = await startTestApp(
      { ...FOREIGN, timelapse_auto_process_timeout: 0 },
      { times: LOOKS_BY_HAND },
    );
    const folder = join(app.folders.source, name);
    await putFrames(folder, { secondsAgo: 5000 });
    const found = await app.waitForStatus(name, 'discovered');
    await app.request('POST', `/timelapses/${found.id}/process`);
    return { app, folder, done: await app.waitForCompleted(name) };
  };

  test('rule 4: keeps the video of a print of which no frame is left [1.6]', async () => {
    const { app, folder, done } = await startWithVideo('Unseen');
    const video = await readFile(done.output_video_path ?? '');
    for (let number = 1; number <= 12; number += 1) await replaceFrame(folder, number, 0);
    await app.request('POST', `/timelapses/${done.id}/process`);
    await waitFor('the second print', async () => {
      await app.scan(1);
      return (await app.list()).length === 2;
    });
    expect(await readFile(done.output_video_path ?? '')).toEqual(video);
    expect(await app.one(done.id)).toMatchObject({ status: 'completed', video_exists: true });
  });

  test('rule 4: replaces the video when some frames were corrected, and is not made twice [1.6]', async () => {
    const { app, folder, done } = await startWithVideo('Corrected');
    await replaceFrame(folder, 5, 0);
    await app.request('POST', `/timelapses/${done.id}/process`);
    await waitFor('the render', () => app.live.all('timelapse.completed')[1]);
    await app.scan();
    expect(await app.list()).toMatchObject([{ id: done.id, status: 'completed' }]);
  });
});

async function sizes(app: TestApp): Promise<string> {
  return (await app.list()).map((each) => each.source_size_bytes).join();
}

describe('rule 6: a renamed folder', () => {
  test('rule 6: keeps its timelapse and its countdown while it waits [1.17]', async () => {
    const clock = new FakeClock();
    const app = await startTestApp({ ...FOREIGN, timelapse_auto_process_timeout: 600 }, { clock });
    await putFrames(join(app.folders.source, 'Kept'));
    await putFrames(join(app.folders.source, 'Before'), { seed: 9 });
    const found = await app.waitForStatus('Before', 'discovered');
    await rename(join(app.folders.source, 'Before'), join(app.folders.source, 'After'));
    const after = await app.waitForStatus('After', 'discovered');
    expect(after).toMatchObject({ id: found.id, source_missing: false, image_count: 12 });
    expect(after.auto_process_eligible_at).toBe(found.auto_process_eligible_at);
    expect(await app.list('?q=After')).toHaveLength(1);
    clock.advance(700_000);
    expect((await app.waitForCompleted('After')).id).toBe(found.id);
    expect((await app.list()).map((each) => each.folder_name).sort()).toEqual(['After', 'Kept']);
  });

  test('rule 6: is known again after a restart, with frames that came meanwhile [1.17]', async () => {
    const folders = await makeFolders();
    const options = { ...FOREIGN, timelapse_auto_process_timeout: 600 };
    const first = await startTestApp(options, { folders });
    await putFrames(join(folders.source, 'Kept'));
    await putFrames(join(folders.source, 'Before'), { seed: 9 });
    const found = await first.waitForStatus('Before', 'discovered');
    await first.stop();
    await rename(join(folders.source, 'Before'), join(folders.source, 'After'));
    await putFrames(join(folders.source, 'After'), { seed: 9, from: 13, frames: 2 });
    const second = await startTestApp(options, { folders });
    await waitFor('the new frames', async () => (await second.one(found.id)).image_count === 14);
    expect(await second.one(found.id)).toMatchObject({ folder_name: 'After', status: 'discovered' });
    expect(await second.list()).toHaveLength(2);
  });

  test('rule 6: is not rendered again when it was done, nor is a name used again lost [1.17]', async () => {
    const app = await startTestApp(FOREIGN);
    const before = join(app.folders.source, 'Print');
    await putFrames(before, { secondsAgo: 5000 });
    const done = await app.waitForCompleted('Print');
    await rename(before, join(app.folders.source, 'Print of Monday'));
    await app.waitForCompleted('Print of Monday');
    await putFrames(before, { seed: 9, secondsAgo: 20 });
    const next = await app.waitForCompleted('Print');
    expect(next.id).not.toBe(done.id);
    const [first, second, ...more] = await waitFor('both events', () => {
      const reported = app.live.all('timelapse.completed').map(({ id }) => id);
      return reported.length > 1 && reported;
    });
    expect([first, second, more]).toEqual([done.id, next.id, []]);
    expect(await app.one(done.id)).toMatchObject({ folder_name: 'Print of Monday', video_exists: true });
  });

  test('rule 6: a copy beside it is a folder of its own [1.17]', async () => {
    const app = await startTestApp({ ...FOREIGN, timelapse_auto_process_timeout: 600 });
    await putFrames(join(app.folders.source, 'First'));
    const first = await app.waitForStatus('First', 'discovered');
    await cp(join(app.folders.source, 'First'), join(app.folders.source, 'Second'), {
      recursive: true,
      preserveTimestamps: true,
    });
    const second = await app.waitForStatus('Second', 'discovered');
    expect(second.id).not.toBe(first.id);
    expect(await app.one(first.id)).toMatchObject({ folder_name: 'First', source_missing: false });
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
    await app.scan();
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
    const reported = health.notices.filter((notice) => notice.code === 'source_unreachable');
    expect(reported).toMatchObject([{ facts: { path: app.folders.source } }]);
    clock.advance(3_600_000);
    await app.scan();
    expect(await app.one(found.id)).toMatchObject({ status: 'discovered', source_missing: false });

    await rename(`${app.folders.source}.away`, app.folders.source);
    await app.waitForCompleted('Safe');
    expect((await app.get<{ status: string }>('/health')).status).toBe('ok');
    expect(app.log.filter((line) => line.includes('the source folder is unreachable'))).toHaveLength(1);
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
