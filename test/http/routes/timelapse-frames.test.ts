import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WireStats } from '../../../src/shared/stats.ts';
import type { WireHealth } from '../../../src/shared/system.ts';
import type { WireTimelapse } from '../../../src/shared/timelapse.ts';
import { putFrames } from '../../fixtures/make-frames.ts';
import type { TestApp } from '../../helpers/start-app.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { render, startWithFolders, startWithVideo } from '../../helpers/with-video.ts';

const reclaimable = (app: TestApp) => app.get<WireTimelapse[]>('/timelapses/cleanup/frames');
const remove = (app: TestApp, id: string) => app.request('DELETE', `/timelapses/${id}/frames`);

async function reasonOf(answer: Response): Promise<[number, string]> {
  return [answer.status, ((await answer.json()) as { error: { code: string } }).error.code];
}

describe('the frames of a good video', () => {
  it('are listed with their size at any age, and add up to what is reclaimable [1.26]', async () => {
    const { app, found } = await startWithFolders(['Big', 'Small', 'Waiting'], {}, {});
    await putFrames(join(app.folders.source, 'Big'), { frames: 40 });
    await waitFor('them all', async () => (await app.one(found[0]!.id)).image_count === 40);
    for (const one of found.slice(0, 2)) await render(app, one);
    await app.request('PATCH', `/timelapses/${found[1]!.id}/pin`);
    const list = await reclaimable(app);
    expect(list.map((each) => each.folder_name)).toEqual(['Big', 'Small']);
    const { reclaimable_bytes } = await app.get<WireStats>('/timelapses/stats');
    expect(list.reduce((sum, each) => sum + each.source_size_bytes, 0)).toBe(reclaimable_bytes);
    expect(reclaimable_bytes).toBeGreaterThan(0);
  });

  it('go, and the video with its record stays [1.26]', async () => {
    const { app, done } = await startWithVideo();
    const answer = await remove(app, done.id);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ id: done.id, status: 'completed', source_missing: true });
    await app.live.waitForEvent('timelapse.updated', ({ source_missing }) => source_missing);
    expect(existsSync(done.source_folder)).toBe(false);
    expect((await app.request('GET', `/timelapses/${done.id}/video`)).status).toBe(200);
    expect(await reclaimable(app)).toEqual([]);
    expect((await app.get<WireStats>('/timelapses/stats')).reclaimable_bytes).toBe(0);
    expect(await reasonOf(await remove(app, done.id))).toEqual([409, 'source_missing']);
    // The folder of pictures is empty now, which is no share that has gone away.
    await putFrames(join(app.folders.source, 'Next'));
    await app.waitForStatus('Next', 'discovered');
    expect((await app.get<WireHealth>('/health')).checks.source).toBe('ok');
    expect(await app.one(done.id)).toMatchObject({ status: 'completed', video_exists: true });
  });

  it('go from a folder that another print then uses [1.26]', async () => {
    const { app, done } = await startWithVideo('Again');
    await remove(app, done.id);
    await putFrames(join(app.folders.source, 'Again'), { frames: 7 });
    const next = await waitFor('the next print', async () =>
      (await app.list()).find((each) => each.folder_name === 'Again' && each.id !== done.id),
    );
    expect(next).toMatchObject({ status: 'discovered', image_count: 7 });
    expect(await app.one(done.id)).toMatchObject({ status: 'completed', video_exists: true });
  });

  it('stay when the video cannot be played at that moment [1.26]', async () => {
    const { app, done } = await startWithVideo();
    await writeFile(done.output_video_path!, 'no video any more');
    const before = await readdir(done.source_folder);
    expect(await reasonOf(await remove(app, done.id))).toEqual([409, 'not_playable']);
    expect(await readdir(done.source_folder)).toEqual(before);
    expect(await app.one(done.id)).toMatchObject({ source_missing: false });
  });

  it('stay before there is one [1.26]', async () => {
    const { app, found } = await startWithFolders(['Waiting']);
    expect(await reasonOf(await remove(app, found[0]!.id))).toEqual([409, 'wrong_status']);
    expect(existsSync(join(found[0]!.source_folder, 'frame_0001.jpg'))).toBe(true);
  });

  it('of many go each on its own, with what that set free [1.26]', async () => {
    const { app, found } = await startWithFolders(['Good', 'Broken', 'Waiting']);
    const [good, broken] = [await render(app, found[0]!), await render(app, found[1]!)];
    await writeFile(broken.output_video_path!, 'no video any more');
    const ids = [...found.map(({ id }) => id), good.id, 'nobody'];
    const answer = await app.request('POST', '/timelapses/bulk-delete-frames', { timelapse_ids: ids });
    expect(await answer.json()).toMatchObject({
      deleted: 1,
      failed: 3,
      freed_bytes: good.source_size_bytes,
      errors: [
        { id: broken.id, code: 'not_playable' },
        { id: found[2]!.id, code: 'wrong_status' },
        { id: 'nobody', code: 'not_found' },
      ],
    });
    expect(existsSync(broken.source_folder)).toBe(true);
  });
});
