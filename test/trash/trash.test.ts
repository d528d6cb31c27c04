import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { Overrides } from '../../src/app.ts';
import type { WireStats } from '../../src/shared/stats.ts';
import type { WireTrashedVideo } from '../../src/shared/trash.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { makeShare, noDeadShare } from '../helpers/dead-share.ts';
import { digestOf, putVideos } from '../helpers/moving-library.ts';
import { inDatabase } from '../helpers/open-database.ts';
import { makeReadOnly } from '../helpers/read-only.ts';
import { putSettings } from '../helpers/settings.ts';
import { mountSmallDisk, noSmallDisk } from '../helpers/small-disk.ts';
import {
  makeFolders,
  startTestApp,
  type TestApp,
  type TestFolders,
  type TestOptions,
} from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { BY_HAND, render, startWithFolders } from '../helpers/with-video.ts';

const WITH_TRASH: TestOptions = { ...BY_HAND, timelapse_trash_days: 7 };
const DAY_MS = 86_400_000;
const KB = 1000;

/** Starts the app with videos that were made before; sizes in bytes, by the names of their folders. */
async function startWithVideos(
  videos: Record<string, number>,
  { options = {}, ...overrides }: Overrides & { options?: TestOptions; folders?: TestFolders } = {},
) {
  const folders = overrides.folders ?? (await makeFolders());
  const digests = await putVideos(folders, videos);
  const app = await startTestApp({ ...WITH_TRASH, ...options }, { ...overrides, folders });
  const idOf = new Map((await app.list()).map(({ folder_name, id }) => [folder_name, id]));
  return { app, folders, digests, id: (name: string) => idOf.get(name)! };
}

const trashIn = (folder: string): string => join(folder, '.timelapse-trash');
const listTrash = (app: TestApp): Promise<WireTrashedVideo[]> => app.get('/trash');
const stats = (app: TestApp): Promise<WireStats> => app.get('/timelapses/stats');

async function remove(app: TestApp, id: string, query = ''): Promise<void> {
  expect((await app.request('DELETE', `/timelapses/${id}${query}`)).status).toBe(204);
}

async function restore(app: TestApp, id: string): Promise<WireTimelapse> {
  const answer = await app.request('POST', `/trash/${id}/restore`);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as WireTimelapse;
}

