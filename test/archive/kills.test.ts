import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Archive } from '../../src/archive/archive.ts';
import { ArchiveStore } from '../../src/archive/archive-store.ts';
import { AppStateStore } from '../../src/db/app-state-store.ts';
import { type Database, openDatabase } from '../../src/db/open.ts';
import type { TimelapseFileRow } from '../../src/db/rows.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createEmitter } from '../../src/lib/emitter.ts';
import { localFiles } from '../../src/lib/files.ts';
import { createLoggers } from '../../src/lib/logger.ts';
import { FileRemover } from '../../src/maintenance/file-remover.ts';
import { optionsSchema } from '../../src/options/catalogue.ts';
import { createLiveOptions } from '../../src/options/live-options.ts';
import { ArchiveFolders } from '../../src/timelapses/archive-folders.ts';
import { RemovalStore } from '../../src/timelapses/removal-store.ts';
import type { TimelapseEvents } from '../../src/timelapses/timelapse-events.ts';
import { TimelapseReads } from '../../src/timelapses/timelapse-reads.ts';
import { seededRandom } from '../../src/tools/support/draw-print.ts';
import { type ArchiveLibrary, makeArchiveLibrary } from '../helpers/archive-library.ts';
import { Mortal } from '../helpers/mortal.ts';
import { digestOf } from '../helpers/moving-library.ts';
import { testSeed } from '../helpers/seed.ts';
import { cleanUp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

const KILLS = Number(process.env.TEST_KILLS ?? 200);
/** Calls on files and database before a kill; a video takes some 25 on its way. */
const MAX_CALLS = 60;
/** A file is copied in parts of 4 MiB. */
const LARGEST = 4_300_000;

const logger = createLoggers({ level: 'fatal' }).app;

/** What of the app has to do with the archive, until it is killed. */
function begin(
  db: Database,
  { folders, archive: folder }: ArchiveLibrary,
  mortal: Mortal,
  isOneDisk: boolean,
) {
  const emitter = createEmitter<TimelapseEvents>(() => {});
  const options = createLiveOptions(
    optionsSchema.parse({
      timelapse_source_folder: folders.source,
      timelapse_output_folder: folders.output,
      timelapse_archive_folder: folder,
    }),
    () => {},
  );
  const otherDisk = async () => {
    throw Object.assign(new Error('another disk'), { code: 'EXDEV' });
  };
  const files = mortal.of(isOneDisk ? localFiles : { ...localFiles, addName: otherDisk });
  const reads = new TimelapseReads(db);
  const archives = new ArchiveFolders({ db, files, now: Date.now, onChange: () => {} });
  const removals = mortal.of(new RemovalStore(db));
  const remover = new FileRemover({ files, reads, removals, archives, clock: systemClock, logger });
  const archive = new Archive({
    ...{ archives, files, options, emitter, logger, clock: systemClock, times: { minuteMs: 20 } },
    store: mortal.of(new ArchiveStore(db)),
    appState: mortal.of(new AppStateStore(db)),
    diskSpace: async () => ({ freeBytes: 1e12, totalBytes: 1e12 }),
    get: async (id) => (await reads.get(id))!,
    removeNow: (removal) => remover.carryOut(removal),
  });
  remover.start();
  archive.start();
  return { archive, stop: async () => [await archive.stop(), await remover.stop()] };
}

test(
  'a kill at any instant loses nothing and leaves nothing twice',
  async () => {
    const seed = testSeed();
    const random = seededRandom(seed);
    const library = await makeArchiveLibrary({
      ...{ Benchy: Math.ceil(random() * LARGEST), Vase: Math.ceil(random() * 9000), Empty: 0 },
    });
    const { db } = await openDatabase(library.folders.data, Date.now());
    cleanUp(() => db.destroy());
    const ids = (await db('timelapses').pluck('id')) as string[];
    const isSettled = async () => (await db('timelapses').whereNotNull('archive_asked_at')).length === 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const mortal = new Mortal(Math.ceil(random() * MAX_CALLS), random);
      const app = begin(db, library, mortal, random() < 0.3);
      const way = random() < 0.5 ? 'archive' : 'bringBack';
      const asked = Promise.all(ids.map((id) => app.archive[way](id).catch(() => {})));
      const settled = async () => mortal.isDead || asked.then(isSettled);
      await Promise.race([mortal.death, waitFor('the archive', settled)]);
      await Promise.race([mortal.death, app.stop()]);
      await expectWhole(db, library, `kill ${kill} of seed ${seed}`);
    }
    for (const way of ['archive', 'bringBack'] as const) {
      const app = begin(db, library, new Mortal(Infinity, random), false);
      await Promise.all(ids.map((id) => app.archive[way](id).catch(() => {})));
      const isQuiet = async () => (await isSettled()) && (await db('removals')).length === 0;
      await waitFor('the archive', isQuiet);
      await app.stop();
      await expectWhole(db, library, `the end of seed ${seed}`);
      const all = ['Benchy.mp4', 'Empty.mp4', 'Vase.mp4'];
      const isThere = way === 'archive';
      expect((await readdir(library.archive)).toSorted()).toEqual([
        '.timelapse-archive',
        ...(isThere ? all : []),
      ]);
      expect((await readdir(library.folders.output)).toSorted()).toEqual(isThere ? [] : all);
    }
  },
  Math.max(120_000, KILLS * 2000),
);

/** Each video is where its row says, and as it was; what else is there is known to be left over. */
async function expectWhole(db: Database, { folders, archive, digests }: ArchiveLibrary, when: string) {
  const rows = (await db('timelapse_files')
    .join('timelapses', 'timelapse_files.timelapse_id', 'timelapses.id')
    .select('path', 'archived', 'folder_name')) as (TimelapseFileRow & { folder_name: string })[];
  expect(rows, when).toHaveLength(digests.size);
  for (const { path, archived, folder_name: name } of rows) {
    expect(await digestOf(path).catch(String), `${path} after ${when}`).toBe(digests.get(name));
    expect(path.startsWith(`${archive}/`), `${path} after ${when}`).toBe(archived !== null);
  }
  const removals = (await new RemovalStore(db).list()).flatMap(({ files }) => files.map(({ path }) => path));
  const placing = (await new AppStateStore(db).get('archiving'))?.to;
  const known = new Set([...rows.map(({ path }) => path), ...removals, placing]);
  const found = await Promise.all(
    [archive, folders.output].map(async (folder) =>
      (await readdir(folder)).map((name) => join(folder, name)),
    ),
  );
  const unknown = found
    .flat()
    .filter((path) => path.endsWith('.mp4') && !path.includes('/.') && !known.has(path));
  expect(unknown, when).toEqual([]);
}
