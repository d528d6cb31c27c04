import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WirePreset, WireRecipe, WireRecipeView } from '../../src/shared/recipe.ts';
import { frameName } from '../fixtures/make-frames.ts';
import { askCopy, whenOver } from '../helpers/copied-video.ts';
import { barsOf } from '../helpers/overlay-bars.ts';
import { cleanUp, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { startWithPrintLog } from '../helpers/with-print-log.ts';
import { BY_HAND, render, startWithVideo } from '../helpers/with-video.ts';

const BUNDLED = { ...BY_HAND, timelapse_flickerfree_path: '/usr/local/bin/do_timelapse.sh' };
const PICTURES = 12;
const ONLY_BAR = { title: false, elapsed: false, layer: false, temperatures: 'none' } as const;
const NOTHING = { ...ONLY_BAR, progress_bar: false } as const;

async function save(app: TestApp, id: string, recipe: object): Promise<WireRecipeView> {
  const answer = await app.request('PUT', `/timelapses/${id}/recipe`, recipe);
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  return JSON.parse(text) as WireRecipeView;
}

const recipeOf = (app: TestApp, id: string): Promise<WireRecipeView> => app.get(`/timelapses/${id}/recipe`);

/** What a render needs besides its pictures. */
const workFiles = (app: TestApp): Promise<string[]> =>
  readdir(join(app.folders.data, 'renders'), { recursive: true }).catch(() => []);

describe('the overlay of a recipe [6]', { timeout: 240_000 }, () => {
  it('shows the progress of each picture that is shown, and leaves no file', async () => {
    const { app, done } = await startWithPrintLog();
    const view = await save(app, done.id, {
      ...{ overlay: ONLY_BAR, fps: 6, hold_last_frame_seconds: 0.5, steady: 'off' },
      ...{ first_frame: frameName(2), excluded_frames: [frameName(3), frameName(7)] },
    });
    expect(view).toMatchObject({ differs_from_video: true, has_overlay: false });
    expect(view.recipe.overlay).toEqual({
      ...{ ...ONLY_BAR, progress_bar: true, position: 'bottom-left', language: 'en', logo: null },
    });
    const { output_video_path: path } = await render(app, done);
    const shown = [2, 4, 5, 6, 8, 9, 10, 11, 12, 12, 12, 12];
    const bars = barsOf(path!);
    expect(bars).toHaveLength(shown.length);
    for (const [index, n] of shown.entries()) expect(bars[index]).toBeCloseTo(n / PICTURES, 1);
    expect(await recipeOf(app, done.id)).toMatchObject({ differs_from_video: false, has_overlay: true });
    expect(await workFiles(app)).toEqual([]);
  });

  it('is that of the preset, unless the recipe has one of its own that may show nothing', async () => {
    const { app, done } = await startWithPrintLog();
    const answer = await app.request('POST', '/presets', { name: 'With bar', recipe: { overlay: ONLY_BAR } });
    const { id: preset_id } = (await answer.json()) as WirePreset;
    await save(app, done.id, { preset_id, steady: 'off' });
    const video = await render(app, done);
    expect(barsOf(video.output_video_path!)[5]).toBeCloseTo(0.5, 1);
    const view = await save(app, done.id, { preset_id, overlay: NOTHING });
    expect(view).toMatchObject({ differs_from_video: true, recipe: { overlay: NOTHING } });
    const bare = await render(app, done);
    expect(barsOf(bare.output_video_path!)[5]).toBe(0);
    expect((await recipeOf(app, done.id)).has_overlay).toBe(false);
  });

  it('makes the video differ as soon as its title does', async () => {
    const { app, done } = await startWithPrintLog();
    const rename = (title: string | null) => app.request('PATCH', `/timelapses/${done.id}`, { title });
    const differs = async () => (await recipeOf(app, done.id)).differs_from_video;
    await save(app, done.id, { overlay: ONLY_BAR });
    await render(app, done);
    await rename('Not shown');
    expect(await differs()).toBe(false);
    await save(app, done.id, { overlay: { ...ONLY_BAR, title: true } });
    expect(await differs()).toBe(true);
    await render(app, done);
    expect(await differs()).toBe(false);
    await rename('Shown');
    expect(await differs()).toBe(true);
    await rename('Not shown');
    expect(await differs()).toBe(false);
  });

  it('is not drawn once more into a copy', async () => {
    const { app, done } = await startWithPrintLog();
    await save(app, done.id, { overlay: {} });
    await render(app, done);
    const refused = await app.request('POST', `/timelapses/${done.id}/shares`, { kind: 'mp4', overlay: {} });
    expect([refused.status, await refused.json()]).toMatchObject([
      409,
      { error: { code: 'overlay_in_video', message: expect.stringContaining('already') as string } },
    ]);
    const copy = await whenOver(app, await askCopy(app, done.id, { kind: 'mp4' }));
    expect(copy.state).toBe('ready');
    await app.request('DELETE', `/timelapses/${done.id}/recipe`);
    await render(app, done);
    const again = await whenOver(app, await askCopy(app, done.id, { kind: 'mp4', overlay: {} }));
    expect(again.state).toBe('ready');
  });

  it('stays in the picture of a video that is cut, and needs the pictures', async () => {
    const { app, done } = await startWithPrintLog();
    await save(app, done.id, { overlay: {} });
    await render(app, done);
    expect((await app.request('DELETE', `/timelapses/${done.id}/frames`)).status).toBe(200);
    const refused = await app.request('PUT', `/timelapses/${done.id}/recipe`, { overlay: ONLY_BAR });
    expect([refused.status, await refused.json()]).toMatchObject([
      409,
      { error: { code: 'source_missing' } },
    ]);
    await save(app, done.id, { first_frame: '0.2' });
    await render(app, done);
    expect(await recipeOf(app, done.id)).toMatchObject({ differs_from_video: false, has_overlay: true });
  });

  it('is shown by the preview, at the moment of the picture, also cropped and turned', async () => {
    const { app, done } = await startWithPrintLog();
    const overlay = ONLY_BAR;
    const barAt = async (n: number, recipe: object): Promise<number> => {
      const path = `/timelapses/${done.id}/recipe/preview?frame=${n}`;
      const answer = await app.request('POST', path, recipe);
      expect(answer.status).toBe(200);
      const file = join(app.folders.data, 'preview.jpg');
      await writeFile(file, Buffer.from(await answer.arrayBuffer()));
      return barsOf(file)[0]!;
    };
    expect(await barAt(6, {})).toBe(0);
    expect(await barAt(6, { overlay })).toBeCloseTo(6 / PICTURES, 1);
    expect(await barAt(11, { overlay })).toBeCloseTo(11 / PICTURES, 1);
    const framed = { rotate: 90, crop: { x: 0, y: 0, width: 0.8, height: 1 } };
    expect(await barAt(3, { overlay, ...framed })).toBeCloseTo(3 / PICTURES, 1);
    // One that is left out shows its own values too.
    expect(await barAt(9, { overlay, excluded_frames: [frameName(9)] })).toBeCloseTo(9 / PICTURES, 1);
    const left = await readdir(join(app.folders.data, 'previews'), { recursive: true });
    expect(left.filter((name) => name.includes('.ass') || name.endsWith('.part'))).toEqual([]);
    await withoutLibass();
    const path = `/timelapses/${done.id}/recipe/preview?frame=2`;
    const refused = await app.request('POST', path, { overlay });
    expect([refused.status, await refused.json()]).toMatchObject([
      404,
      { error: { code: 'filter_missing' } },
    ]);
  });

  it('is nothing for another engine, which the recipe says', async () => {
    const { app, done } = await startWithVideo('Owl', BY_HAND);
    const view = await save(app, done.id, { overlay: {} });
    expect(view.unsupported).toContain('overlay');
    await render(app, done);
    expect((await recipeOf(app, done.id)).has_overlay).toBe(false);
  });

  it('needs an ffmpeg that can draw text', async () => {
    const { app, done } = await startWithPrintLog();
    await withoutLibass();
    await save(app, done.id, { overlay: {} });
    await app.request('POST', `/timelapses/${done.id}/process`);
    const failed = await app.waitForStatus('Benchy', 'failed');
    expect(failed).toMatchObject({ error_code: 'filter_missing', video_exists: true });
    expect(failed.error_message).toMatch(/built without libass.*turn off title and print data/);
    await save(app, done.id, {} satisfies WireRecipe);
    await render(app, done);
  });

  it('is drawn by the next try where a render was broken off', async () => {
    const { app, done } = await startWithPrintLog();
    await save(app, done.id, { overlay: ONLY_BAR, steady: 'off' });
    await app.request('POST', `/timelapses/${done.id}/process`);
    await waitFor('the file', async () =>
      (await workFiles(app)).some((path) => path.endsWith('overlay.json')),
    );
    await app.stop();
    expect(await workFiles(app)).toEqual([]);
    const again = await startTestApp(BUNDLED, { folders: app.folders });
    const { output_video_path: path } = await again.waitForCompleted('Benchy');
    expect(barsOf(path!)[5]).toBeCloseTo(0.5, 1);
    expect(await workFiles(again)).toEqual([]);
  });
});

/** Until the end of the test. */
async function withoutLibass(): Promise<void> {
  const tools = await mkdtemp(join(tmpdir(), 'no-libass-'));
  const before = process.env.PATH ?? '';
  const script = [
    '#!/bin/sh',
    `PATH='${before}'`,
    `case "$*" in *ass=filename*) echo "[AVFilterGraph @ 0x1] [error] No such filter: 'ass'" >&2; exit 1;; esac`,
    'case "$*" in *-filters*) ffmpeg "$@" | grep -v " ass "; exit;; esac',
    'exec ffmpeg "$@"',
  ];
  await writeFile(join(tools, 'ffmpeg'), script.join('\n'));
  await chmod(join(tools, 'ffmpeg'), 0o755);
  process.env.PATH = tools + delimiter + before;
  cleanUp(async () => {
    process.env.PATH = before;
    await rm(tools, { recursive: true });
  });
}
