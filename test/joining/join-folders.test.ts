import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WireHealth } from '../../src/shared/system.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { inDatabase } from '../helpers/open-database.ts';
import { PARTS, printInParts } from '../helpers/print-in-parts.ts';
import { engine, makeFolders, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { BY_HAND } from '../helpers/with-video.ts';

const OPTIONS = { ...BY_HAND, timelapse_flickerfree_path: engine('foreign.sh') };
const TAKEN = {
  first: ['20261128_100000.jpg', '20261128_100020.jpg'],
  second: ['20261128_104000.jpg', '20261128_104020.jpg', '20261128_104040.jpg'],
};

const offersOf = async (app: TestApp) => (await app.get<WireHealth>('/health')).offers;
const isOffered = (app: TestApp) =>
  waitFor('the offer', async () => ((await offersOf(app)).length > 0 ? offersOf(app) : null));

/** Waits until the first folder is one video of so many pictures, and nothing is left of the second. */
async function isJoined(app: TestApp, count: number): Promise<WireTimelapse> {
  const done = await app.waitForCompleted(PARTS[0]);
  expect(done.image_count).toBe(count);
  await waitFor('the end of the second', async () => (await app.list()).length === 1);
  expect(await readdir(app.folders.source)).toEqual([PARTS[0]]);
  return done;
}

describe('the folders of one print', () => {
  it('are offered as one video, and become one when the user says so [1.28]', async () => {
    const app = await startTestApp(OPTIONS);
    const id = await printInParts(app, TAKEN);
    expect(await isOffered(app)).toEqual([
      {
        code: 'print_in_parts',
        job_id: id,
        job: 'Lighthouse',
        printer: 'MK4',
        folders: [...PARTS],
        image_count: 5,
      },
    ]);
    expect((await app.get<WireHealth>('/health')).status).toBe('ok');
    const answer = await app.request('POST', `/jobs/${id}/join`);
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({ folder_name: PARTS[0], status: 'discovered' });
    await isJoined(app, 5);
    expect((await readdir(join(app.folders.source, PARTS[0]))).toSorted()).toEqual([
      ...TAKEN.first,
      ...TAKEN.second,
    ]);
    await waitFor('no offer', async () => (await offersOf(app)).length === 0);
    expect((await app.request('POST', `/jobs/${id}/join`)).status).toBe(409);
  });

  it('keep what is no picture, and a video that is made already [1.28]', async () => {
    const app = await startTestApp(OPTIONS);
    const id = await printInParts(app);
    await writeFile(join(app.folders.source, PARTS[1], 'notes.txt'), 'mine');
    for (const { id: each } of await app.list()) await app.request('POST', `/timelapses/${each}/process`);
    for (const name of PARTS) await app.waitForCompleted(name);
    await isOffered(app);
    await app.request('POST', `/jobs/${id}/join`);
    const first = await waitFor('the whole video', async () => {
      const found = (await app.list()).find(({ folder_name }) => folder_name === PARTS[0]);
      return found?.status === 'completed' && found.image_count === 24 ? found : null;
    });
    expect(first.video_exists).toBe(true);
    const second = (await app.list()).find(({ folder_name }) => folder_name === PARTS[1]);
    expect(second).toMatchObject({ status: 'completed', video_exists: true, source_missing: true });
    expect(await readdir(join(app.folders.source, PARTS[1]))).toEqual(['notes.txt']);
  });

  it('are joined by the next start when the app was killed in between [1.28]', async () => {
    const folders = await makeFolders();
    const app = await startTestApp(OPTIONS, { folders });
    await printInParts(app, TAKEN);
    const list = await app.list();
    const idOf = (name: string) => list.find(({ folder_name }) => folder_name === name)!.id;
    await app.stop();
    const [first, second] = PARTS.map((name) => join(folders.source, name)) as [string, string];
    const moves = TAKEN.second.map((name) => ({ from: join(second, name), to: join(first, name) }));
    const stored = {
      first: idOf(PARTS[0]),
      root: folders.source,
      later: [{ id: idOf(PARTS[1]), folder: second }],
      moves,
    };
    // As it was written down, with one picture moved.
    await inDatabase(folders, (db) =>
      db('settings')
        .insert({ name: 'join', value: JSON.stringify(stored) })
        .onConflict('name')
        .merge(),
    );
    await rename(moves[0]!.from, moves[0]!.to);
    const again = await startTestApp(OPTIONS, { folders });
    await isJoined(again, 5);
  });

  it('never move over a picture that is there [1.28]', async () => {
    const app = await startTestApp(OPTIONS);
    const id = await printInParts(app, { first: ['1.jpg', '2.jpg'], second: ['1.jpg', '2.jpg'] });
    await mkdir(join(app.folders.source, PARTS[0], '2_2_1.jpg'));
    await isOffered(app);
    expect((await app.request('POST', `/jobs/${id}/join`)).status).toBe(409);
    expect(await readdir(join(app.folders.source, PARTS[1]))).toEqual(['1.jpg', '2.jpg']);
  });
});
