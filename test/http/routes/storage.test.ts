import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WireStats } from '../../../src/shared/stats.ts';
import type { WireCleanupCandidate, WireIgnoredFolder } from '../../../src/shared/timelapse.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { putFrames } from '../../fixtures/make-frames.ts';
import { engine, makeFolders, startTestApp, type TestApp } from '../../helpers/start-app.ts';
import { waitFor } from '../../helpers/wait-for.ts';

const FOREIGN = { timelapse_flickerfree_path: engine('foreign.sh') };
const DAY = 86_400_000;

async function makeVideos(app: TestApp, ...names: string[]) {
  for (const name of names) await putFrames(join(app.folders.source, name), { secondsAgo: 5000 });
  return Promise.all(names.map((name) => app.waitForCompleted(name)));
}

describe('search', () => {
  test('finds text in title, folder name and notes, whatever its case and accents', async () => {
    const app = await startTestApp({ timelapse_auto_process_timeout: 0 });
    for (const name of ['Gehäuse 100%', 'Straße_2', 'Ａｂｃ 🦆', 'Other'])
      await putFrames(join(app.folders.source, name));
    const ids = new Map<string, string>();
    for (const name of ['Gehäuse 100%', 'Straße_2', 'Ａｂｃ 🦆', 'Other']) {
      ids.set(name, (await app.waitForStatus(name, 'discovered')).id);
    }
    await app.request('PATCH', `/timelapses/${ids.get('Other')}`, { title: 'Élan', notes: 'PETG, 0.2 mm' });
    const found = async (q: string) =>
      (await app.list(`?q=${encodeURIComponent(q)}`)).map((each) => each.folder_name);
    expect(await found('gehause')).toEqual(['Gehäuse 100%']);
    expect(await found('100%')).toEqual(['Gehäuse 100%']);
    expect(await found('%')).toEqual(['Gehäuse 100%']);
    expect(await found('strasse')).toEqual(['Straße_2']);
    expect(await found('abc')).toEqual(['Ａｂｃ 🦆']);
    expect(await found('🦆')).toEqual(['Ａｂｃ 🦆']);
    expect(await found('elan')).toEqual(['Other']);
    expect(await found('petg')).toEqual(['Other']);
    expect(await found("' OR 1=1 --")).toEqual([]);
    const byName = (await app.list('?sort=name')).map((each) => each.folder_name);
    expect(byName).toEqual(['Ａｂｃ 🦆', 'Other', 'Gehäuse 100%', 'Straße_2']);
  });

  test('finds the timelapses of a print job by its name, its file and its printer', async () => {
    const app = await startTestApp({ timelapse_auto_process_timeout: 0 });
    for (const name of ['2026-11-22', 'Other']) await putFrames(join(app.folders.source, name));
    const { id } = await app.waitForStatus('2026-11-22', 'discovered');
    await app.waitForStatus('Other', 'discovered');
    const fields = { name: 'Käsereibe', file_name: 'grater_v3.gcode', printer: 'Prusa MK4' };
    const job = await app.request('POST', '/jobs', { ...fields, external_id: 'a', status: 'completed' });
    const { id: jobId } = (await job.json()) as { id: string };
    await app.request('PATCH', `/timelapses/${id}/link`, { job_id: jobId });
    for (const q of ['kasereibe', 'grater', 'mk4']) {
      const found = await app.list(`?q=${q}`);
      expect(
        found.map(({ folder_name }) => folder_name),
        q,
      ).toEqual(['2026-11-22']);
    }
    expect(await app.list('?q=ender')).toEqual([]);
  });
});

describe('title and notes', () => {
  test('are kept, shown, and taken away again', async () => {
    const app = await startTestApp({ timelapse_auto_process_timeout: 0 });
    await putFrames(join(app.folders.source, 'Named'));
    const { id } = await app.waitForStatus('Named', 'discovered');
    const named = await app.request('PATCH', `/timelapses/${id}`, { title: '  My vase ', notes: 'blue' });
    expect(await named.json()).toMatchObject({ title: 'My vase', notes: 'blue' });
    await app.live.waitForEvent('timelapse.updated', (each) => each.title === 'My vase');
    await app.request('PATCH', `/timelapses/${id}`, { title: null });
    expect(await app.one(id)).toMatchObject({ title: null, notes: 'blue' });
    expect((await app.request('PATCH', `/timelapses/${id}`, {})).status).toBe(400);
    expect((await app.request('PATCH', `/timelapses/${id}`, { title: 'x'.repeat(201) })).status).toBe(400);
  });
});

