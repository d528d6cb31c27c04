import {
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppStateStore } from '../../src/db/app-state-store.ts';
import type { WireHealth } from '../../src/shared/system.ts';
import type { WireTargets } from '../../src/shared/places.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import {
  beginMove,
  digestOf,
  makeMovingLibrary,
  type MovingLibrary,
  readMove,
  whenMove,
} from '../helpers/moving-library.ts';
import { makeShare, noDeadShare } from '../helpers/dead-share.ts';
import { inDatabase } from '../helpers/open-database.ts';
import { putSettings } from '../helpers/settings.ts';
import { noSmallDisk } from '../helpers/small-disk.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

const MB = 1_000_000;
const done = (app: TestApp) => whenMove(app, ({ state }) => state === 'done');
const linked = ({ target, folders }: MovingLibrary) =>
  waitFor('the link', async () => (await readlink(target).catch(() => '')) === folders.output);

/** Everything is where its timelapse says, and as it was. */
async function expectAll(app: TestApp, { digests }: MovingLibrary, folder: string): Promise<void> {
  const timelapses = await app.list('?limit=1000');
  expect(timelapses).toHaveLength(digests.size);
  for (const { folder_name: name, output_video_path: path, video_exists: exists } of timelapses) {
    expect([path, exists]).toEqual([expect.stringContaining(`${folder}/`), true]);
    expect(await digestOf(path!)).toBe(digests.get(name));
  }
}

describe('moving the videos into the media folder', () => {
  it('replaces the link of the app by a folder that has them all', async () => {
    const library = await makeMovingLibrary({ videos: { Benchy: 3 * MB, 'Über 100% ~Größe': 2 * MB } });
    const { folders, target } = library;
    await writeFile(join(folders.output, 'mine.txt'), 'mine');
    const app = await library.start();
    await linked(library);
    const before = new Map((await app.list()).map((each) => [each.id, each]));
    const tags = await tagsOf(app);
    const begun = await beginMove(app);
    expect(begun).toMatchObject({ from: folders.output, to: target, videos_total: expect.any(Number) });
    expect(await done(app)).toMatchObject({
      videos_done: 2,
      videos_total: 2,
      bytes_done: 5 * MB,
      problem: null,
    });
    expect((await lstat(target)).isDirectory()).toBe(true);
    await expectAll(app, library, target);
    expect((await readdir(target)).toSorted()).toEqual(['Benchy.mp4', 'Über 100% ~Größe.mp4']);
    expect(await readdir(folders.output)).toEqual(['mine.txt']);
    // Whoever watches one goes on with the same file.
    expect(await tagsOf(app)).toEqual(tags);
    for (const { id, title, pinned, age_days: age } of await app.list())
      expect({ title, pinned, age }).toEqual({
        title: before.get(id)!.title,
        pinned: before.get(id)!.pinned,
        age: before.get(id)!.age_days,
      });
    expect(library.supervisor.userOptions).toMatchObject({ timelapse_output_folder: target });
  });

  it('lets actions that read paths reach them', async () => {
    const library = await makeMovingLibrary({ videos: { Benchy: MB } });
    library.core.services = { telegram_bot: { send_video: {} } };
    const app = await library.start();
    await linked(library);
    const reaches = async () => {
      const [{ id } = { id: '' }] = await app.list();
      const { uploads } = await app.get<WireTargets>(`/home-assistant/targets?timelapse=${id}`);
      return uploads.map((each) => each.reaches);
    };
    expect(await reaches()).toEqual([false]);
    await beginMove(app);
    await done(app);
    expect(await reaches()).toEqual([true]);
  });

  it('never overwrites what is there, and never takes it for its own', async () => {
    const library = await makeMovingLibrary({ videos: { Benchy: MB, Vase: MB, Cube: MB } });
    await mkdir(library.target);
    await writeFile(join(library.target, 'Benchy.mp4'), 'mine');
    await symlink('/nowhere', join(library.target, 'Vase.mp4'));
    await mkdir(join(library.target, 'Cube.mp4'));
    const app = await library.start();
    await beginMove(app);
    await done(app);
    await expectAll(app, library, library.target);
    expect(await readFile(join(library.target, 'Benchy.mp4'), 'utf8')).toBe('mine');
    expect(await readlink(join(library.target, 'Vase.mp4'))).toBe('/nowhere');
    expect((await app.list()).map(({ output_video_path: path }) => basename(path!)).toSorted()).toEqual([
      'Benchy (2).mp4',
      'Cube (2).mp4',
      'Vase (2).mp4',
    ]);
  });

  it('says how far it is, refuses another, and tells of each video', async () => {
    const library = await makeMovingLibrary({ videos: { Benchy: MB } });
    const app = await library.start();
    await app.live.waitForEvent('snapshot');
    await beginMove(app);
    await done(app);
    const last = await waitFor('the event', () =>
      app.live.all('media_move.changed').find(({ state }) => state === 'done'),
    );
    expect(last).toMatchObject({ videos_done: 1, videos_total: 1, videos_missing: 0 });
    const updated = app.live.all('timelapse.updated').at(-1);
    expect(updated?.output_video_path).toBe(join(library.target, 'Benchy.mp4'));
    // There is nothing left to move.
    expect((await app.request('POST', '/home-assistant/media-move')).status).toBe(202);
    expect(await done(app)).toMatchObject({ videos_done: 1 });
  });

  it('waits for videos that are not there, and brings them when they are back', async () => {
    const library = await makeMovingLibrary({ videos: { Benchy: MB, Vase: MB } });
    const away = join(library.folders.data, 'away.mp4');
    const path = join(library.folders.output, 'Vase.mp4');
    await rename(path, away);
    const clock = new FakeClock();
    const app = await library.start({ clock });
    await beginMove(app);
    expect(await done(app)).toMatchObject({ videos_done: 1, videos_missing: 1, problem: null });
    await rename(away, path);
    await whenMove(app, (move) => {
      clock.advance(11 * 60_000);
      return move.videos_done === 2;
    });
    await expectAll(app, library, library.target);
  });

  it('takes what somebody has moved there already', async () => {
    const library = await makeMovingLibrary({ videos: { Benchy: MB } });
    await mkdir(library.target);
    await rename(join(library.folders.output, 'Benchy.mp4'), join(library.target, 'Benchy.mp4'));
    const app = await library.start();
    await beginMove(app);
    await done(app);
    await expectAll(app, library, library.target);
  });

  it('ends when another output folder is chosen', async () => {
    const library = await makeMovingLibrary({ videos: { Benchy: MB } });
    const app = await library.start();
    await beginMove(app);
    await done(app);
    await putSettings(app, { timelapse_output_folder: library.folders.output });
    await whenMove(app, ({ state }) => state !== 'done');
    await expectAll(app, library, library.target);
  });
});

