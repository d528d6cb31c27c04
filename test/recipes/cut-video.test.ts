import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import type { TestApp } from '../helpers/start-app.ts';
import { startTestApp } from '../helpers/start-app.ts';
import { probeField } from '../helpers/video-luma.ts';
import { BY_HAND, startWithVideo } from '../helpers/with-video.ts';

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

  test('is deleted with what was kept of it [4.2]', async () => {
    const { app, done } = await withoutPictures();
    await put(app, done.id, { last_frame: '0.75' });
    await process(app, done.id);
    expect((await app.request('DELETE', `/timelapses/${done.id}`)).status).toBe(204);
    expect(await readdir(app.folders.output)).toEqual([]);
  });

  test.each([
    [{ first_frame: 'frame_0001.jpg' }, 'first_frame'],
    [{ last_frame: '1.5' }, 'last_frame'],
    [{ first_frame: '0.8', last_frame: '0.9' }, 'last_frame'],
    [{ first_frame: '0.9' }, 'last_frame'],
    [{ first_frame: '-1' }, 'first_frame'],
  ])('is not cut by %j [4.2]', async (recipe, field) => {
    const { app, done } = await withoutPictures();
    const answer = await put(app, done.id, recipe);
    const { error } = (await answer.json()) as { error: { detail: { field: string } } };
    expect([answer.status, error.detail.field]).toEqual([400, field]);
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
