import { appendFile, mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { frameName, putFrames, writeGreyFrame } from '../fixtures/make-frames.ts';
import {
  engine,
  LOOKS_BY_HAND,
  makeFolders,
  makeOld,
  startTestApp,
  type TestApp,
} from '../helpers/start-app.ts';
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
    await app.scan();
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

  test('rule 2: never counts from a time in the future, and a second scan moves nothing', async () => {
    const app = await startTestApp({ timelapse_auto_process_timeout: 600 });
    await putFrames(join(app.folders.source, 'Wrong clock'), { secondsAgo: -100_000 });
    const found = await app.waitForStatus('Wrong clock', 'discovered');
    expect(seconds(found.last_image_detected_at)).toBeLessThanOrEqual(Date.now() / 1000);
    await writeFile(join(app.folders.source, 'Wrong clock', 'notes.txt'), 'touches the folder');
    await app.scan();
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
    await app.scan();
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
    await second.scan();
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
    await app.scan();
    expect((await app.one(found.id)).status).toBe('discovered');
    clock.advance(120_000);
    // The page is notified over the socket; what the API says may be read a moment earlier.
    await app.live.waitForEvent('timelapse.completed');
    expect(app.live.statuses(found.id)).toEqual(['discovered', 'pending', 'processing', 'completed']);
  });
});

/** Waits until the app has seen so many frames. */
const untilSeen = (app: TestApp, id: string, frames: number) =>
  waitFor(`${frames} frames`, async () => (await app.one(id)).image_count === frames);

describe('rule 2: frames whose times say nothing of their arrival', () => {
  const seconds = (iso: string | null): number => Date.parse(iso ?? '') / 1000;
  const secondsLeft = ({ auto_process_eligible_at: at }: WireTimelapse, clock: FakeClock): number =>
    seconds(at) - clock.now() / 1000;
  const OPTIONS = { timelapse_auto_process_timeout: 600, timelapse_flickerfree_path: engine('foreign.sh') };

  test.each([
    ['an old print is copied with its file times', 90 * 86_400],
    ['the clock of the share is an hour behind', 3600],
    ['the clock of the share is hours ahead', -20_000],
  ])('rule 2: one render when %s, one frame after another, over a restart [1.11]', async (_what, age) => {
    const folders = await makeFolders();
    const clock = new FakeClock();
    const first = await startTestApp(OPTIONS, { folders, clock });
    const folder = join(folders.source, 'Copied');
    await putFrames(folder, { names: [frameName(1), frameName(2)], secondsAgo: age });
    const found = await first.waitForStatus('Copied', 'discovered');
    const add = async (app: TestApp, number: number): Promise<void> => {
      clock.advance(500_000);
      await putFrames(folder, { names: [frameName(number)], from: number, secondsAgo: age - number });
      await untilSeen(app, found.id, number);
      expect(secondsLeft(await app.one(found.id), clock)).toBeGreaterThan(550);
    };
    for (const number of [3, 4, 5]) await add(first, number);
    const before = await first.one(found.id);
    await first.stop();
    const second = await startTestApp(OPTIONS, { folders, clock });
    expect((await second.one(found.id)).auto_process_eligible_at).toBe(before.auto_process_eligible_at);
    for (const number of [6, 7]) await add(second, number);
    clock.advance(601_000);
    const done = await second.waitForCompleted('Copied');
    expect(done.image_count).toBe(7);
    expect(first.live.all('timelapse.processing')).toHaveLength(0);
    expect(second.live.all('timelapse.processing')).toHaveLength(1);
  });

  test('rule 2: one frame dated tomorrow does not start a folder that is still being filled [1.11]', async () => {
    const clock = new FakeClock();
    const app = await startTestApp(OPTIONS, { clock });
    const folder = join(app.folders.source, 'Tomorrow');
    await putFrames(folder, { frames: 3, secondsAgo: -86_400 });
    const found = await app.waitForStatus('Tomorrow', 'discovered');
    for (const number of [4, 5, 6]) {
      clock.advance(500_000);
      await putFrames(folder, { names: [frameName(number)], from: number });
      await untilSeen(app, found.id, number);
      expect(secondsLeft(await app.one(found.id), clock)).toBeGreaterThan(550);
    }
    expect(app.live.statuses(found.id)).not.toContain('pending');
  });

  test('rule 2: old frames far apart wait an hour at most [1.11]', async () => {
    const app = await startTestApp(OPTIONS);
    const folder = join(app.folders.source, 'Days apart');
    await putFrames(folder, { frames: 2, secondsAgo: 3 * 86_400 });
    await putFrames(folder, { names: [frameName(3)] });
    const found = await app.waitForStatus('Days apart', 'discovered');
    expect(seconds(found.auto_process_eligible_at) - Date.now() / 1000).toBeLessThanOrEqual(3600);
  });

  test('rule 2: a clock that was ahead holds nothing back once it is right again [1.11]', async () => {
    const clock = new FakeClock();
    const app = await startTestApp(OPTIONS, { clock });
    // What comes after a scan has only just come, whatever its times say.
    await app.scan(1);
    clock.advance(86_400_000);
    const folder = join(app.folders.source, 'Clock');
    await putFrames(folder);
    const found = await app.waitForStatus('Clock', 'discovered');
    clock.advance(-86_400_000);
    await waitFor('the countdown', async () => {
      const { auto_process_eligible_at: at } = await app.one(found.id);
      return seconds(at) - Date.now() / 1000 <= 600;
    });
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
      { clock, times: LOOKS_BY_HAND },
    );
    const folder = join(app.folders.source, 'Growing');
    await putFrames(folder, { secondsAgo: 3 });
    const last = join(folder, frameName(12));
    const time = new Date(Date.now() - 3000);
    await app.scan(1);
    const found = await app.waitForStatus('Growing', 'discovered');
    // Written on and on, with its time set back by the copying program each time.
    for (let round = 0; round < 6; round += 1) {
      await appendFile(last, Buffer.alloc(100));
      await utimes(last, time, time);
      clock.advance(2000);
      await app.scan(1);
      expect((await app.one(found.id)).status, `round ${round}`).toBe('discovered');
    }
    clock.advance(6000);
    await app.scan();
    await app.waitForCompleted('Growing');
  });

  test('rule 3: frames that are only taken away start nothing', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('foreign.sh') });
    const folder = join(app.folders.source, 'Thinned');
    await putFrames(folder, { secondsAgo: 100 });
    const done = await app.waitForCompleted('Thinned');
    await rm(join(folder, frameName(12)));
    await waitFor('the smaller count', async () => (await app.one(done.id)).image_count === 11);
    await app.scan();
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