it('ends in the middle when another output folder is chosen, and each video is whole', async () => {
  const videos = Object.fromEntries(Array.from({ length: 20 }, (_each, n) => [`Print ${n}`, 3 * MB]));
  const library = await makeMovingLibrary({ videos, diskMegabytes: noSmallDisk ? null : 200 });
  const { folders, target } = library;
  const app = await library.start();
  await beginMove(app);
  await whenMove(app, ({ videos_done: moved }) => moved > 0);
  await putSettings(app, { timelapse_output_folder: folders.output });
  await whenMove(app, ({ state }) => state === 'offered');
  const timelapses = await app.list('?limit=1000');
  for (const { folder_name: name, output_video_path: path } of timelapses)
    expect(await digestOf(path!)).toBe(library.digests.get(name));
  const names = [...(await readdir(folders.output)), ...(await readdir(target))];
  expect(names.toSorted()).toEqual(
    Object.keys(videos)
      .map((name) => `${name}.mp4`)
      .toSorted(),
  );
  // It can begin again.
  await beginMove(app);
  await done(app);
  await expectAll(app, library, target);
});

describe('what a kill or a power failure has left', () => {
  const TIMES = { before: new Date(1_700_000_000_123), other: new Date(1_800_000_000_000) };

  it.each([
    ['the name that was taken', 'Benchy.mp4', (_from: string, to: string) => writeFile(to, '')],
    ['a copy whose row is older', 'Benchy.mp4', (from: string, to: string) => copyFile(from, to)],
    ['a file whose original is gone', 'Benchy.mp4', (from: string, to: string) => rename(from, to)],
    ['a file of somebody else', 'Benchy (2).mp4', (_from: string, to: string) => writeFile(to, 'mine')],
    [
      'a file of somebody else of the same size',
      'Benchy (2).mp4',
      (_from: string, to: string) => writeFile(to, Buffer.alloc(MB)),
    ],
  ])('is settled at the next start: %s', async (_, name, leave) => {
    const library = await makeMovingLibrary({ videos: { Benchy: MB } });
    const { folders, target, supervisor } = library;
    const [from, to] = [join(folders.output, 'Benchy.mp4'), join(target, 'Benchy.mp4')];
    await mkdir(target);
    await utimes(from, TIMES.before, TIMES.before);
    await leave(from, to);
    if ((await lstat(to)).size !== MB || name !== 'Benchy.mp4') await utimes(to, TIMES.other, TIMES.other);
    await inDatabase(folders, async (db) => {
      const { timelapse_id: timelapseId } = (await db('timelapse_files').first()) as { timelapse_id: string };
      const file = { timelapseId, kind: 'video', path: from };
      const placing = { file, to, sizeBytes: MB, modifiedAt: TIMES.before.getTime() };
      const done = { videos: 0, bytes: 0 };
      const move = { from: folders.output, to: target, isSwitched: true, placing, done, isFinished: false };
      await new AppStateStore(db).set('media_move', move);
    });
    supervisor.saveOptions({ ...supervisor.userOptions, timelapse_output_folder: target });
    const app = await library.start();
    expect(await done(app)).toMatchObject({ videos_done: 1, videos_missing: 0 });
    await expectAll(app, library, target);
    expect((await app.list())[0]?.output_video_path).toBe(join(target, name));
    expect(await readdir(folders.output)).toEqual([]);
    expect(await readdir(target)).toHaveLength(name === 'Benchy.mp4' ? 1 : 2);
  });
});

