import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WireFrame, WirePreset, WireRecipe, WireRecipeView } from '../../src/shared/recipe.ts';
import { frameName, putFrames, writeGreyFrame } from '../fixtures/make-frames.ts';
import { decodePicture } from '../helpers/decode-picture.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';
import { probeField } from '../helpers/video-luma.ts';
import { BY_HAND, render, startWithFolders, startWithVideo } from '../helpers/with-video.ts';

const BUNDLED = { timelapse_auto_process_timeout: 0, timelapse_flickerfree_path: '/nowhere/do_timelapse.sh' };

function recipeOf(app: TestApp, id: string): Promise<WireRecipeView> {
  return app.get(`/timelapses/${id}/recipe`);
}

async function save(app: TestApp, id: string, recipe: WireRecipe): Promise<WireRecipeView> {
  const answer = await app.request('PUT', `/timelapses/${id}/recipe`, recipe);
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  return JSON.parse(text) as WireRecipeView;
}

describe('a recipe', () => {
  test('is saved, survives a restart, and is gone when it is deleted [4.2]', async () => {
    const { app, found } = await startWithFolders(['Owl']);
    const { id } = found[0]!;
    expect((await recipeOf(app, id)).recipe).toMatchObject({ target_seconds: null, excluded_frames: [] });
    const wanted = {
      first_frame: 'frame_0003.jpg',
      crop: { x: 0.25, y: 0, width: 0.5, height: 1 },
      speed: 2,
    };
    expect((await save(app, id, wanted)).recipe).toMatchObject(wanted);
    await app.live.waitForEvent('timelapse.updated', (data) => data.id === id);
    await app.stop();
    const again = await startTestApp(BY_HAND, { folders: app.folders });
    expect((await recipeOf(again, id)).recipe).toMatchObject({ ...wanted, rotate: null });
    expect((await again.request('DELETE', `/timelapses/${id}/recipe`)).status).toBe(204);
    expect((await recipeOf(again, id)).recipe).toMatchObject({ first_frame: null, crop: null, speed: null });
  });

  test('comes back with a timelapse that was deleted by mistake [4.2]', async () => {
    const { app, found } = await startWithFolders(['Owl']);
    const { id } = found[0]!;
    await save(app, id, { rotate: 180 });
    await app.request('DELETE', `/timelapses/${id}`);
    expect((await app.request('GET', `/timelapses/${id}/recipe`)).status).toBe(404);
    await app.stop();
    const again = await startTestApp(BY_HAND, { folders: app.folders });
    await again.request('POST', `/timelapses/${id}/restore`);
    expect((await recipeOf(again, id)).recipe.rotate).toBe(180);
  });

  test('decides how the next video is made; the old one stays until then [4.2]', async () => {
    const { app, done } = await startWithVideo('Owl', BUNDLED);
    expect((await recipeOf(app, done.id)).differs_from_video).toBe(false);
    const wanted = { fps: 6, hold_last_frame_seconds: 0, quality: 40 };
    expect((await save(app, done.id, wanted)).differs_from_video).toBe(true);
    expect(await app.one(done.id)).toMatchObject({
      output_video_path: done.output_video_path,
      video_exists: true,
    });
    expect(await render(app, done)).toMatchObject({ fps: 6, video_duration: 2 });
    expect((await recipeOf(app, done.id)).differs_from_video).toBe(false);
    await app.request('DELETE', `/timelapses/${done.id}/recipe`);
    expect((await recipeOf(app, done.id)).differs_from_video).toBe(true);
  });

  test('says which of its pictures are gone, and still holds by name when others come [4.2]', async () => {
    const { app, found } = await startWithFolders(['Owl']);
    const { id, source_folder: folder } = found[0]!;
    await save(app, id, { last_frame: 'frame_0006.jpg', excluded_frames: ['frame_0002.jpg'] });
    await putFrames(folder, { names: ['frame_0020.jpg', 'frame_0021.jpg'] });
    await rm(join(folder, 'frame_0002.jpg'));
    const view = await recipeOf(app, id);
    expect(view.missing_frames).toEqual(['frame_0002.jpg']);
    expect(view.recipe).toMatchObject({ last_frame: 'frame_0006.jpg', excluded_frames: ['frame_0002.jpg'] });
    const done = await render(app, found[0]!);
    expect(await probeField(done.output_video_path!, 'nb_frames')).toBe('5');
  });

  test.each([
    ['one that knows nothing of it, from links', BY_HAND, ['rotate'], [160, 120]],
    ['the bundled one', BUNDLED, [], [120, 160]],
  ])('trims and leaves out by engine: %s [4.2]', async (_, options, unsupported, [width, height]) => {
    const video = { target_seconds: 0, fps: 12, hold_last_frame_seconds: 0 };
    const { app, found } = await startWithFolders(['Owl & "Söhne"'], { ...options, video });
    const { id } = found[0]!;
    const view = await save(app, id, {
      first_frame: 'frame_0003.jpg',
      last_frame: 'frame_0010.jpg',
      excluded_frames: ['frame_0005.jpg', 'frame_0006.jpg'],
      rotate: 90,
    });
    expect(view.unsupported.filter((field) => field === 'rotate')).toEqual(unsupported);
    expect(view.unsupported).not.toContain('first_frame');
    const done = await render(app, found[0]!);
    expect(await probeField(done.output_video_path!, 'nb_frames')).toBe('6');
    expect(done).toMatchObject({ width, height });
    // The pictures themselves are where they were.
    expect((await app.one(id)).image_count).toBe(12);
  });

  test.each([
    ['one that knows nothing of it', BY_HAND],
    ['the bundled one', BUNDLED],
  ])(
    'that leaves nothing, since other pictures are gone, says so by engine: %s [4.2]',
    async (_, options) => {
      const { app, found } = await startWithFolders(['Owl'], options);
      const { id, source_folder: folder } = found[0]!;
      const excluded = Array.from({ length: 11 }, (__, index) => frameName(index + 2));
      await save(app, id, { excluded_frames: excluded });
      await rm(join(folder, frameName(1)));
      await app.request('POST', `/timelapses/${id}/process`);
      const failed = await app.waitForStatus('Owl', 'failed');
      expect(failed).toMatchObject({ error_code: 'no_frames', retry_count: 0 });
      expect(failed.error_detail).toMatch(/^No frames are left: /m);
    },
  );

  test('of a timelapse whose pictures are gone is answered with the reason [4.2]', async () => {
    const { app, found } = await startWithFolders(['Owl']);
    const { id, source_folder: folder } = found[0]!;
    await render(app, found[0]!);
    await rename(folder, join(app.folders.data, 'elsewhere'));
    await app.scan();
    const answer = await app.request('PUT', `/timelapses/${id}/recipe`, { rotate: 90 });
    expect(answer.status).toBe(409);
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    expect(error).toMatchObject({ code: 'source_missing', message: expect.stringContaining('"Owl"') });
  });
});

