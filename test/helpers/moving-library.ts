import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Overrides } from '../../src/app.ts';
import { openDatabase } from '../../src/db/open.ts';
import type { WireMediaMove } from '../../src/shared/media-move.ts';
import { FolderStore } from '../../src/timelapses/folder-store.ts';
import { TimelapseWrites } from '../../src/timelapses/timelapse-writes.ts';
import { type MirrorCore, startMirrorCore } from '../fakes/mirror-core.ts';
import { startSupervisor, type Supervisor } from '../fakes/supervisor/supervisor.ts';
import { savedOptions, startBelow } from './below-supervisor.ts';
import { makeFolders, makeOld, type TestApp, type TestFolders, type TestOptions } from './start-app.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { waitFor } from './wait-for.ts';
import { BY_HAND } from './with-video.ts';
import { NOTHING_MEASURED } from '../../src/timelapses/render-result.ts';

/** A library below a Supervisor, whose videos may move into the media folder. */
export interface MovingLibrary {
  folders: TestFolders;
  media: string;
  /** Where the videos go. */
  target: string;
  /** Set where the media folder is a disk of its own. */
  disk: SmallDisk | null;
  core: MirrorCore;
  supervisor: Supervisor;
  /** Digests of the videos, by the folder that their pictures were in. */
  digests: Map<string, string>;
  start(overrides?: Overrides): Promise<TestApp>;
}

export interface MovingSpec {
  /** Sizes of the videos, in bytes, by the names of their folders. */
  videos: Record<string, number>;
  /** Megabytes of the disk that the media folder is; null = it is on the same file system. */
  diskMegabytes?: number | null;
  options?: TestOptions;
}

/** Their videos are bytes that nobody can play, which is nothing to a move. */
export async function makeMovingLibrary(spec: MovingSpec): Promise<MovingLibrary> {
  const { videos, diskMegabytes = null, options = {} } = spec;
  const folders = await makeFolders();
  const media = join(dirname(folders.data), 'media');
  await mkdir(media);
  const disk = diskMegabytes === null ? null : mountSmallDisk(media, diskMegabytes);
  const digests = await putVideos(folders, videos);
  const core = await startMirrorCore();
  core.allowedFolders = [media];
  const saved = savedOptions(folders, { ...BY_HAND, ...options });
  const supervisor = await startSupervisor({ core: core.target, options: saved });
  const start = (overrides: Overrides = {}) =>
    startBelow(supervisor, folders, { mediaRoot: media, ...overrides });
  const target = join(media, 'timelapses');
  return { folders, media, target, disk, core, supervisor, digests, start };
}

/** Videos of a library that nobody can play, each known to be of its folder. @returns their digests, by its name */
export async function putVideos(
  folders: TestFolders,
  videos: Record<string, number>,
): Promise<Map<string, string>> {
  const { db } = await openDatabase(folders.data, Date.now());
  const store = new FolderStore(db, new TimelapseWrites(db));
  const digests = new Map<string, string>();
  try {
    for (const [index, [folderName, sizeBytes]] of Object.entries(videos).entries()) {
      const path = join(folders.output, `${folderName}.mp4`);
      await writeFile(path, randomBytes(sizeBytes));
      // At an odd millisecond, as files of cameras are.
      await makeOld(3600.123 * (index + 1), path);
      const fingerprint = { count: 10, newestAt: 1, lastName: '', totalBytes: 1 };
      const sourceFolder = join(folders.source, folderName);
      await store.insertAdopted(
        { folderName, sourceFolder, title: null, fingerprint },
        {
          ...NOTHING_MEASURED,
          video: { durationSeconds: 1, width: 320, height: 180, fps: 25 },
          files: [{ kind: 'video', path, sizeBytes }],
        },
        Date.now() - 1000 * index,
        Date.now(),
      );
      digests.set(folderName, await digestOf(path));
    }
  } finally {
    await db.destroy();
  }
  return digests;
}

export async function digestOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

export function readMove(app: TestApp): Promise<WireMediaMove> {
  return app.get('/home-assistant/media-move');
}

/** Waits until it can begin, and begins. */
export async function beginMove(app: TestApp): Promise<WireMediaMove> {
  await whenMove(app, ({ state }) => state === 'offered');
  const answer = await app.request('POST', '/home-assistant/media-move');
  if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as WireMediaMove;
}

export function whenMove(app: TestApp, is: (move: WireMediaMove) => boolean): Promise<WireMediaMove> {
  let last: WireMediaMove | undefined;
  return waitFor('the move', async () => {
    last = await readMove(app);
    return is(last) ? last : null;
  }).catch((error: unknown) => {
    throw new Error(`The move is ${JSON.stringify(last)}.`, { cause: error });
  });
}
