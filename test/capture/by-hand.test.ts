import { existsSync } from 'node:fs';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pictureHeaderSize } from '../../src/media/picture-header.ts';
import type { WireCapture } from '../../src/shared/capture.ts';
import type { WireHealth } from '../../src/shared/system.ts';
import { type FakeCamera, type Mood, startFakeCamera } from '../fakes/fake-camera.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

/** A picture every fiftieth of a second, and as many scans. */
const FAST = { times: { secondMs: 20 } };

async function startCapture(app: TestApp, camera: FakeCamera, more: object = {}): Promise<WireCapture> {
  const body = { name: 'Plant', still_image_url: camera.url, interval_seconds: 1, ...more };
  const answer = await app.request('POST', '/captures', body);
  expect(answer.status).toBe(201);
  return (await answer.json()) as WireCapture;
}

async function captureNow(app: TestApp, id: string): Promise<WireCapture> {
  const captures = await app.get<WireCapture[]>('/captures');
  return captures.find((each) => each.id === id)!;
}

function untilCapture(app: TestApp, id: string, what: string, test: (capture: WireCapture) => boolean) {
  return waitFor(what, async () => {
    const capture = await captureNow(app, id);
    return test(capture) ? capture : null;
  });
}

async function stopCapture(app: TestApp, { id }: WireCapture): Promise<WireCapture> {
  const answer = await app.request('POST', `/captures/${id}/stop`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as WireCapture;
}

async function picturesOf(app: TestApp, { folder_name: name }: WireCapture): Promise<string[]> {
  const names = await readdir(join(app.folders.source, name)).catch(() => []);
  return names.filter((each) => /^\d{6}\.jpg$/.test(each)).toSorted();
}

const noticesOf = async (app: TestApp) => {
  const { notices } = await app.get<WireHealth>('/health');
  return notices.filter(({ area }) => area === 'capture');
};

describe('a capture started by hand', () => {
  it('takes pictures until it is stopped, and is a video at once', async () => {
    const camera = await startFakeCamera();
    const app = await startTestApp({ timelapse_auto_process_timeout: 3600 }, FAST);
    const capture = await startCapture(app, camera);
    expect(capture).toMatchObject({ name: 'Plant', state: 'capturing', camera: new URL(camera.url).host });
    expect(capture.folder_name).toMatch(/^Plant \d{4}-\d\d-\d\d \d\d-\d\d$/);
    const taken = await untilCapture(app, capture.id, 'pictures', (each) => each.image_count >= 8);
    expect(taken.problem).toBeNull();
    const over = await stopCapture(app, capture);
    expect(over).toMatchObject({ state: 'closed', ended_because: 'stopped' });
    const pictures = await picturesOf(app, capture);
    expect(pictures).toHaveLength(over.image_count);
    const video = await app.waitForCompleted(capture.folder_name);
    expect(video).toMatchObject({ image_count: pictures.length, capture_id: null });
    expect(await captureNow(app, capture.id)).toMatchObject({ timelapse_id: video.id });
    expect(camera.mostAtOnce).toBe(1);
    const log = await readFile(join(app.folders.source, capture.folder_name, '.capture.jsonl'), 'utf8');
    expect(
      log
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { name: string }).name),
    ).toEqual(pictures);
  });

  it('is not rendered before it is over, however long no picture comes', async () => {
    const camera = await startFakeCamera();
    const app = await startTestApp({ timelapse_auto_process_timeout: 1 }, FAST);
    const capture = await startCapture(app, camera);
    await untilCapture(app, capture.id, 'pictures', ({ image_count: count }) => count >= 5);
    camera.mood = 'silent';
    const found = await app.waitForStatus(capture.folder_name, 'discovered');
    expect(found).toMatchObject({ capture_id: capture.id, auto_process_eligible_at: null });
    await waitFor(
      'its quiet period to be over',
      () => Date.parse(found.last_image_detected_at!) + 2000 < Date.now(),
    );
    await app.scan();
    expect(await app.one(found.id)).toMatchObject({ status: 'discovered' });
    await stopCapture(app, capture);
    await app.waitForCompleted(capture.folder_name);
  });

  it('is followed by live events', async () => {
    const camera = await startFakeCamera();
    const app = await startTestApp({}, FAST);
    await app.live.waitForEvent('snapshot');
    const capture = await startCapture(app, camera);
    await app.live.waitForEvent(
      'capture.changed',
      ({ id, state }) => id === capture.id && state === 'capturing',
    );
    await untilCapture(app, capture.id, 'a picture', ({ image_count: count }) => count > 0);
    await stopCapture(app, capture);
    await app.live.waitForEvent('capture.changed', ({ state }) => state === 'closed');
  });

  it('goes on in the same folder after a restart, and is one video', async () => {
    const camera = await startFakeCamera();
    const first = await startTestApp({}, FAST);
    const capture = await startCapture(first, camera);
    await untilCapture(first, capture.id, 'pictures', ({ image_count: count }) => count >= 5);
    await first.stop();
    const before = await picturesOf(first, capture);
    // What a crash leaves.
    const folder = join(first.folders.source, capture.folder_name);
    await writeFile(join(folder, '999999.jpg.tmp'), 'half');
    await writeFile(join(folder, '.capture.jsonl'), '{"name":"00', { flag: 'a' });
    const app = await startTestApp({}, { ...FAST, folders: first.folders });
    await untilCapture(app, capture.id, 'more', ({ image_count: count }) => count >= before.length + 5);
    await stopCapture(app, capture);
    const pictures = await picturesOf(app, capture);
    expect(pictures.slice(0, before.length)).toEqual(before);
    expect(await readdir(app.folders.source)).toEqual([capture.folder_name]);
    expect(existsSync(join(folder, '999999.jpg.tmp'))).toBe(false);
    expect(await app.waitForCompleted(capture.folder_name)).toMatchObject({ image_count: pictures.length });
  });

  it('that was stopped just before the app ended is a video after the next start', async () => {
    const camera = await startFakeCamera();
    // Nothing is handed over while the folder is not watched.
    const first = await startTestApp({ timelapse_enabled: false }, FAST);
    const capture = await startCapture(first, camera);
    await untilCapture(first, capture.id, 'pictures', ({ image_count: count }) => count >= 3);
    await stopCapture(first, capture);
    await first.stop();
    const options = { timelapse_auto_process_timeout: 3600 };
    const app = await startTestApp(options, { ...FAST, folders: first.folders });
    await app.waitForCompleted(capture.folder_name);
  });

  it('never holds more pictures than allowed, evenly spread', async () => {
    const camera = await startFakeCamera();
    const app = await startTestApp({}, { times: { secondMs: 10 } });
    const capture = await startCapture(app, camera, { max_pictures: 50 });
    let most = 0;
    await untilCapture(
      app,
      capture.id,
      'the interval to double twice',
      ({ interval_seconds, image_count }) => {
        most = Math.max(most, image_count);
        return interval_seconds >= 4;
      },
    );
    expect(most).toBeLessThanOrEqual(50);
    const { interval_seconds: interval } = await stopCapture(app, capture);
    expect(interval).toBeGreaterThanOrEqual(4);
    expect((await picturesOf(app, capture)).length).toBeLessThanOrEqual(50);
    await app.waitForCompleted(capture.folder_name);
  });

  it('takes the first picture of a stream, and logs in to a camera', async () => {
    const camera = await startFakeCamera();
    camera.mood = 'stream';
    const app = await startTestApp({}, FAST);
    const url = camera.url.replace('//', '//us%40er:p%25w@');
    const capture = await startCapture(app, camera, { still_image_url: url });
    expect(JSON.stringify(capture)).not.toContain('p%25w');
    await untilCapture(app, capture.id, 'pictures', ({ image_count: count }) => count >= 3);
    expect(camera.authorization).toBe(`Basic ${Buffer.from('us@er:p%w').toString('base64')}`);
    await stopCapture(app, capture);
  });

  it.each([
    [{ name: 'x' }, 'camera'],
    [{ name: 'x', camera: 'camera.a', still_image_url: 'http://a/' }, 'camera'],
    [{ name: 'x', camera: 'light.a' }, 'camera'],
    [{ name: 'x', still_image_url: 'file:///etc/passwd' }, 'still_image_url'],
    [{ name: 'x', still_image_url: 'http://' }, 'still_image_url'],
    [{ name: ' ', still_image_url: 'http://a/' }, 'name'],
    [{ name: 'x', still_image_url: 'http://a/', interval_seconds: 0 }, 'interval_seconds'],
    [{ name: 'x', still_image_url: 'http://a/', max_pictures: 49 }, 'max_pictures'],
    [{ name: 'x', still_image_url: 'http://a/', speed: 1 }, 'speed'],
  ])('is refused with the field for %j', async (body, field) => {
    const app = await startTestApp();
    const answer = await app.request('POST', '/captures', body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 'invalid_request', detail: { field } } });
  });
});