describe('a preset', () => {
  const listed = async (app: TestApp) => app.get<WirePreset[]>('/presets');

  test('can be saved, used, changed and deleted; recipes that build on it keep what it set [4.2]', async () => {
    const { app, found } = await startWithFolders(['Owl'], BUNDLED);
    const { id } = found[0]!;
    expect((await listed(app)).map((preset) => preset.id)).toEqual(['standard', 'short', 'archive']);
    const mine = { name: ' Für Mama ', recipe: { fps: 4, hold_last_frame_seconds: 0 } };
    const created = (await (await app.request('POST', '/presets', mine)).json()) as WirePreset;
    expect(created).toMatchObject({ name: 'Für Mama', built_in: false });
    await save(app, id, { preset_id: created.id, quality: 40 });
    expect(await render(app, found[0]!)).toMatchObject({ fps: 4, video_duration: 3 });

    const changed = { name: 'Für Papa', recipe: { fps: 6, hold_last_frame_seconds: 0 } };
    expect((await app.request('PUT', `/presets/${created.id}`, changed)).status).toBe(200);
    expect((await recipeOf(app, id)).differs_from_video).toBe(true);
    expect((await app.request('DELETE', `/presets/${created.id}`)).status).toBe(204);
    expect((await recipeOf(app, id)).recipe).toMatchObject({ preset_id: null, fps: 6, quality: 40 });
    await app.request('POST', `/timelapses/${id}/process`);
    await app.live.waitForEvent('timelapse.completed', (data) => data.fps === 6 && data.video_duration === 2);
  });

  test.each(['standard', 'short', 'archive'])(
    '"%s" comes with the app and stays as it is [4.2]',
    async (id) => {
      const app = await startTestApp(BY_HAND);
      expect((await app.request('DELETE', `/presets/${id}`)).status).toBe(409);
      expect((await app.request('PUT', `/presets/${id}`, { name: 'x', recipe: {} })).status).toBe(409);
      expect(await listed(app)).toHaveLength(3);
    },
  );

  test.each([
    [{ name: '', recipe: {} }, 'name'],
    [{ name: 'x'.repeat(61), recipe: {} }, 'name'],
    [{ recipe: {} }, 'name'],
    [{ name: 'Mine' }, 'recipe'],
    [{ name: 'Mine', recipe: { first_frame: 'a.jpg' } }, 'recipe.first_frame'],
    [{ name: 'Mine', recipe: { speed: 0 } }, 'recipe.speed'],
  ])('%j is refused with its field [4.2]', async (preset, field) => {
    const app = await startTestApp(BY_HAND);
    const answer = await app.request('POST', '/presets', preset);
    const { error } = (await answer.json()) as { error: { detail: { field: string } } };
    expect([answer.status, error.detail.field]).toEqual([400, field]);
    expect(await listed(app)).toHaveLength(3);
  });

  test('has a name of its own, whatever the case [4.2]', async () => {
    const app = await startTestApp(BY_HAND);
    for (const name of ['Mine', 'Other']) await app.request('POST', '/presets', { name, recipe: {} });
    for (const name of ['mine', 'MÍNE', 'ARCHIVE'])
      expect((await app.request('POST', '/presets', { name, recipe: {} })).status).toBe(409);
    const other = (await listed(app)).find((preset) => preset.name === 'Other')!;
    const rename = (name: string) => app.request('PUT', `/presets/${other.id}`, { name, recipe: {} });
    expect((await rename('Mine')).status).toBe(409);
    expect((await rename('OTHER')).status).toBe(200);
  });
});