describe('a deleted timelapse', () => {
  it('comes back as it was, and nothing is rendered', async () => {
    const { app, found } = await startWithFolders(['Benchy', 'Other'], { timelapse_trash_days: 7 });
    const { id, output_video_path: path } = await render(app, found[0]!);
    const { id: job } = (await (await app.request('POST', '/jobs', { name: 'Boat' })).json()) as {
      id: string;
    };
    await app.request('PATCH', `/timelapses/${id}`, { title: 'My boat', notes: 'PLA' });
    await app.request('PATCH', `/timelapses/${id}/link`, { job_id: job });
    await app.request('PATCH', `/timelapses/${id}/pin`, { pinned: true });
    await app.request('PUT', `/timelapses/${id}/recipe`, { rotate: 90 });
    await app.request('POST', `/timelapses/${id}/watched`);
    const before = await app.one(id);
    const log = await (await app.request('GET', `/timelapses/${id}/log`)).text();
    const file = await stat(path!);

    await remove(app, id);
    expect(await app.live.waitForEvent('timelapse.deleted')).toEqual({ id });
    expect((await app.request('GET', `/timelapses/${id}`)).status).toBe(404);
    expect((await readdir(app.folders.output)).filter((name) => name.endsWith('.mp4'))).toEqual([]);
    const [entry] = await listTrash(app);
    const size = before.file_size_bytes!;
    expect(entry).toMatchObject({
      id,
      title: 'My boat',
      job_name: 'Boat',
      size_bytes: size,
      image_count: 12,
    });
    const days = (Date.parse(entry!.expires_at) - Date.parse(entry!.deleted_at)) / DAY_MS;
    expect(days).toBe(7);
    expect(await stats(app)).toMatchObject({
      trash_count: 1,
      trash_bytes: size,
      total_videos: 0,
      trash_days: 7,
    });
    expect((await app.request('GET', `/trash/${id}/poster`)).headers.get('content-type')).toBe('image/jpeg');

    // What forgets recipes of timelapses that are no more spares it.
    await app.request('PUT', `/timelapses/${found[1]!.id}/recipe`, {});
    const { updated_at: _, ...restored } = await restore(app, id);
    const { updated_at: __, ...known } = before;
    expect(restored).toEqual(known);
    const now = await stat(path!);
    expect([now.ino, now.size, now.mtimeMs]).toEqual([file.ino, file.size, file.mtimeMs]);
    expect(await (await app.request('GET', `/timelapses/${id}/log`)).text()).toBe(log);
    expect(await app.get(`/timelapses/${id}/recipe`)).toMatchObject({ recipe: { rotate: 90 } });
    expect((await app.request('GET', `/timelapses/${id}/poster`)).status).toBe(200);
    expect([await listTrash(app), await app.get('/timelapses/ignored')]).toEqual([[], []]);
    expect(existsSync(trashIn(app.folders.output))).toBe(false);
    // Its folder is judged anew, and nothing in it is new.
    await app.scan();
    expect(await app.one(id)).toMatchObject({ status: 'completed' });
    await app.stop();
    await inDatabase(app.folders, async (db) => {
      expect(await db('runs').where({ timelapse_id: id })).toHaveLength(1);
      expect(await db('watch_counts').where({ timelapse_id: id })).toMatchObject([{ count: 1 }]);
      expect(await db('removals')).toEqual([]);
    });
  });

  it('whose frames went too comes back without them', async () => {
    const { app, found } = await startWithFolders(['Benchy'], {
      timelapse_trash_days: 7,
      timelapse_output_strategy: 'both',
    });
    const { id, source_folder: folder } = await render(app, found[0]!);
    await remove(app, id, '?delete_source=true');
    expect(existsSync(folder)).toBe(false);
    expect(await app.get('/timelapses/ignored')).toEqual([]);
    const [entry] = await listTrash(app);
    const restored = await restore(app, id);
    expect(restored).toMatchObject({ status: 'completed', video_exists: true, source_missing: true });
    // The copy beside the frames has no place anymore.
    expect(restored.file_size_bytes! * 2).toBe(entry!.size_bytes);
    expect(await readdir(app.folders.output)).toEqual(['Benchy.mp4']);
    expect((await readdir(app.folders.source)).filter((name) => !name.startsWith('.'))).toEqual([]);
  });

  it('is restored by what restores ignored folders, too', async () => {
    const { app, digests, id } = await startWithVideos({ Benchy: 9 * KB });
    await remove(app, id('Benchy'));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => app.request('POST', `/timelapses/${id('Benchy')}/restore`)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404, 404, 404, 404]);
    expect(await digestOf(join(app.folders.output, 'Benchy.mp4'))).toBe(digests.get('Benchy'));
  });

  it('gets another name for its video where that is taken', async () => {
    const { app, digests, id } = await startWithVideos({ Benchy: 9 * KB });
    await remove(app, id('Benchy'));
    await writeFile(join(app.folders.output, 'Benchy.mp4'), 'mine');
    await mkdir(join(app.folders.output, 'Benchy (2).mp4'));
    const { output_video_path: path } = await restore(app, id('Benchy'));
    expect(path).toBe(join(app.folders.output, 'Benchy (3).mp4'));
    expect(await digestOf(path!)).toBe(digests.get('Benchy'));
    expect(await readFile(join(app.folders.output, 'Benchy.mp4'), 'utf8')).toBe('mine');
  });

  it('keeps only its video where its folder has another print by now', async () => {
    const { app, found } = await startWithFolders(['Again'], { timelapse_trash_days: 7 });
    const first = await render(app, found[0]!);
    await remove(app, first.id);
    await rm(first.source_folder, { recursive: true });
    await app.scan();
    await putFrames(first.source_folder, { names: ['new1.jpg', 'new2.jpg', 'new3.jpg'] });
    const next = await app.waitForStatus('Again', 'discovered');
    await restore(app, first.id);
    await app.scan();
    expect(await app.one(first.id)).toMatchObject({ status: 'completed', source_missing: true });
    expect(await app.one(next.id)).toMatchObject({ status: 'discovered', image_count: 3 });
  });

  it('is gone at once with 0 days', async () => {
    const { app, id } = await startWithVideos({ Benchy: 9 * KB }, { options: { timelapse_trash_days: 0 } });
    await remove(app, id('Benchy'));
    expect(await listTrash(app)).toEqual([]);
    expect(await readdir(app.folders.output)).toEqual([]);
  });
});

