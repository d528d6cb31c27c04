import { existsSync } from 'node:fs';
import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/open.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { makeReadOnly } from '../helpers/read-only.ts';
import { noSmallDisk as noMounts } from '../helpers/small-disk.ts';
import { engine, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { BY_HAND, render, startWithFolders, startWithVideo } from '../helpers/with-video.ts';

const deleteAll = (app: TestApp, { id }: { id: string }): Promise<Response> =>
  app.request('DELETE', `/timelapses/${id}?delete_source=true`);

async function expectAllThere(app: TestApp, { id, ...done }: WireTimelapse): Promise<void> {
  expect(await readdir(done.source_folder)).toHaveLength(12);
  expect(existsSync(done.output_video_path!)).toBe(true);
  expect((await app.request('GET', `/timelapses/${id}/poster`)).status).toBe(200);
  expect(await app.one(id)).toMatchObject({ status: 'completed', video_exists: true });
}

const title = `what cannot be removed${noMounts ? ` (skipped: ${noMounts})` : ''}`;
describe.skipIf(noMounts)(title, () => {
  it.each(['source', 'output'] as const)(
    'makes a deletion with frames take nothing: the %s folder can only be read [1.8]',
    async (which) => {
      const { app, done } = await startWithVideo('Benchy');
      const undo = makeReadOnly(app.folders[which]);
      const refused = await deleteAll(app, done);
      expect(refused.status).toBe(409);
      expect(await refused.json()).toMatchObject({ error: { code: 'cannot_delete' } });
      await expectAllThere(app, done);
      undo();
      expect((await deleteAll(app, done)).status).toBe(204);
      expect([await readdir(app.folders.source), await readdir(app.folders.output)]).toEqual([[], []]);
    },
  );

  it('makes a deletion of many take nothing of that one [1.8]', async () => {
    const { app, found } = await startWithFolders(['Free', 'Fixed']);
    const [free, fixed] = [await render(app, found[0]!), await render(app, found[1]!)];
    makeReadOnly(fixed.source_folder);
    const answer = await app.request('POST', '/timelapses/bulk-delete', {
      timelapse_ids: [fixed.id, free.id],
      delete_source: true,
    });
    expect(await answer.json()).toMatchObject({
      deleted: 1,
      failed: 1,
      errors: [{ id: fixed.id, code: 'cannot_delete' }],
    });
    await expectAllThere(app, fixed);
    expect(await readdir(app.folders.source)).toEqual(['Fixed']);
  });

  it('makes a deletion without frames take nothing [1.8]', async () => {
    const { app, done } = await startWithVideo('Benchy');
    makeReadOnly(app.folders.output);
    expect((await app.request('DELETE', `/timelapses/${done.id}`)).status).toBe(409);
    await expectAllThere(app, done);
    expect(await app.get('/timelapses/ignored')).toEqual([]);
  });
});

describe('a deletion with frames', () => {
  it('leaves the frames of the print that uses the folder now [1.8]', async () => {
    const { app, done } = await startWithVideo('Again');
    await app.stop();
    const { db } = await openDatabase(app.folders.data, Date.now());
    await db('timelapses').update({ superseded: 1, source_missing: 1 });
    await db.destroy();
    const later = await startTestApp(BY_HAND, { folders: app.folders });
    const next = await later.waitForStatus('Again', 'discovered');
    expect((await deleteAll(later, done)).status).toBe(204);
    expect(existsSync(done.output_video_path!)).toBe(false);
    expect(await readdir(next.source_folder)).toHaveLength(12);
  });

  it('leaves frames that came after the last scan [1.8]', async () => {
    const { app, done } = await startWithVideo('Benchy', { timelapse_scan_interval: 3600 });
    await putFrames(done.source_folder, { names: ['late.jpg'] });
    const late = new Date(Date.now() + 60_000);
    await utimes(join(done.source_folder, 'late.jpg'), late, late);
    expect((await deleteAll(app, done)).status).toBe(204);
    expect(await readdir(done.source_folder)).toEqual(['late.jpg']);
  });
});

describe('a deletion that was cut off', () => {
  it.each([true, false])('is finished at the next start; frames go too: %s [1.9]', async (withFrames) => {
    const { app, done } = await startWithVideo('Cut off', { timelapse_flickerfree_path: '' });
    await app.stop();
    // As a kill right after the transaction leaves it: the row is gone, every file is there.
    const { db } = await openDatabase(app.folders.data, Date.now());
    const files = (await db('timelapse_files')) as { kind: string; path: string; size_bytes: number }[];
    await db('timelapses').delete();
    await db('removals').insert({
      files: JSON.stringify(
        files.map(({ kind, path, size_bytes }) => ({ kind, path, sizeBytes: size_bytes })),
      ),
      ...(withFrames ? { source_folder: done.source_folder, frames_until: Date.now() } : {}),
    });
    await db.destroy();
    const later = await startTestApp(
      { ...BY_HAND, timelapse_flickerfree_path: '' },
      { folders: app.folders },
    );
    await putFrames(join(app.folders.source, 'Next'));
    await later.waitForStatus('Next', 'discovered');
    await waitFor('its files to go', () => files.every(({ path }) => !existsSync(path)));
    await waitFor('its folder to go', () => existsSync(done.source_folder) !== withFrames);
    expect(await readdir(app.folders.output)).toEqual([]);
    expect((await later.list()).filter((each) => each.video_exists)).toEqual([]);
  });
});

describe('a restore', () => {
  it('asked for by several at once succeeds once, and never goes wrong [1.9]', async () => {
    const { app, done } = await startWithVideo('Benchy');
    await app.request('DELETE', `/timelapses/${done.id}`);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => app.request('POST', `/timelapses/${done.id}/restore`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404]);
    expect(await app.list()).toMatchObject([{ id: done.id, status: 'discovered' }]);
    expect(await app.get('/timelapses/ignored')).toEqual([]);
  });

  it('is refused while its folder has another timelapse [1.9]', async () => {
    const { app, done } = await startWithVideo('Benchy');
    await app.request('DELETE', `/timelapses/${done.id}`);
    await app.stop();
    const { db } = await openDatabase(app.folders.data, Date.now());
    const [tombstone] = (await db('ignored_folders')) as [{ id: string }];
    await db('ignored_folders').delete();
    await db.destroy();
    const options = { ...BY_HAND, timelapse_flickerfree_path: engine('foreign.sh') };
    const later = await startTestApp(options, { folders: app.folders });
    await later.waitForStatus('Benchy', 'discovered');
    await later.stop();
    const again = await openDatabase(app.folders.data, Date.now());
    await again.db('ignored_folders').insert(tombstone);
    await again.db.destroy();
    const last = await startTestApp(options, { folders: app.folders });
    const refused = await last.request('POST', `/timelapses/${done.id}/restore`);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ error: { code: 'folder_in_use' } });
    expect(await last.list()).toHaveLength(1);
  });
});