describe('clean-up', () => {
  test('offers what is old and not pinned, biggest first, and deletes many with a result for each', async () => {
    const clock = new FakeClock();
    const app = await startTestApp({ ...FOREIGN, timelapse_cleanup_age_days: 7 }, { clock });
    const [small, pinned] = await makeVideos(app, 'Small', 'Pinned');
    await putFrames(join(app.folders.source, 'Big'), { secondsAgo: 5000, frames: 60 });
    const big = await app.waitForCompleted('Big');
    await app.request('PATCH', `/timelapses/${pinned?.id}/pin`);
    const candidates = () => app.get<WireCleanupCandidate[]>('/timelapses/cleanup/candidates');
    expect(await candidates()).toEqual([]);
    clock.advance(8 * DAY);
    const [young] = await makeVideos(app, 'Young');
    const offered = await candidates();
    expect(offered.map((each) => each.folder_name)).toEqual(['Big', 'Small']);
    expect(offered[0]).toMatchObject({
      is_cleanup_candidate: true,
      age_days: 8,
      reason: expect.stringMatching(/8 days/),
    });
    expect(await app.get('/timelapses/cleanup')).toEqual(offered);
    expect((await app.list('?age=old')).map((each) => each.folder_name).sort()).toEqual([
      'Big',
      'Pinned',
      'Small',
    ]);
    expect((await app.list('?age=recent')).map((each) => each.id)).toEqual([young?.id]);
    expect((await app.get<WireStats>('/timelapses/stats')).cleanup_candidates_count).toBe(2);

    const answer = await app.request('POST', '/timelapses/bulk-delete', {
      timelapse_ids: [big.id, small?.id, big.id, 'nobody'],
      delete_source: true,
    });
    expect(await answer.json()).toEqual({
      deleted: 2,
      failed: 1,
      errors: [{ id: 'nobody', code: 'not_found', message: expect.stringContaining('nobody') }],
    });
    expect((await readdir(app.folders.source)).sort()).toEqual(['Pinned', 'Young']);
    expect((await readdir(app.folders.output)).sort()).toEqual(['Pinned.mp4', 'Young.mp4']);
  });

  test('keeps frames whose video cannot be played', async () => {
    const app = await startTestApp(FOREIGN);
    const [done] = await makeVideos(app, 'Precious');
    await writeFile(done?.output_video_path ?? '', 'broken');
    const answer = await app.request('POST', '/timelapses/bulk-delete', {
      timelapse_ids: [done?.id],
      delete_source: true,
    });
    expect(await answer.json()).toMatchObject({ deleted: 0, failed: 1, errors: [{ code: 'not_playable' }] });
    expect(await readdir(join(app.folders.source, 'Precious'))).toHaveLength(12);
    expect((await app.one(done?.id ?? '')).status).toBe('completed');
  });
});

describe('deleted timelapses', () => {
  test('are listed, and come back under their old id with title and pin', async () => {
    const app = await startTestApp({ ...FOREIGN, timelapse_auto_process_timeout: 2 });
    const [done] = await makeVideos(app, 'Back again');
    const id = done?.id ?? '';
    await app.request('PATCH', `/timelapses/${id}`, { title: 'Dear' });
    await app.request('PATCH', `/timelapses/${id}/pin`);
    await app.request('DELETE', `/timelapses/${id}`);
    const ignored = await app.get<WireIgnoredFolder[]>('/timelapses/ignored');
    expect(ignored).toMatchObject([{ id, title: 'Dear', folder_name: 'Back again', image_count: 12 }]);

    const restored = await app.request('POST', `/timelapses/${id}/restore`);
    expect(await restored.json()).toMatchObject({ id, title: 'Dear', pinned: true, status: 'discovered' });
    expect(await app.get('/timelapses/ignored')).toEqual([]);
    await app.waitForCompleted('Back again');
    expect((await app.request('POST', `/timelapses/${id}/restore`)).status).toBe(404);
  });
});

describe('what happened while the app was away', () => {
  test('a video that is gone can be made again, and one that is back counts again', async () => {
    const folders = await makeFolders();
    const first = await startTestApp(FOREIGN, { folders });
    const [done] = await makeVideos(first, 'Moved');
    await first.stop();
    const path = done?.output_video_path ?? '';
    await rename(path, `${path}.away`);
    const second = await startTestApp(FOREIGN, { folders });
    await waitFor('the row to say so', async () => !(await second.one(done?.id ?? '')).video_exists);
    expect(await second.one(done?.id ?? '')).toMatchObject({ status: 'completed' });
    await second.stop();
    await rename(`${path}.away`, path);
    const third = await startTestApp(FOREIGN, { folders });
    await waitFor('the row to say so', async () => (await third.one(done?.id ?? '')).video_exists);
  });

  test('videos of ours are taken in after the database was lost, and not rendered again', async () => {
    const folders = await makeFolders();
    const first = await startTestApp({}, { folders });
    const [done] = await makeVideos(first, 'Known by its tags');
    await first.stop();
    const before = await stat(done?.output_video_path ?? '');
    await rm(folders.data, { recursive: true });
    await mkdir(folders.data);
    const second = await startTestApp({}, { folders });
    const adopted = await second.waitForCompleted('Known by its tags');
    expect(adopted).toMatchObject({ output_video_path: done?.output_video_path, video_exists: true });
    await waitFor(
      'its poster',
      async () => (await second.request('GET', `/timelapses/${adopted.id}/poster`)).ok,
    );
    await waitFor('the frames to be recognised', async () => !(await second.one(adopted.id)).source_missing);
    await second.scan();
    expect(await second.list()).toMatchObject([{ status: 'completed', image_count: 12 }]);
    expect((await stat(done?.output_video_path ?? '')).mtimeMs).toBe(before.mtimeMs);
  });
});

describe('the time a render takes', () => {
  test('is guessed from earlier ones, for the running one and for those that wait', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('slow.sh') });
    await makeVideos(app, 'First');
    for (const name of ['Second', 'Third'])
      await putFrames(join(app.folders.source, name), { secondsAgo: 5000 });
    const [running, waiting] = await waitFor('one to run and one to wait', async () => {
      const all = await app.list();
      const [one, other] = ['processing', 'pending'].map((status) =>
        all.find((each) => each.status === status),
      );
      return one && other ? ([one, other] as const) : null;
    });
    expect(Date.parse(running.eta_at ?? '')).toBeGreaterThan(Date.parse(running.processing_started_at ?? ''));
    expect(Date.parse(waiting.eta_at ?? '')).toBeGreaterThan(Date.parse(running.eta_at ?? ''));
  });
});