describe('the trash', () => {
  it('is emptied one by one, or altogether', async () => {
    const { app, id } = await startWithVideos({ A: 1 * KB, B: 2 * KB, C: 4 * KB });
    for (const name of ['A', 'B', 'C']) await remove(app, id(name));
    expect((await listTrash(app)).map(({ title }) => title)).toEqual(['C', 'B', 'A']);
    expect((await app.request('DELETE', `/trash/${id('B')}`)).status).toBe(204);
    expect(await readdir(trashIn(app.folders.output))).toHaveLength(2);
    expect((await app.request('POST', `/trash/${id('B')}/restore`)).status).toBe(404);
    const emptied = await app.request('DELETE', '/trash');
    expect(await emptied.json()).toEqual({ deleted: 2, freed_bytes: 5 * KB });
    expect(await listTrash(app)).toEqual([]);
    await waitFor('the files to go', async () => !existsSync(trashIn(app.folders.output)));
    expect(await stats(app)).toMatchObject({ trash_count: 0, trash_bytes: 0 });
  });

  it('keeps videos for as long as the option says, also while the app is off', async () => {
    const clock = new FakeClock();
    const { app, folders, id } = await startWithVideos({ Early: KB, Late: KB }, { clock });
    await remove(app, id('Early'));
    clock.advance(4 * DAY_MS);
    await remove(app, id('Late'));
    await app.stop();
    clock.advance(4 * DAY_MS);
    const later = await startTestApp(WITH_TRASH, { folders, clock });
    await waitFor('the early one to go', async () => (await readdir(trashIn(folders.output))).length === 1);
    expect(await listTrash(later)).toMatchObject([{ title: 'Late' }]);
    await putSettings(later, { timelapse_trash_days: 3 });
    await waitFor('the late one to go', async () => !existsSync(trashIn(folders.output)));
    expect(await listTrash(later)).toEqual([]);
  });

  it('gives way to a render that would fail for want of space, the oldest first', async () => {
    const folders = await makeFolders();
    await putFrames(join(folders.source, 'New'));
    const inTrash = async () => (await readdir(trashIn(folders.output)).catch(() => [])).length;
    // Each of the videos is most of what a render needs.
    const diskSpace = async () => ({ totalBytes: 1e9, freeBytes: 50_100_000 - (await inTrash()) * 90_000 });
    const { app, id } = await startWithVideos({ A: 90_000, B: 90_000, C: 90_000 }, { folders, diskSpace });
    for (const name of ['A', 'B', 'C']) await remove(app, id(name));
    const found = await app.waitForStatus('New', 'discovered');
    await render(app, found);
    const left = (await listTrash(app)).map(({ title }) => title);
    expect(left.length).toBeGreaterThan(0);
    expect(left).toEqual(['C', 'B'].slice(0, left.length));
    const { notices } = await app.get<{ notices: { code: string; facts: object }[] }>('/health');
    const gone = 3 - left.length;
    expect(notices).toMatchObject([{ code: 'trash_emptied', facts: { videos: gone, bytes: gone * 90_000 } }]);
  });

  it('stays as it is where even all of it would not be enough for a render', async () => {
    const folders = await makeFolders();
    await putFrames(join(folders.source, 'New'));
    const diskSpace = async () => ({ totalBytes: 1e9, freeBytes: 0 });
    const { app, id } = await startWithVideos({ A: KB }, { folders, diskSpace });
    await remove(app, id('A'));
    const found = await app.waitForStatus('New', 'discovered');
    await app.request('POST', `/timelapses/${found.id}/process`);
    expect(await app.waitForStatus('New', 'failed')).toMatchObject({ error_code: 'disk_full' });
    expect(await listTrash(app)).toHaveLength(1);
  });

  it('is found again when the app was ended before a video had moved', async () => {
    const { app, folders, digests, id } = await startWithVideos({ Before: KB, After: 2 * KB });
    for (const name of ['Before', 'After']) await remove(app, id(name));
    await app.stop();
    await inDatabase(folders, async (db) => {
      const [row] = (await db('trash').where({ folder_name: 'Before' })) as [{ files: string }];
      const files = JSON.parse(row.files) as { kind: string; from: string; to: string }[];
      const { from, to } = files[0]!;
      await rename(to, from);
      // Nobody knows what became of its copy.
      const copy = { ...files[0]!, kind: 'copy', from: `${from}.copy.mp4`, to: `${to}.copy.mp4` };
      await db('trash').update({ state: 'moving' });
      await db('trash')
        .where({ folder_name: 'Before' })
        .update({ files: JSON.stringify([copy, ...files]) });
    });
    const later = await startTestApp(WITH_TRASH, { folders });
    await waitFor('it to move', async () => (await readdir(trashIn(folders.output))).length === 2);
    expect(await later.list()).toEqual([]);
    for (const name of ['Before', 'After']) {
      await restore(later, id(name));
      expect(await digestOf(join(folders.output, `${name}.mp4`))).toBe(digests.get(name));
    }
  });

  it('finishes a restore in which the app was ended', async () => {
    const { app, folders, digests, id } = await startWithVideos({ Here: KB, There: 2 * KB });
    for (const name of ['Here', 'There']) await remove(app, id(name));
    await app.stop();
    await inDatabase(folders, async (db) => {
      for (const { id: each, files } of (await db('trash')) as { id: string; files: string }[]) {
        const saved = (JSON.parse(files) as { from: string; to: string }[]).map((file) => ({
          ...file,
          back: file.from,
        }));
        await db('trash')
          .where({ id: each })
          .update({ state: 'restoring', files: JSON.stringify(saved) });
        // The name of one is taken, and nothing more; the other is in its place.
        if (each === id('Here')) await writeFile(saved[0]!.back, '');
        else await rename(saved[0]!.to, saved[0]!.back);
      }
    });
    const later = await startTestApp(WITH_TRASH, { folders });
    await waitFor('them to be back', async () => (await later.list()).length === 2);
    expect((await later.list()).map((each) => each.id).toSorted()).toEqual(
      [id('Here'), id('There')].toSorted(),
    );
    for (const [name, digest] of digests)
      expect(await digestOf(join(folders.output, `${name}.mp4`))).toBe(digest);
    expect((await readdir(folders.output)).toSorted()).toEqual(['Here.mp4', 'There.mp4']);
  });

  it('deletes for good what is being restored and cannot be, also what is back already', async () => {
    const { app, folders, id } = await startWithVideos({ Lost: KB, Other: 2 * KB });
    for (const name of ['Lost', 'Other']) await remove(app, id(name));
    await app.stop();
    const back = join(folders.output, 'Lost.original.mp4');
    await inDatabase(folders, async (db) => {
      const [row] = (await db('trash').where({ id: id('Lost') })) as [{ files: string }];
      const [video] = JSON.parse(row.files) as [{ from: string; to: string; sizeBytes: number }];
      await rename(video.to, back);
      const whole = { ...video, kind: 'original', from: back, to: `${video.to}.original.mp4`, back };
      const files = JSON.stringify([whole, { ...video, back: video.from }]);
      await db('trash')
        .where({ id: id('Lost') })
        .update({ state: 'restoring', files });
    });
    const later = await startTestApp(WITH_TRASH, { folders });
    expect((await later.request('POST', `/trash/${id('Lost')}/restore`)).status).toBe(409);
    expect((await later.request('DELETE', `/trash/${id('Lost')}`)).status).toBe(204);
    expect(await listTrash(later)).toMatchObject([{ title: 'Other' }]);
    expect(existsSync(back)).toBe(false);
    expect((await later.request('GET', `/timelapses/${id('Lost')}`)).status).toBe(404);
    await later.stop();
    await inDatabase(folders, async (db) => expect(await db('trash')).toHaveLength(1));
  });

  it('says which video cannot be restored, and why, and keeps what there is', async () => {
    const { app, id } = await startWithVideos({ Lost: KB });
    await remove(app, id('Lost'));
    await rename(trashIn(app.folders.output), join(app.folders.output, 'elsewhere'));
    const refused = await app.request('POST', `/trash/${id('Lost')}/restore`);
    expect(refused.status).toBe(409);
    const { error } = (await refused.json()) as { error: { code: string; message: string } };
    expect(error).toMatchObject({ code: 'cannot_restore', message: expect.stringContaining('"Lost"') });
    await rename(join(app.folders.output, 'elsewhere'), trashIn(app.folders.output));
    expect(await restore(app, id('Lost'))).toMatchObject({ status: 'completed', video_exists: true });
  });
});