describe('the pictures of a timelapse', () => {
  test('are listed in the order of the video, in pages, with what is left out [4.2]', async () => {
    const { app, found } = await startWithFolders(['Owl']);
    const { id } = found[0]!;
    await save(app, id, { first_frame: 'frame_0002.jpg', excluded_frames: ['frame_0004.jpg'] });
    const answer = await app.request('GET', `/timelapses/${id}/frames?limit=4&offset=0`);
    expect(answer.headers.get('x-total-count')).toBe('12');
    const frames = (await answer.json()) as WireFrame[];
    expect(frames.map(({ n, name, state }) => [n, name, state])).toEqual([
      [1, 'frame_0001.jpg', 'excluded'],
      [2, 'frame_0002.jpg', 'good'],
      [3, 'frame_0003.jpg', 'good'],
      [4, 'frame_0004.jpg', 'excluded'],
    ]);
    expect(frames[0]).toMatchObject({ chosen: null, light: null, layer: null });
    expect(frames[0]!.size_bytes).toBeGreaterThan(100);
    const rest = await app.get<WireFrame[]>(`/timelapses/${id}/frames?limit=4&offset=10`);
    expect(rest.map(({ n }) => n)).toEqual([11, 12]);
  });

  test('that could not be read are marked with the reason [4.2]', async () => {
    const { app, found } = await startWithFolders(['Owl'], BUNDLED);
    const { id, source_folder: folder } = found[0]!;
    await writeFile(join(folder, 'frame_0005.jpg'), 'no picture');
    await render(app, found[0]!);
    const frames = await app.get<WireFrame[]>(`/timelapses/${id}/frames`);
    expect(frames[4]).toMatchObject({ name: 'frame_0005.jpg', state: 'unreadable' });
    expect(frames[4]!.reason).toMatch(/\w+/);
    expect(frames.filter(({ state }) => state === 'good')).toHaveLength(11);
  });

  test('that were left out are counted, and too many bear a warning until they are taken in [4.2]', async () => {
    const { app, found } = await startWithFolders(['Owl'], BUNDLED);
    const { id, source_folder: folder } = found[0]!;
    const failed = [3, 4, 8].map((number) => frameName(number));
    for (const name of failed) await writeGreyFrame(join(folder, name), 0);
    await app.scan();
    expect(await render(app, found[0]!)).toMatchObject({ frames_left_out: 3, many_left_out: true });
    await save(app, id, { included_frames: failed.slice(0, 1) });
    await app.request('POST', `/timelapses/${id}/process`);
    const again = await app.live.waitForEvent('timelapse.completed', ({ frames_left_out: n }) => n === 2);
    expect(again.many_left_out).toBe(false);
  });

  test('are shown as a recipe would show them, saved or not [4.2]', async () => {
    const { app, found } = await startWithFolders(['Owl']);
    const { id } = found[0]!;
    const shown = async (recipe: WireRecipe) => {
      const answer = await app.request('POST', `/timelapses/${id}/recipe/preview?frame=1`, recipe);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
      return decodePicture(Buffer.from(await answer.arrayBuffer()));
    };
    /** Within what JPEG makes of it. */
    const areClose = (a: number[], b: number[]) => a.every((value, at) => Math.abs(value - b[at]!) < 3);
    const whole = await shown({});
    expect([whole.width, whole.height]).toEqual([160, 120]);
    const turned = await shown({ rotate: 90 });
    expect([turned.width, turned.height]).toEqual([120, 160]);
    const cut = await shown({ crop: { x: 0.5, y: 0.25, width: 0.5, height: 0.75 } });
    expect([cut.width, cut.height]).toEqual([80, 90]);
    // The same colours at the place where they now are.
    expect(areClose(cut.mean(0, 0, 40, 45), whole.mean(80, 30, 40, 45))).toBe(true);
    expect(areClose(turned.mean(0, 0, 60, 80), whole.mean(0, 60, 80, 60))).toBe(true);
    const mirrored = await shown({ flip: 'horizontal' });
    expect(areClose(mirrored.mean(0, 0, 60, 40), whole.mean(100, 0, 60, 40))).toBe(true);
    // The places do differ in the picture, so a wrong turn would be seen.
    expect(areClose(whole.mean(0, 60, 80, 60), whole.mean(0, 0, 60, 80))).toBe(false);
    const bad = await app.request('POST', `/timelapses/${id}/recipe/preview?frame=1`, { speed: 99 });
    expect(bad.status).toBe(400);
  });
});
