import { createHash } from 'node:crypto';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WireFlickerCurve } from '../../src/shared/flicker.ts';
import type { WireRecipeView } from '../../src/shared/recipe.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { barsOf } from '../helpers/overlay-bars.ts';
import { H264, makePrintedVideo, MJPEG } from '../helpers/printed-video.ts';
import { engine, makeFolders, startTestApp, type TestApp, type TestFolders } from '../helpers/start-app.ts';
import { startProcess } from '../helpers/start-process.ts';
import { probeField } from '../helpers/video-luma.ts';
import { waitFor } from '../helpers/wait-for.ts';

async function sumOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

async function startWithPrinted(
  name: string,
  codec: readonly string[],
  options: Parameters<typeof startTestApp>[0] = {},
): Promise<{ app: TestApp; folders: TestFolders; whole: WireTimelapse }> {
  const folders = await makeFolders();
  makePrintedVideo(join(folders.source, name), codec);
  const app = await startTestApp(options, { folders });
  return { app, folders, whole: await app.waitForCompleted(name.replace(/\.\w+$/, '')) };
}

function put(app: TestApp, id: string, recipe: unknown): Promise<Response> {
  return app.request('PUT', `/timelapses/${id}/recipe`, recipe);
}

async function process(app: TestApp, id: string): Promise<WireTimelapse> {
  const started = Date.now();
  expect((await app.request('POST', `/timelapses/${id}/process`)).status).toBe(202);
  await app.live.waitForEvent(
    'timelapse.completed',
    (data) => data.id === id && Date.parse(data.processing_completed_at ?? '') >= started,
  );
  return app.one(id);
}

async function refusalOf(answer: Response): Promise<[number, string]> {
  const { error } = (await answer.json()) as { error: { code: string } };
  return [answer.status, error.code];
}

