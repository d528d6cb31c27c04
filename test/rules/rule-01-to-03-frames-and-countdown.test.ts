import { appendFile, mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../fakes/fake-clock.ts';
import { frameName, putFrames, writeGreyFrame } from '../fixtures/make-frames.ts';
import { engine, makeFolders, makeOld, startTestApp } from '../helpers/start-app.ts';
import { videoLuma } from '../helpers/video-luma.ts';
import { waitFor } from '../helpers/wait-for.ts';

const BY_HAND = { timelapse_auto_process_timeout: 0 };

describe('rule 1: what a frame is', () => {
  test('rule 1: counts pictures of any case, and no hidden, unfinished, empty or deeper files', async () => {
    const app = await startTestApp(BY_HAND);
    const folder = join(app.folders.source, 'Mixed');
    const frames = ['a.jpg', 'b.JPEG', 'c.PNG', 'd.webp'];
    const others = ['.hidden.jpg', 'e.jpg.tmp', 'f.jpg.part', 'notes.txt', 'g.gif', 'video.mp4'];
    await putFrames(folder, { names: [...frames, ...others] });
    await writeFile(join(folder, 'empty.jpg'), '');
    await putFrames(join(folder, 'deeper'));
    await symlink(join(folder, 'a.jpg'), join(folder, 'link.jpg'));

    const found = await app.waitForStatus('Mixed', 'discovered');
    expect(found.image_count).toBe(frames.length);
  });

  test('rule 1: renders frames in natural order, gaps in the numbers or not', async () => {
    const app = await startTestApp({
      ...BY_HAND,
      video: { deflicker: 'off', target_seconds: 0, fps: 10, hold_last_frame_seconds: 0 },
    });
    const folder = join(app.folders.source, 'Gaps');
    await mkdir(folder);
    const inOrder = ['img1.jpg', 'img2.JPG', 'img10.jpg', 'img900.jpg'];
    for (const [index, name] of inOrder.entries()) await writeGreyFrame(join(folder, name), 40 + 50 * index);
    const found = await app.waitForStatus('Gaps', 'discovered');
    await app.request('POST', `/timelapses/${found.id}/process`);
    const done = await app.waitForCompleted('Gaps');
    const luma = await videoLuma(done.output_video_path ?? '');
    expect(luma).toHaveLength(4);
    expect(luma).toEqual(luma.toSorted((a, b) => a - b));
  });

  test('rule 1: hidden folders and links to folders are no image folders', async () => {
    const folders = await makeFolders();
    await putFrames(join(folders.data, 'elsewhere'));
    await putFrames(join(folders.source, '.trash'));
    await putFrames(join(folders.source, 'Real'));
    await symlink(join(folders.data, 'elsewhere'), join(folders.source, 'linked'));
    const app = await startTestApp(BY_HAND, { folders });
    await app.waitForStatus('Real', 'discovered');
    expect((await app.list()).map((each) => each.folder_name)).toEqual(['Real']);
    const health = await app.get<{ notices: { message: string; facts: object }[] }>('/health');
    expect(health.notices.map(({ facts }) => facts)).toContainEqual({ names: ['linked'] });
    expect(health.notices.map((notice) => notice.message).join()).toContain('"linked"');
  });
});

describe('rule 2: when a folder is eligible', () => {
  const seconds = (iso: string | null | undefined): number => Date.parse(iso ?? '') / 1000;

  test('rule 2: is the newest frame plus the quiet period', async () => {
    const app = await startTestApp({ timelapse_auto_process_timeout: 600 });
    await putFrames(join(app.folders.source, 'Quiet'), { secondsAgo: 100 });
    const found = await app.waitForStatus('Quiet', 'discovered');
    expect(seconds(found.auto_process_eligible_at) - seconds(found.last_image_detected_at)).toBeCloseTo(
      600,
      2,
    );
    expect(Date.now() / 1000 - seconds(found.last_image_detected_at)).toBeGreaterThan(99);
  });

  test('rule 2: is three usual gaps after the newest frame where that is longer', async () => {
    const app = await startTestApp({ timelapse_auto_process_timeout: 60 });
    await putFrames(join(app.folders.source, 'Slow print'), { gapSeconds: 200 });
    const found = await app.waitForStatus('Slow print', 'discovered');
    const wait = seconds(found.auto_process_eligible_at) - seconds(found.last_image_detected_at);
    expect(wait).toBeGreaterThan(599);
    expect(wait).toBeLessThan(601);
  });

  test('rule 2: never counts from a time in the future, and a second look moves nothing', async () => {
    const app = await startTestApp({ timelapse_auto_process_timeout: 600 });
    await putFrames(join(app.folders.source, 'Wrong clock'), { secondsAgo: -100_000 });
    const found = await app.waitForStatus('Wrong clock', 'discovered');
    expect(seconds(found.last_image_detected_at)).toBeLessThanOrEqual(Date.now() / 1000);
    await writeFile(join(app.folders.source, 'Wrong clock', 'notes.txt'), 'touches the folder');
    await app.live.waitForEvent('timelapse.discovered');
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const later = await app.one(found.id);
    expect(later.auto_process_eligible_at).toBe(found.auto_process_eligible_at);
  });

  test('rule 2: 0 means by hand only', async () => {
    const clock = new FakeClock();
    const app = await startTestApp(BY_HAND, { clock });
    await putFrames(join(app.folders.source, 'By hand'));
    const found = await app.waitForStatus('By hand', 'discovered');
    expect(found.auto_process_eligible_at).toBeNull();
    clock.advance(365 * 86_400_000);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await app.one(found.id)).status).toBe('discovered');
  });

  test('rule 2: a restart changes no deadline', async () => {
    const folders = await makeFolders();
    const options = { timelapse_auto_process_timeout: 600 };
    const first = await startTestApp(options, { folders });
    await putFrames(join(folders.source, 'Restart'), { secondsAgo: -5000 });
    const before = await first.waitForStatus('Restart', 'discovered');
    await first.stop();
    const second = await startTestApp(options, { folders });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const after = await second.one(before.id);
    expect(after.auto_process_eligible_at).toBe(before.auto_process_eligible_at);
    expect(after.last_image_detected_at).toBe(before.last_image_detected_at);
  });

  test('rule 2: the countdown ends in a render', async () => {
    const clock = new FakeClock();
    const app = await startTestApp(
      { timelapse_auto_process_timeout: 3600, timelapse_flickerfree_path: engine('foreign.sh') },
      { clock },
    );
    await putFrames(join(app.folders.source, 'Done'));
    const found = await app.waitForStatus('Done', 'discovered');
    clock.advance(3_500_000);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await app.one(found.id)).status).toBe('discovered');
    clock.advance(120_000);
    // The page is told over the socket; what the API says may be read a moment earlier.
    await app.live.waitForEvent('timelapse.completed');
    expect(app.live.statuses(found.id)).toEqual(['discovered', 'pending', 'processing', 'completed']);
  });
});