describe('a camera that', () => {
  it.each<[Mood, string]>([
    ['error', 'http_error'],
    ['html', 'no_picture'],
    ['empty', 'empty'],
    ['half', 'no_picture'],
    ['flat', 'flat'],
    ['speck', 'flat'],
    ['black_with_mark', 'flat'],
    ['larger', 'other_size'],
    ['repeats', 'same'],
    ['silent', 'no_answer'],
  ])('answers with %s gets none of it into the folder, and stalls no other', async (mood, reason) => {
    const [bad, good] = [await startFakeCamera(), await startFakeCamera()];
    // Where it is to be waited for, not for long.
    const times = { secondMs: 20, ...(mood === 'silent' ? { cameraMs: 100 } : {}) };
    const app = await startTestApp({}, { times });
    const capture = await startCapture(app, bad);
    await untilCapture(app, capture.id, 'pictures', ({ image_count: count }) => count >= 4);
    bad.mood = mood;
    const { problem, refused } = await untilCapture(
      app,
      capture.id,
      'a problem',
      (each) => each.problem !== null,
    );
    expect(problem).toMatchObject({ code: reason });
    expect(refused[reason as keyof typeof refused]).toBeGreaterThanOrEqual(5);
    const kept = await picturesOf(app, capture);
    const other = await startCapture(app, good, { name: 'Other' });
    await untilCapture(app, other.id, 'the other camera', ({ image_count: count }) => count >= 20);
    for (const name of await picturesOf(app, capture)) {
      const bytes = await readFile(join(app.folders.source, capture.folder_name, name));
      expect(pictureHeaderSize(bytes, 'jpeg')).toEqual({ width: 320, height: 240 });
    }
    expect((await picturesOf(app, capture)).length - kept.length).toBeLessThanOrEqual(1);
    expect(await noticesOf(app)).toMatchObject([{ code: 'capture_problem', facts: { problem: reason } }]);
    await stopCapture(app, capture);
    expect(await noticesOf(app)).toEqual([]);
    await app.waitForCompleted(capture.folder_name);
  });

  it('works again ends its problem', async () => {
    const camera = await startFakeCamera();
    const app = await startTestApp({}, { times: { secondMs: 20 } });
    const capture = await startCapture(app, camera);
    await untilCapture(app, capture.id, 'pictures', ({ image_count: count }) => count >= 4);
    camera.mood = 'html';
    await untilCapture(app, capture.id, 'a problem', (each) => each.problem !== null);
    camera.mood = 'picture';
    await untilCapture(app, capture.id, 'the end of it', (each) => each.problem === null);
    expect(await noticesOf(app)).toEqual([]);
  });
});

it('a source folder that is away is not written to, and the capture goes on when it is back', async () => {
  const camera = await startFakeCamera();
  const app = await startTestApp({}, FAST);
  const capture = await startCapture(app, camera);
  await untilCapture(app, capture.id, 'pictures', ({ image_count: count }) => count >= 4);
  const away = `${app.folders.source}-away`;
  await rename(app.folders.source, away);
  await untilCapture(app, capture.id, 'a problem', ({ problem }) => problem?.code === 'folder');
  expect(existsSync(app.folders.source)).toBe(false);
  await rename(away, app.folders.source);
  const before = await picturesOf(app, capture);
  await untilCapture(app, capture.id, 'pictures again', (each) => each.image_count > before.length);
  await stopCapture(app, capture);
  await app.waitForCompleted(capture.folder_name);
});