describe('a video that was taken in', () => {
  test.each([
    ['Printed.avi', MJPEG],
    ['Plays.mp4', H264],
  ])('%s loses its flicker in a new version, and comes back whole', async (name, codec) => {
    const { app, folders, whole } = await startWithPrinted(name, codec);
    const stem = name.replace(/\.\w+$/, '');
    const before = await sumOf(join(folders.source, name));
    const wholeSum = await sumOf(whole.output_video_path!);
    const view = await app.get<WireRecipeView>(`/timelapses/${whole.id}/recipe`);
    expect(view).toMatchObject({
      options: { deflicker: 'off', steady: 'off', target_seconds: 0, fps: 30, hold_last_frame_seconds: 0 },
      differs_from_video: false,
      unsupported: [],
      whole_video: { duration: 2, width: 160, height: 128, fps: 30, is_cut: false },
    });

    const saved = await put(app, whole.id, { deflicker: 'strong', quality: 12 });
    expect(saved.status).toBe(200);
    expect(((await saved.json()) as WireRecipeView).differs_from_video).toBe(true);
    const better = await process(app, whole.id);
    expect(better).toMatchObject({
      ...{ origin: 'video', video_duration: 2, fps: 30, width: 160, height: 128, image_count: 60 },
      output_video_path: join(folders.output, `${stem} (edited).mp4`),
      error_code: null,
    });
    expect(better.flicker_before).toBeGreaterThan(4);
    expect(better.flicker_after).toBeLessThan(better.flicker_before! / 6);
    expect(await probeField(better.output_video_path!, 'nb_frames')).toBe('60');
    expect(await sumOf(join(folders.output, `${stem}.mp4`))).toBe(wholeSum);
    expect(await sumOf(join(folders.source, name))).toBe(before);
    const flicker = await app.get<WireFlickerCurve>(`/timelapses/${whole.id}/flicker`);
    expect(flicker.frames.length).toBe(60);
    const now = await app.get<WireRecipeView>(`/timelapses/${whole.id}/recipe`);
    expect(now).toMatchObject({ differs_from_video: false, whole_video: { is_cut: true } });

    expect((await app.request('DELETE', `/timelapses/${whole.id}/recipe`)).status).toBe(204);
    const again = await process(app, whole.id);
    expect(again).toMatchObject({ output_video_path: whole.output_video_path, flicker_before: null });
    expect(await readdir(folders.output)).toEqual([basename(whole.output_video_path!)]);
    expect(await sumOf(whole.output_video_path!)).toBe(wholeSum);
  });

  test('is cut, turned, cropped and sped up, by the bundled engine whatever else is in use', async () => {
    const { app, folders, whole } = await startWithPrinted('Rocket.avi', MJPEG, {
      timelapse_flickerfree_path: engine('fail.sh'),
    });
    const recipe = {
      ...{ first_frame: '0.5', last_frame: '1.5', rotate: 90, speed: 2 },
      crop: { x: 0, y: 0, width: 1, height: 0.5 },
    };
    expect((await put(app, whole.id, recipe)).status).toBe(200);
    const turned = await process(app, whole.id);
    expect(turned).toMatchObject({ width: 64, height: 160, fps: 60, video_duration: 0.5 });
    // Only cut, it is a part of the whole, and what was made before is gone.
    await put(app, whole.id, { last_frame: '1' });
    const cut = await process(app, whole.id);
    expect(cut).toMatchObject({ width: 160, height: 128, flicker_after: null });
    expect(cut.video_duration).toBeCloseTo(1, 0);
    expect((await readdir(folders.output)).length).toBe(2);
  });

  test('shows title and progress in its picture, and in the whole one not', async () => {
    const { app, whole } = await startWithPrinted('Plays.mp4', H264);
    const onlyBar = { title: false, elapsed: false, layer: false, temperatures: 'none' };
    const hasOverlay = async () =>
      (await app.get<WireRecipeView>(`/timelapses/${whole.id}/recipe`)).has_overlay;
    expect((await put(app, whole.id, { overlay: onlyBar, deflicker: 'off' })).status).toBe(200);
    const drawn = barsOf((await process(app, whole.id)).output_video_path!);
    expect([drawn[0], drawn[30], drawn[59]].map((bar) => Math.round(10 * bar!))).toEqual([0, 5, 10]);
    expect(await hasOverlay()).toBe(true);
    await put(app, whole.id, { first_frame: '0.5' });
    const cut = barsOf((await process(app, whole.id)).output_video_path!);
    expect(Math.max(...cut)).toBeLessThan(0.1);
    expect(await hasOverlay()).toBe(false);
  });

  test('is refused what it has not got, in words', async () => {
    const { app, whole } = await startWithPrinted('Rocket.avi', MJPEG);
    const refused = async (recipe: unknown) => {
      const answer = await put(app, whole.id, recipe);
      const { error } = (await answer.json()) as { error: { detail: { field: string; problem: string } } };
      return [answer.status, error.detail.field, error.detail.problem];
    };
    const names = { excluded_frames: ['frame_0001.jpg'] };
    expect(await refused(names)).toEqual([400, 'excluded_frames', 'no_names']);
    expect(await refused({ deflicker: 'strong', last_frame: '9' })).toEqual([
      400,
      'last_frame',
      'beyond_end',
    ]);
    const crop = { x: 0, y: 0, width: 0.2, height: 1 };
    expect(await refused({ crop })).toEqual([400, 'crop.width', 'crop_too_small']);
  });

  test('is made of the MP4 when the original is gone, and says so when both are', async () => {
    const { app, folders, whole } = await startWithPrinted('Rocket.avi', MJPEG);
    await rm(join(folders.source, 'Rocket.avi'));
    await put(app, whole.id, { deflicker: 'strong' });
    const better = await process(app, whole.id);
    expect(better.flicker_after).toBeLessThan(better.flicker_before! / 4);
    for (const name of await readdir(folders.output)) await rm(join(folders.output, name));
    expect(await refusalOf(await app.request('POST', `/timelapses/${whole.id}/process`))).toEqual([
      409,
      'video_gone',
    ]);
    expect(await refusalOf(await put(app, whole.id, { steady: 'strong' }))).toEqual([409, 'video_gone']);
  });

  test('is made of the MP4 when the original is no video any more, and lost nowhere', async () => {
    const { app, folders, whole } = await startWithPrinted('Rocket.avi', MJPEG);
    const path = join(folders.source, 'Rocket.avi');
    const { length } = await readFile(path);
    await app.request('POST', '/queue/pause');
    await put(app, whole.id, { deflicker: 'strong' });
    expect((await app.request('POST', `/timelapses/${whole.id}/process`)).status).toBe(202);
    // Of the same size, so that nothing else tells it from the one that was taken in.
    await writeFile(path, Buffer.alloc(length));
    await app.request('POST', '/queue/resume');
    const better = await app.waitForCompleted('Rocket');
    expect(better.flicker_after).toBeLessThan(better.flicker_before! / 4);
    expect((await readdir(folders.output)).toSorted()).toEqual(['Rocket (edited).mp4', 'Rocket.mp4']);
  });

  test('keeps its old version when the new one fails', async () => {
    const { app, folders, whole } = await startWithPrinted('Rocket.avi', MJPEG);
    await put(app, whole.id, { deflicker: 'strong' });
    const better = await process(app, whole.id);
    const sums = new Map<string, string>();
    for (const name of await readdir(folders.output)) sums.set(name, await sumOf(join(folders.output, name)));
    // Half of it is left: what was made of it is broken too.
    await rm(join(folders.source, 'Rocket.avi'));
    await truncate(whole.output_video_path!, 300);
    await put(app, whole.id, { deflicker: 'light' });
    await app.request('POST', `/timelapses/${whole.id}/process`);
    const failed = await app.waitForStatus('Rocket', 'failed');
    expect(failed).toMatchObject({
      error_code: 'unreadable_video',
      video_exists: true,
      output_video_path: better.output_video_path,
    });
    const name = basename(better.output_video_path!);
    expect(await sumOf(better.output_video_path!)).toBe(sums.get(name));
    expect((await readdir(folders.output)).toSorted()).toEqual([...sums.keys()].toSorted());
  });

  test('killed in the middle, the new version is made at the next start, and the old one stays', async () => {
    const folders = await makeFolders();
    const path = join(folders.source, 'Long.avi');
    makePrintedVideo(path, MJPEG, { seconds: 20, size: '320x240' });
    await writeFile(join(folders.data, 'options.json'), JSON.stringify({ video: { preset: 'veryfast' } }));
    const app = startProcess(folders);
    const url = await app.ready();
    const whole = await waitFor('it to be completed', async () => {
      const [each] = await app.list();
      return each?.status === 'completed' ? each : null;
    });
    const wholeSum = await sumOf(whole.output_video_path!);
    const call = (method: string, what: string, body?: unknown) =>
      fetch(`${url}/api/v1/timelapses/${whole.id}/${what}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
    expect((await call('PUT', 'recipe', { deflicker: 'strong' })).status).toBe(200);
    expect((await call('POST', 'process')).status).toBe(202);
    await waitFor('a partial video', async () =>
      (await readdir(folders.output)).some((name) => name.startsWith('.timelapse-')) ? true : null,
    );
    await app.end('SIGKILL');
    expect(await sumOf(whole.output_video_path!)).toBe(wholeSum);

    const next = startProcess(folders);
    await next.ready();
    const made = await waitFor('the new version', async () => {
      const [each] = await next.list();
      return each?.status === 'completed' && each.flicker_after !== null ? each : null;
    });
    expect(made.output_video_path).toBe(join(folders.output, 'Long (edited).mp4'));
    expect((await readdir(folders.output)).toSorted()).toEqual(['Long (edited).mp4', 'Long.mp4']);
    expect(await sumOf(whole.output_video_path!)).toBe(wholeSum);
    expect(await readdir(join(folders.data, 'renders')).catch(() => [])).toEqual([]);
    await next.end('SIGTERM');
  });
});
