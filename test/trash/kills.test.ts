import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { TrashRow } from '../../src/db/rows.ts';
import type { TrashedFile } from '../../src/timelapses/trash-store.ts';
import type { WireTrashedVideo } from '../../src/shared/trash.ts';
import { seededRandom } from '../../src/tools/support/draw-print.ts';
import { instantOfWork } from '../helpers/killed-library.ts';
import { digestOf, putVideos } from '../helpers/moving-library.ts';
import { inDatabase } from '../helpers/open-database.ts';
import { testSeed } from '../helpers/seed.ts';
import { makeFolders, type TestFolders } from '../helpers/start-app.ts';
import { startProcess } from '../helpers/start-process.ts';
import { waitFor } from '../helpers/wait-for.ts';

/** A usual run has few: `TEST_KILLS=200 npm test -- test/trash/kills`. */
const KILLS = Number(process.env.TEST_KILLS ?? 6);
const VIDEOS = 24;
const TRASH = '.timelapse-trash';
/** Of work in the folders, before a kill. */
const MAX_INSTANTS = 8;
/** Longest wait for the next of them, and between the last and the kill, in milliseconds. */
const MAX_MS = 1000;
const LATER_MS = 15;
/** Nothing starts by itself. */
const ENV = { TIMELAPSE_ENABLED: 'false', TIMELAPSE_TRASH_DAYS: '7' };

test(
  'a kill at any instant loses no video, and leaves none in two places',
  async () => {
    const seed = testSeed();
    const random = seededRandom(seed);
    const folders = await makeFolders();
    const names = Array.from({ length: VIDEOS }, (_, n) => `Print ${n}`);
    const sizes = Object.fromEntries(names.map((name) => [name, Math.ceil(random() * 100_000)]));
    const digests = await putVideos(folders, sizes);
    await writeFile(join(folders.output, 'mine.mp4'), 'mine');
    const gone = new Set<string>();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const app = startProcess(folders, ENV);
      const working = work(await app.ready(), random, gone);
      const instants = Math.ceil(random() * MAX_INSTANTS);
      for (let instant = 0; instant < instants; instant += 1) await instantOfWork([folders.output], MAX_MS);
      await sleep(random() * LATER_MS);
      await app.end('SIGKILL');
      await working;
      await expectWhole(folders, { digests, gone }, `kill ${kill} of seed ${seed}`);
    }
    const app = startProcess(folders, ENV);
    const url = await app.ready();
    await waitFor('everything to be finished', async () => {
      const inTrash = await listTrash(url);
      const files = await readdir(join(folders.output, TRASH)).catch(() => []);
      const known = (await (await fetch(`${url}/api/v1/timelapses?limit=1000`)).json()) as unknown[];
      const videos = (await readdir(folders.output)).filter((name) => name.startsWith('Print'));
      return files.length === inTrash.length && videos.length === known.length;
    });
    for (const { id } of await listTrash(url)) {
      const answer = await fetch(`${url}/api/v1/trash/${id}/restore`, { method: 'POST' });
      expect(answer.status, await answer.text()).toBe(200);
    }
    await app.end('SIGTERM');
    await expectWhole(folders, { digests, gone }, `the end of seed ${seed}`);
    expect(await readdir(folders.output)).not.toContain(TRASH);
    expect((await readdir(folders.output)).toSorted()[0]).toBe('Print 0.mp4');
  },
  Math.max(120_000, KILLS * 20_000),
);

async function listTrash(url: string): Promise<WireTrashedVideo[]> {
  return (await (await fetch(`${url}/api/v1/trash?limit=1000`)).json()) as WireTrashedVideo[];
}

/** Deletes, restores, and now and then lets one go for good, until the app is killed. @param gone names that may be */
async function work(url: string, random: () => number, gone: Set<string>): Promise<void> {
  const ask = (method: string, path: string) => fetch(`${url}/api/v1${path}`, { method });
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  try {
    for (;;) {
      const listed = (await (await ask('GET', '/timelapses?limit=1000')).json()) as { id: string }[];
      const [video, trashed] = [pick(listed), pick(await listTrash(url))];
      const turn = random();
      if (turn < 0.5 && video) await ask('DELETE', `/timelapses/${video.id}`);
      else if (turn < 0.95 && trashed) await ask('POST', `/trash/${trashed.id}/restore`);
      // The first one stays.
      else if (trashed && trashed.folder_name !== 'Print 0') {
        gone.add(trashed.folder_name);
        await ask('DELETE', `/trash/${trashed.id}`);
      }
    }
  } catch {
    // It was killed.
  }
}

/** Each video is known once, and there once. */
async function expectWhole(
  folders: TestFolders,
  { digests, gone }: { digests: Map<string, string>; gone: Set<string> },
  when: string,
): Promise<void> {
  const places = new Map<string, string[]>();
  await inDatabase(folders, async (db) => {
    const files = (await db('timelapse_files')
      .join('timelapses', 'timelapse_files.timelapse_id', 'timelapses.id')
      .where({ kind: 'video' })
      .select('path', 'folder_name')) as { path: string; folder_name: string }[];
    for (const { path, folder_name: name } of files) places.set(name, [path]);
    for (const row of (await db('trash')) as TrashRow[]) {
      expect(places.has(row.folder_name), `${row.folder_name} twice after ${when}`).toBe(false);
      const [{ from, to, back = from }] = JSON.parse(row.files) as [TrashedFile];
      if (row.leaving === 1) expect(gone).toContain(row.folder_name);
      else places.set(row.folder_name, row.state === 'kept' ? [to] : [to, from, back]);
    }
  });
  for (const [name, digest] of digests) {
    const paths = new Set(places.get(name));
    if (paths.size === 0 && gone.has(name)) continue;
    const found = [];
    for (const path of paths) found.push(await digestOf(path).catch(() => null));
    expect(
      found.filter((each) => each === digest),
      `${name} after ${when}`,
    ).toHaveLength(1);
  }
  expect(await readdir(folders.output), when).toContain('mine.mp4');
}