describe('it is not offered', () => {
  it.each([
    ['beside_pictures', { options: { timelapse_output_strategy: 'same' } } as const],
    ['no_media_folder', { without: true } as const],
    ['something_else', { make: (path: string) => writeFile(path, 'mine') } as const],
    ['other_link', { make: (path: string) => symlink('/somewhere', path) } as const],
    ['not_allowed', { allowed: ['/elsewhere'] } as const],
  ])('because of %s, and refused', async (cause, { ...how }) => {
    const { options, without, make, allowed } = how as {
      options?: object;
      without?: boolean;
      make?: (path: string) => Promise<void>;
      allowed?: string[];
    };
    const library = await makeMovingLibrary({ videos: { Benchy: MB }, ...(options ? { options } : {}) });
    await make?.(library.target);
    if (allowed) library.core.allowedFolders = allowed;
    if (without) await rename(library.media, `${library.media}-gone`);
    const app = await library.start();
    const move = await whenMove(app, ({ problem }) => problem?.cause === cause);
    expect(move).toMatchObject({ state: 'none', from: null, to: null });
    const refused = await app.request('POST', '/home-assistant/media-move');
    expect([refused.status, await refused.json()]).toEqual([
      409,
      {
        error: expect.objectContaining({
          code: 'cannot_move_videos',
          detail: expect.objectContaining({ cause }),
        }),
      },
    ]);
    expect((await app.get<WireHealth>('/health')).offers).toEqual([]);
    await expectAll(app, library, library.folders.output);
    if (make) expect((await lstat(library.target)).isDirectory()).toBe(false);
  });

  it('outside Home Assistant', async () => {
    const app = await startTestApp();
    expect(await readMove(app)).toMatchObject({ state: 'none', problem: { cause: 'stand_alone' } });
    expect((await app.request('POST', '/home-assistant/media-move')).status).toBe(409);
  });

  it('where saving the options fails, and nothing is changed then', async () => {
    const library = await makeMovingLibrary({ videos: { Benchy: MB } });
    await mkdir(library.target);
    const app = await library.start();
    await whenMove(app, ({ state }) => state === 'offered');
    library.supervisor.userOptions.printernizer_url = '!secret url';
    const refused = await app.request('POST', '/home-assistant/media-move');
    expect([refused.status, await refused.json()]).toMatchObject([409, { error: { code: 'cannot_save' } }]);
    expect(await readMove(app)).toMatchObject({ state: 'offered', problem: null });
    await expectAll(app, library, library.folders.output);
    // It was there before.
    expect((await lstat(library.target)).isDirectory()).toBe(true);
  });
});