describe('rule 3: what counts as new', () => {
  test('rule 3: a frame replaced by another counts as new, though the number stays', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('foreign.sh') });
    const folder = join(app.folders.source, 'Replaced');
    await putFrames(folder, { secondsAgo: 100 });
    const done = await app.waitForCompleted('Replaced');
    await putFrames(folder, { names: [frameName(12)], from: 3 });
    await waitFor('a second render', () => app.live.all('timelapse.completed')[1]);
    expect((await app.one(done.id)).image_count).toBe(12);
  });

  test('rule 3: a newest file that still grows holds the folder back', async () => {
    const clock = new FakeClock();
    const app = await startTestApp(
      { timelapse_auto_process_timeout: 5, timelapse_flickerfree_path: engine('foreign.sh') },
      { clock },
    );
    const folder = join(app.folders.source, 'Growing');
    await putFrames(folder, { secondsAgo: 3 });
    const last = join(folder, frameName(12));
    const time = new Date(Date.now() - 3000);
    const found = await app.waitForStatus('Growing', 'discovered');
    // Written on and on, with its time set back by the copying program each time.
    for (let round = 0; round < 6; round += 1) {
      await appendFile(last, Buffer.alloc(100));
      await utimes(last, time, time);
      clock.advance(2000);
      await new Promise((resolve) => setTimeout(resolve, 700));
      expect((await app.one(found.id)).status, `round ${round}`).toBe('discovered');
    }
    clock.advance(2000);
    await app.waitForCompleted('Growing');
  });

  test('rule 3: frames that are only taken away start nothing', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('foreign.sh') });
    const folder = join(app.folders.source, 'Thinned');
    await putFrames(folder, { secondsAgo: 100 });
    const done = await app.waitForCompleted('Thinned');
    await rm(join(folder, frameName(12)));
    await waitFor('the smaller count', async () => (await app.one(done.id)).image_count === 11);
    expect((await app.one(done.id)).status).toBe('completed');
  });

  test('rule 3: a frame that comes late on a slow share is found without the folder time', async () => {
    const clock = new FakeClock();
    const app = await startTestApp({ timelapse_flickerfree_path: engine('foreign.sh') }, { clock });
    const folder = join(app.folders.source, 'Late');
    await mkdir(folder);
    await putFrames(folder, { secondsAgo: 1000 });
    await makeOld(900, folder);
    const done = await app.waitForCompleted('Late');
    await putFrames(folder, { names: ['frame_0099.jpg'], secondsAgo: 500 });
    await makeOld(900, folder);
    clock.advance(6 * 60_000);
    await waitFor('the late frame', async () => (await app.one(done.id)).image_count === 13);
  });
});
