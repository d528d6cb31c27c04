import { lstat, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { WireMediaMove } from '../../src/shared/media-move.ts';
import { seededRandom } from '../../src/tools/support/draw-print.ts';
import { instantOfWork, namesIn } from '../helpers/killed-library.ts';
import { digestOf, makeMovingLibrary, type MovingLibrary } from '../helpers/moving-library.ts';
import { inDatabase } from '../helpers/open-database.ts';
import { testSeed } from '../helpers/seed.ts';
import { noSmallDisk } from '../helpers/small-disk.ts';
import { startProcess } from '../helpers/start-process.ts';
import { waitFor } from '../helpers/wait-for.ts';

/** A usual run has few: `TEST_KILLS=300 npm test -- test/moving/kills`. */
const KILLS = Number(process.env.TEST_KILLS ?? 8);
const MB = 1_000_000;
const PROGRAM = new URL('../fixtures/app-with-media.ts', import.meta.url).pathname;
/** Of work in the folders, before a kill: each file takes a few. */
const MAX_INSTANTS = 16;
/** Longest wait for the next of them, and between the last and the kill, in milliseconds. */
const MAX_MS = 1000;
const LATER_MS = 15;

/** A copy takes longer than a second name. */
const KINDS = [
  ['on one file system', { videos: 6 * KILLS, megabytes: 1, diskMegabytes: null }],
  [
    'from one file system to another',
    { videos: 2 * KILLS, megabytes: 9, diskMegabytes: 100 + 2 * KILLS * 9 },
  ],
] as const;

test.each(KINDS)(
  'a kill at any instant leaves each video where its timelapse says, %s',
  async (_, { videos: count, megabytes, diskMegabytes }) => {
    if (diskMegabytes !== null && noSmallDisk) return;
    const seed = testSeed();
    const random = seededRandom(seed);
    const videos = Object.fromEntries(
      Array.from({ length: count }, (_each, n) => [`Print ${n}`, Math.ceil(random() * megabytes * MB)]),
    );
    const library = await makeMovingLibrary({ videos, diskMegabytes });
    const { folders, media, target } = library;
    await writeFile(join(folders.output, 'mine.mp4'), 'mine');
    for (let kill = 0; kill < KILLS; kill += 1) {
      const app = await start(library);
      const url = await app.ready();
      void begin(url).catch(() => {});
      const instants = Math.ceil(random() * MAX_INSTANTS);
      for (let instant = 0; instant < instants; instant += 1)
        await instantOfWork([media, folders.output, ...(await folderOf(target))], MAX_MS);
      await sleep(random() * LATER_MS);
      await app.end('SIGKILL');
      await expectWhole(library, `kill ${kill} of seed ${seed}`);
    }
    const app = await start(library);
    const url = await app.ready();
    await begin(url);
    const move = await waitFor('the end of the move', async () => {
      const now = await read(url);
      return now.state === 'done' ? now : null;
    });
    expect(move).toMatchObject({ videos_missing: 0, problem: null });
    await app.end('SIGTERM');
    await expectWhole(library, `the end of seed ${seed}`);
    expect(await namesIn(folders.output)).toEqual(['mine.mp4']);
    expect(await readFile(join(folders.output, 'mine.mp4'), 'utf8')).toBe('mine');
    const names = Object.keys(videos).map((name) => `${name}.mp4`);
    expect((await namesIn(target)).toSorted()).toEqual(names.toSorted());
  },
  Math.max(120_000, KILLS * 20_000),
);

/** Its options are those that the Supervisor wrote before the first start. */
async function start({ folders, media, supervisor }: MovingLibrary) {
  await writeFile(join(folders.data, 'options.json'), JSON.stringify(OPTIONS_OF(folders)));
  const env = { ...supervisor.env(), HOST: '127.0.0.1', TEST_MEDIA_ROOT: media };
  return startProcess(folders, env, { program: PROGRAM, folders: false });
}

const OPTIONS_OF = ({ source, output }: MovingLibrary['folders']) => ({
  timelapse_source_folder: source,
  timelapse_output_folder: output,
});

/** Whether or not it has begun before. */
async function begin(url: string): Promise<void> {
  await waitFor('the move to be possible', async () => (await read(url)).state !== 'none');
  await fetch(`${url}/api/v1/home-assistant/media-move`, { method: 'POST' });
}

async function read(url: string): Promise<WireMediaMove> {
  return (await (await fetch(`${url}/api/v1/home-assistant/media-move`)).json()) as WireMediaMove;
}

async function folderOf(path: string): Promise<string[]> {
  const there = await lstat(path).catch(() => null);
  return there?.isDirectory() ? [path] : [];
}

/** Each video is where its timelapse says, and as it was. */
async function expectWhole({ folders, digests }: MovingLibrary, when: string): Promise<void> {
  await inDatabase(folders, async (db) => {
    const rows = (await db('timelapse_files')
      .join('timelapses', 'timelapse_files.timelapse_id', 'timelapses.id')
      .where({ kind: 'video' })
      .select('path', 'folder_name', 'video_exists')) as {
      path: string;
      folder_name: string;
      video_exists: number;
    }[];
    expect(rows, when).toHaveLength(digests.size);
    for (const { path, folder_name: name, video_exists: exists } of rows) {
      expect(await digestOf(path).catch(String), `${path} after ${when}`).toBe(digests.get(name));
      expect(exists, `${path} after ${when}`).toBe(1);
    }
  });
  expect(await readdir(folders.output), when).toContain('mine.mp4');
}