describe('the suggestion', () => {
  it('is there with the first video, until it is dismissed', async () => {
    const library = await makeMovingLibrary({ videos: { Benchy: MB } });
    const app = await library.start();
    const offers = async () => (await app.get<WireHealth>('/health')).offers;
    await waitFor('the offer', async () => (await offers()).length > 0);
    expect(await offers()).toEqual([
      { code: 'videos_out_of_reach', from: library.folders.output, to: library.target },
    ]);
    expect((await app.request('POST', '/home-assistant/media-move/dismiss')).status).toBe(204);
    expect(await offers()).toEqual([]);
    expect(await readMove(app)).toMatchObject({ state: 'offered' });
    await app.stop();
    const again = await library.start();
    await whenMove(again, ({ state }) => state === 'offered');
    expect((await again.get<WireHealth>('/health')).offers).toEqual([]);
  });

  it('needs a video', async () => {
    const app = await (await makeMovingLibrary({ videos: {} })).start();
    await whenMove(app, ({ state }) => state === 'offered');
    expect((await app.get<WireHealth>('/health')).offers).toEqual([]);
  });
});

describe.skipIf(noSmallDisk)('on another file system', () => {
  it('copies, compares and then removes', async () => {
    const library = await makeMovingLibrary({ videos: { Benchy: 9 * MB, Vase: 0 }, diskMegabytes: 40 });
    const app = await library.start();
    const tags = await tagsOf(app);
    await beginMove(app);
    await done(app);
    await expectAll(app, library, library.target);
    expect(await tagsOf(app)).toEqual(tags);
    expect((await stat(library.target)).dev).not.toBe((await stat(library.folders.output)).dev);
    expect(await readdir(library.folders.output)).toEqual([]);
    expect((await readdir(library.target)).toSorted()).toEqual(['Benchy.mp4', 'Vase.mp4']);
  });

  it('stops with a sentence when the disk is full, loses nothing, and goes on when there is room', async () => {
    const library = await makeMovingLibrary({ videos: { Benchy: 9 * MB, Vase: MB }, diskMegabytes: 20 });
    const clock = new FakeClock();
    const app = await library.start({ clock });
    await whenMove(app, ({ state }) => state === 'offered');
    library.disk!.fill();
    expect((await app.request('POST', '/home-assistant/media-move')).status).toBe(202);
    const stopped = await whenMove(app, ({ state }) => state === 'waiting');
    expect(stopped.problem).toMatchObject({ cause: 'ENOSPC', missing_bytes: expect.any(Number) });
    expect(stopped.problem!.missing_bytes).toBeGreaterThan(9 * MB);
    const { notices } = await app.get<WireHealth>('/health');
    const notice = notices.find(({ code }) => code === 'media_move_stopped');
    expect(notice?.message).toMatch(/has stopped: no space left; \d+ MB more are needed\.$/);
    await expectAll(app, library, library.folders.output);
    library.disk!.free();
    expect((await app.request('POST', '/home-assistant/media-move')).status).toBe(202);
    await done(app);
    await expectAll(app, library, library.target);
    expect((await readdir(library.target)).toSorted()).toEqual(['Benchy.mp4', 'Vase.mp4']);
  });
});

it.skipIf(noDeadShare)('waits for a share that hangs, and the page goes on meanwhile', async () => {
  const library = await makeMovingLibrary({ videos: { Benchy: MB, Vase: MB } });
  const app = await library.start({ times: { shareMs: 500 } });
  await whenMove(app, ({ state }) => state === 'offered');
  const share = makeShare(library.folders.output);
  await share.die();
  await beginMove(app);
  const stopped = await whenMove(app, ({ state }) => state === 'waiting');
  expect(stopped).toMatchObject({ problem: { cause: 'ETIMEDOUT', missing_bytes: null } });
  expect(await app.list()).toHaveLength(2);
  share.comeBack();
  await whenMove(app, ({ state }) => {
    if (state === 'waiting') void app.request('POST', '/home-assistant/media-move');
    return state === 'done';
  });
  await expectAll(app, library, library.target);
});

/** By which a player recognises the file that it has begun. */
async function tagsOf(app: TestApp): Promise<unknown[]> {
  const timelapses = (await app.list()).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return Promise.all(
    timelapses.map(async ({ id }) => {
      const answer = await app.request('HEAD', `/timelapses/${id}/video`);
      return [answer.status, answer.headers.get('etag'), answer.headers.get('last-modified')];
    }),
  );
}