test('what could not be removed yet leaves alone what has its id by now', async () => {
  const { app, found } = await startWithFolders(['Once', 'Twice'], { timelapse_trash_days: 7 });
  const { output } = app.folders;
  for (const each of found) {
    await render(app, each);
    await remove(app, each.id);
  }
  // As if its share were not mounted.
  await rename(output, `${output} away`);
  await mkdir(output);
  for (const { id } of found) {
    expect((await app.request('DELETE', `/trash/${id}`)).status).toBe(204);
    expect((await app.request('POST', `/timelapses/${id}/restore`)).status).toBe(200);
  }
  await rm(output, { recursive: true });
  await rename(`${output} away`, output);
  for (const each of found) await render(app, each);
  const { id: twice } = found[1]!;
  await remove(app, twice);
  expect(await readdir(trashIn(output))).toHaveLength(3);
  await app.stop();
  const later = await startTestApp({ ...WITH_TRASH }, { folders: app.folders });
  await waitFor('the earlier ones to go', async () => (await readdir(trashIn(output))).length === 1);
  await restore(later, twice);
  for (const { id } of found) {
    expect(await later.one(id)).toMatchObject({ status: 'completed', video_exists: true });
    expect((await later.request('GET', `/timelapses/${id}/poster`)).status).toBe(200);
  }
});

