import { mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PREVIEW_COLUMNS, PREVIEW_ROWS } from '../../src/shared/preview-grid.ts';
import type { WireRecipeView } from '../../src/shared/recipe.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { frameName, writeGreyFrame } from '../fixtures/make-frames.ts';
import { decodePicture } from '../helpers/decode-picture.ts';
import { rawRequest } from '../helpers/raw-request.ts';
import type { TestApp } from '../helpers/start-app.ts';
import { makeFolders, startTestApp } from '../helpers/start-app.ts';
import { probeField } from '../helpers/video-luma.ts';
import { BY_HAND, render, startWithVideo } from '../helpers/with-video.ts';

/** A video of one second, whose pictures are gone. */
async function withoutPictures(): Promise<{ app: TestApp; done: WireTimelapse }> {
  const { app, done } = await startWithVideo('Owl');
  expect((await app.request('DELETE', `/timelapses/${done.id}/frames`)).status).toBe(200);
  return { app, done };
}

function put(app: TestApp, id: string, recipe: unknown): Promise<Response> {
  return app.request('PUT', `/timelapses/${id}/recipe`, recipe);
}

async function process(app: TestApp, id: string): Promise<WireTimelapse> {
  const started = Date.now();
  expect((await app.request('POST', `/timelapses/${id}/process`)).status).toBe(202);
  const { id: same } = await app.live.waitForEvent(
    'timelapse.completed',
    (data) => data.id === id && Date.parse(data.processing_completed_at ?? '') >= started,
  );
  return app.one(same);
}

describe('a video whose pictures are gone', () => {
  test('is cut by times, keeps the whole beside it, and comes back [4.2]', async () => {
    const { app, done } = await withoutPictures();
    expect(done.video_duration).toBe(1);
    expect((await put(app, done.id, { first_frame: '0.25', last_frame: '0.9' })).status).toBe(200);
    const cut = await process(app, done.id);
    expect(cut.video_duration).toBeGreaterThan(0.5);
    expect(cut.video_duration).toBeLessThan(0.75);
    expect(Number(await probeField(cut.output_video_path!, 'nb_frames'))).toBeGreaterThanOrEqual(7);
    expect((await readdir(app.folders.output)).toSorted()).toEqual(['Owl (cut).mp4', 'Owl.mp4']);
    await app.stop();

    // Cut in another way, it is the whole video that is cut.
    const again = await startTestApp(BY_HAND, { folders: app.folders });
    await put(again, done.id, { last_frame: '0.75' });
    expect((await process(again, done.id)).video_duration).toBeCloseTo(0.75, 1);
    expect((await again.request('DELETE', `/timelapses/${done.id}/recipe`)).status).toBe(204);
    const whole = await process(again, done.id);
    expect(whole).toMatchObject({ video_duration: 1, output_video_path: done.output_video_path });
    expect(await readdir(again.folders.output)).toEqual([basename(done.output_video_path!)]);
    expect((await again.request('POST', `/timelapses/${done.id}/process`)).status).toBe(409);
  });

  test('is shown whole while it is cut, by its own length [4.2]', async () => {
    const folders = await makeFolders();
    await mkdir(join(folders.source, 'Owl'));
    for (let n = 1; n <= 12; n += 1)
      await writeGreyFrame(join(folders.source, 'Owl', frameName(n)), n * 20, 64, 48);
    const app = await startTestApp(BY_HAND, { folders });
    const done = await render(app, await app.waitForStatus('Owl', 'discovered'));
    const wholeOf = async () => (await app.get<WireRecipeView>(`/timelapses/${done.id}/recipe`)).whole_video;
    const bytesOf = async (path: string) => {
      const { status, bytes } = await rawRequest(app.app.port, {
        path: `/api/v1/timelapses/${done.id}/${path}`,
      });
      expect(status).toBe(200);
      return bytes;
    };
    const whole = await readFile(done.output_video_path!);
    const lastTile = async (query: string) => {
      const sheet = decodePicture(await bytesOf(`preview${query}`));
      const tile = { width: sheet.width / PREVIEW_COLUMNS, height: sheet.height / PREVIEW_ROWS };
      return sheet.mean(sheet.width - tile.width, sheet.height - tile.height, tile.width, tile.height)[1];
    };
    expect(await wholeOf()).toBeNull();
    const end = await lastTile('');

    expect((await app.request('DELETE', `/timelapses/${done.id}/frames`)).status).toBe(200);
    expect(await wholeOf()).toMatchObject({ duration: done.video_duration, is_cut: false });
    expect((await bytesOf('video?whole=true')).equals(whole)).toBe(true);

    await put(app, done.id, { last_frame: '0.6' });
    await process(app, done.id);
    expect(await wholeOf()).toMatchObject({ duration: done.video_duration, is_cut: true });
    expect((await bytesOf('video')).equals(whole)).toBe(false);
    expect((await bytesOf('video?whole=true')).equals(whole)).toBe(true);
    expect(await lastTile('')).toBeLessThan(end - 40);
    expect(await lastTile('?whole=true')).toBeCloseTo(end, -1);
  });

  test('stays as it is when the cut is taken back before it begins [4.2]', async () => {
    const { app, done } = await withoutPictures();
    await app.request('POST', '/queue/pause');
    await put(app, done.id, { last_frame: '0.75' });
    expect((await app.request('POST', `/timelapses/${done.id}/process`)).status).toBe(202);
    await app.request('DELETE', `/timelapses/${done.id}/recipe`);
    await app.request('POST', '/queue/resume');
    const { output_video_path, video_duration } = done;
    expect(await app.waitForCompleted('Owl')).toMatchObject({
      ...{ output_video_path, video_duration, video_exists: true },
      ...{ error_code: null, retry_count: 0 },
    });
    expect(await readdir(app.folders.output)).toEqual([basename(output_video_path!)]);
  });

  test('is deleted with what was kept of it [4.2]', async () => {
    const { app, done } = await withoutPictures();
    await put(app, done.id, { last_frame: '0.75' });
    await process(app, done.id);
    expect((await app.request('DELETE', `/timelapses/${done.id}`)).status).toBe(204);
    expect(await readdir(app.folders.output)).toEqual([]);
  });

  test.each([
    [{ first_frame: 'frame_0001.jpg' }, 'first_frame', 'not_a_time'],
    [{ last_frame: '1.5' }, 'last_frame', 'beyond_end'],
    [{ first_frame: '0.8', last_frame: '0.9' }, 'last_frame', 'too_short'],
    [{ first_frame: '0.9' }, 'last_frame', 'too_short'],
    [{ first_frame: '-1' }, 'first_frame', 'not_a_time'],
  ])('is not cut by %j [4.2]', async (recipe, field, problem) => {
    const { app, done } = await withoutPictures();
    const answer = await put(app, done.id, recipe);
    const { error } = (await answer.json()) as { error: { detail: { field: string; problem: string } } };
    expect([answer.status, error.detail.field, error.detail.problem]).toEqual([400, field, problem]);
    expect((await app.request('POST', `/timelapses/${done.id}/process`)).status).toBe(409);
  });

  test.each([[{ rotate: 90 }], [{ first_frame: '0.1', quality: 30 }], [{ preset_id: 'short' }]])(
    'needs them for %j, and says so [4.2]',
    async (recipe) => {
      const { app, done } = await withoutPictures();
      const answer = await put(app, done.id, recipe);
      const { error } = (await answer.json()) as { error: { code: string } };
      expect([answer.status, error.code]).toEqual([409, 'source_missing']);
    },
  );
});
