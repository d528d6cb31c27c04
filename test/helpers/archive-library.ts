import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Overrides } from '../../src/app.ts';
import type { WireHealth } from '../../src/shared/system.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { putVideos } from './moving-library.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { makeFolders, startTestApp, type TestApp, type TestFolders, type TestOptions } from './start-app.ts';
import { waitFor } from './wait-for.ts';
import { BY_HAND } from './with-video.ts';

/** A library with an archive folder. */
export interface ArchiveLibrary {
  folders: TestFolders;
  archive: string;
  /** Set where the archive is a disk of its own. */
  disk: SmallDisk | null;
  /** Digests of the videos, by the folder that their pictures were in. */
  digests: Map<string, string>;
  options: TestOptions;
  start(overrides?: Overrides): Promise<TestApp>;
  /** An empty folder is in place of the archive. */
  disconnect(): Promise<void>;
  connect(): Promise<void>;
}

/** Their videos are bytes that nobody can play, which is nothing to an archive. */
export async function makeArchiveLibrary(
  videos: Record<string, number>,
  { diskMegabytes = null, ...more }: TestOptions & { diskMegabytes?: number | null } = {},
): Promise<ArchiveLibrary> {
  const folders = await makeFolders();
  const archive = join(dirname(folders.data), 'nas');
  const elsewhere = `${archive}-unplugged`;
  await mkdir(archive);
  const disk = diskMegabytes === null ? null : mountSmallDisk(archive, diskMegabytes);
  const options = { ...BY_HAND, timelapse_archive_folder: archive, ...more };
  return {
    folders,
    archive,
    disk,
    digests: await putVideos(folders, videos),
    options,
    start: (overrides = {}) => startTestApp(options, { folders, ...overrides }),
    disconnect: async () => {
      await rename(archive, elsewhere);
      await mkdir(archive);
    },
    connect: async () => {
      await rename(archive, `${archive}-empty`);
      await rename(elsewhere, archive);
    },
  };
}

/** Asks for each and waits until all are where they were asked to be. */
export async function archiveAll(app: TestApp, way: 'archive' | 'unarchive' = 'archive'): Promise<void> {
  for (const { id } of await app.list('?limit=1000')) await ask(app, id, way);
  await whenAll(app, (each) => each.archive_state === (way === 'archive' ? 'archived' : null));
}

export async function ask(app: TestApp, id: string, way: 'archive' | 'unarchive'): Promise<WireTimelapse> {
  const answer = await app.request('POST', `/timelapses/${id}/${way}`);
  if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as WireTimelapse;
}

export async function whenAll(
  app: TestApp,
  is: (timelapse: WireTimelapse) => boolean,
): Promise<WireTimelapse[]> {
  let last: WireTimelapse[] = [];
  return waitFor('the archive', async () => {
    last = await app.list('?limit=1000');
    return last.every(is) ? last : null;
  }).catch((error: unknown) => {
    throw new Error(`They are ${JSON.stringify(last.map((each) => each.archive_state))}.`, { cause: error });
  });
}

export async function noticesOf(app: TestApp): Promise<WireHealth['notices']> {
  return (await app.get<WireHealth>('/health')).notices;
}