test.skipIf(noSmallDisk)('a copy whose folder can only be read does not keep its video', async () => {
  const { app, found } = await startWithFolders(['Benchy'], {
    timelapse_trash_days: 7,
    timelapse_output_strategy: 'both',
  });
  const { id, source_folder: folder, output_video_path: path } = await render(app, found[0]!);
  await remove(app, id);
  makeReadOnly(folder);
  expect(await restore(app, id)).toMatchObject({ status: 'completed', output_video_path: path });
  expect(existsSync(path!)).toBe(true);
  expect(existsSync(trashIn(app.folders.source))).toBe(false);
});

test.skipIf(noSmallDisk)('a video beside its pictures goes to the trash of its own file system', async () => {
  const folders = await makeFolders();
  const folder = join(folders.source, 'Benchy');
  await mkdir(folder);
  mountSmallDisk(folder);
  await putFrames(folder);
  const options = { ...WITH_TRASH, timelapse_output_strategy: 'same' } as const;
  const app = await startTestApp(options, { folders });
  const done = await render(app, await app.waitForStatus('Benchy', 'discovered'));
  await remove(app, done.id);
  expect(await readdir(trashIn(folder))).toHaveLength(1);
  expect(existsSync(done.output_video_path!)).toBe(false);
  expect(await restore(app, done.id)).toMatchObject({ output_video_path: done.output_video_path });
  expect(existsSync(done.output_video_path!)).toBe(true);
});

test.skipIf(noDeadShare)('nothing in the trash is lost while its share is away', async () => {
  const folders = await makeFolders();
  const share = makeShare(folders.output);
  const { app, digests, id } = await startWithVideos(
    { A: KB, B: 2 * KB, C: 3 * KB },
    { folders, times: { shareMs: 2000 } },
  );
  for (const name of ['A', 'B']) await remove(app, id(name));
  await share.die();
  const deleted = await app.request('DELETE', `/timelapses/${id('C')}`);
  expect([deleted.status, await deleted.json()]).toMatchObject([409, { error: { code: 'cannot_delete' } }]);
  const refused = await app.request('POST', `/trash/${id('A')}/restore`);
  expect([refused.status, await refused.json()]).toMatchObject([409, { error: { code: 'cannot_restore' } }]);
  // It leaves the list at once, and its file when that is possible.
  expect((await app.request('DELETE', `/trash/${id('B')}`)).status).toBe(204);
  expect(await listTrash(app)).toMatchObject([{ title: 'A' }]);
  share.comeBack();
  expect(await readdir(trashIn(folders.output))).toHaveLength(2);
  await waitFor('the share to be asked again', async () => {
    const answer = await app.request('POST', `/trash/${id('A')}/restore`);
    return answer.status === 200;
  });
  expect(await digestOf(join(folders.output, 'A.mp4'))).toBe(digests.get('A'));
  await app.stop();
  await startTestApp(WITH_TRASH, { folders });
  await waitFor('the other one to go', async () => !existsSync(trashIn(folders.output)));
  expect((await readdir(folders.output)).toSorted()).toEqual(['A.mp4', 'C.mp4']);
});
