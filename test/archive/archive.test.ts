import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, readlink, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it, test } from 'vitest';
import type { WireHealth } from '../../src/shared/system.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import type { WireStats } from '../../src/shared/stats.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import {
  archiveAll,
  type ArchiveLibrary,
  ask,
  makeArchiveLibrary,
  noticesOf,
  whenAll,
} from '../helpers/archive-library.ts';
import { createRule, runRule, switchOn, tryRule } from '../helpers/apply-rule.ts';
import { askCopy, bytesOf, whenOver } from '../helpers/copied-video.ts';
import { makeShare, noDeadShare } from '../helpers/dead-share.ts';
import { digestOf } from '../helpers/moving-library.ts';
import { inDatabase } from '../helpers/open-database.ts';
import { noSmallDisk } from '../helpers/small-disk.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { render, startWithVideo } from '../helpers/with-video.ts';

const MB = 1_000_000;
const MINUTE = 60_000;
const names = async (folder: string) =>
  (await readdir(folder)).filter((name) => !name.startsWith('.')).toSorted();
const stats = (app: TestApp) => app.get<WireStats>('/timelapses/stats');

/** Everything is in this folder only, as it was, and can be watched. */
async function expectAll(app: TestApp, { digests, folders, archive }: ArchiveLibrary, folder: string) {
  const timelapses = await app.list('?limit=1000');
  expect(timelapses).toHaveLength(digests.size);
  for (const { id, folder_name: name, output_video_path: path, video_exists: exists } of timelapses) {
    expect([path, exists]).toEqual([join(folder, basename(path!)), true]);
    expect(await digestOf(path!)).toBe(digests.get(name));
    expect((await app.request('HEAD', `/timelapses/${id}/video`)).status).toBe(200);
  }
  const left = folder === archive ? folders.output : archive;
  await waitFor('the originals to leave', async () => (await names(left)).length === 0);
}

describe('a video', () => {
  it.skipIf(noSmallDisk)('goes to another disk, is watched from there, and comes back', async () => {
    const library = await makeArchiveLibrary(
      { Benchy: 9 * MB, 'Über 100% ~Größe': 2 * MB, Empty: 0 },
      { diskMegabytes: 40 },
    );
    const { archive, folders } = library;
    const app = await library.start();
    const before = await tagsOf(app);
    const used = await stats(app);
    expect(used).toMatchObject({ total_size_bytes: 11 * MB, archived_videos: 0, archived_size_bytes: 0 });
    await archiveAll(app);
    await expectAll(app, library, archive);
    expect((await stat(archive)).dev).not.toBe((await stat(folders.output)).dev);
    expect((await app.list()).map((each) => each.archive_folder)).toEqual([archive, archive, archive]);
    expect(await stats(app)).toMatchObject({
      ...{ total_videos: 3, total_size_bytes: 0, archived_videos: 3, archived_size_bytes: 11 * MB },
    });
    // Whoever watches one goes on with the same file.
    expect(await tagsOf(app)).toEqual(before);
    expect((await app.get<WireHealth>('/health')).archive).toEqual({ folder: archive, away: [] });
    await archiveAll(app, 'unarchive');
    await expectAll(app, library, folders.output);
    expect(await tagsOf(app)).toEqual(before);
    expect(await stats(app)).toMatchObject({ total_size_bytes: 11 * MB, archived_size_bytes: 0 });
    expect(app.live.all('timelapse.updated').some((each) => each.archive_state === 'archiving')).toBe(true);
  });

  it('stays when that is asked for before its turn, and asking twice is no error', async () => {
    const library = await makeArchiveLibrary({ Benchy: MB }, { timelapse_archive_folder: '/nowhere/at/all' });
    const app = await library.start();
    const [{ id }] = (await app.list()) as [WireTimelapse];
    expect(await ask(app, id, 'archive')).toMatchObject({ archive_state: 'archiving' });
    expect(await ask(app, id, 'archive')).toMatchObject({ archive_state: 'archiving' });
    const notice = await waitFor('the notice', async () =>
      (await noticesOf(app)).find(({ code }) => code === 'archive_stopped'),
    );
    expect(notice.message).toBe('"Benchy" could not be moved to /nowhere/at/all: it does not exist.');
    expect(await ask(app, id, 'unarchive')).toMatchObject({ archive_state: null });
    await waitFor('the notice to go', async () => (await noticesOf(app)).length === 0);
    await expectAll(app, { ...library, archive: library.folders.source }, library.folders.output);
    const again = await app.request('POST', `/timelapses/${id}/unarchive`);
    expect([again.status, await again.json()]).toMatchObject([409, { error: { code: 'not_archived' } }]);
  });

  it('never overwrites what is there, and goes through no link', async () => {
    const library = await makeArchiveLibrary({ Benchy: MB, Vase: MB, Cube: MB });
    const { archive, folders } = library;
    await writeFile(join(archive, 'Benchy.mp4'), 'mine');
    await symlink('/nowhere', join(archive, 'Vase.mp4'));
    await mkdir(join(archive, 'Cube.mp4'));
    const app = await library.start();
    await archiveAll(app);
    expect(await names(archive)).toEqual([
      ...['Benchy (2).mp4', 'Benchy.mp4', 'Cube (2).mp4', 'Cube.mp4', 'Vase (2).mp4', 'Vase.mp4'],
    ]);
    expect(await readFile(join(archive, 'Benchy.mp4'), 'utf8')).toBe('mine');
    expect(await readlink(join(archive, 'Vase.mp4'))).toBe('/nowhere');
    await writeFile(join(folders.output, 'Vase.mp4'), 'mine');
    await archiveAll(app, 'unarchive');
    // Under the name it had, unless that was taken.
    expect(await names(folders.output)).toEqual(['Benchy.mp4', 'Cube.mp4', 'Vase (2).mp4', 'Vase.mp4']);
    expect(await readFile(join(folders.output, 'Vase.mp4'), 'utf8')).toBe('mine');
  });

  it.each([
    ['a link', async (path: string, to: string) => symlink(to, path)],
    ['a file', async (path: string) => writeFile(path, 'mine')],
  ])('does not go into %s', async (_, make) => {
    const library = await makeArchiveLibrary({ Benchy: MB });
    await rm(library.archive, { recursive: true });
    await mkdir(`${library.archive}-real`);
    await make(library.archive, `${library.archive}-real`);
    const app = await library.start();
    await ask(app, (await app.list())[0]!.id, 'archive');
    await waitFor('the notice', async () =>
      (await noticesOf(app)).some(({ code }) => code === 'archive_stopped'),
    );
    expect(await readdir(`${library.archive}-real`)).toEqual([]);
    expect(await names(library.folders.output)).toEqual(['Benchy.mp4']);
  });

  it('needs a folder for it and a video', async () => {
    const { app, done } = await startWithVideo();
    const refused = await app.request('POST', `/timelapses/${done.id}/archive`);
    expect([refused.status, await refused.json()]).toMatchObject([409, { error: { code: 'no_archive' } }]);
    const { options } = app.app;
    options.replace({ ...options.current, timelapse_archive_folder: `${app.folders.output}-archive` });
    await putFrames(join(app.folders.source, 'Vase'));
    const vase = await app.waitForStatus('Vase', 'discovered');
    const both = await app.request('POST', '/timelapses/bulk-archive', { timelapse_ids: [vase.id, done.id] });
    expect(await both.json()).toEqual({
      ...{ archived: 1, failed: 1 },
      errors: [
        { id: vase.id, code: 'wrong_status', message: expect.stringContaining('no video to archive') },
      ],
    });
    await whenAll(app, ({ id, archive_state: state }) => id === vase.id || state === 'archived');
  });
});

describe('an archive that is away', () => {
  it('says so, and nothing of it is taken for lost', async () => {
    const library = await makeArchiveLibrary({ Benchy: MB, Vase: MB });
    const { archive } = library;
    const app = await library.start({ times: { minuteMs: 100 } });
    await archiveAll(app);
    await library.disconnect();
    const [{ id }, other] = (await app.list()) as [WireTimelapse, WireTimelapse];
    const refused = await app.request('GET', `/timelapses/${id}/video`);
    expect([refused.status, await refused.json()]).toMatchObject([
      503,
      {
        error: {
          code: 'archive_away',
          message: expect.stringContaining(`${archive} is away`),
          detail: { path: archive },
        },
      },
    ]);
    for (const path of [`/timelapses/zip?ids=${id}`, `/timelapses/${id}/preview`])
      expect(await (await app.request('GET', path)).json()).toMatchObject({
        error: { code: 'archive_away' },
      });
    const copy = await app.request('POST', `/timelapses/${id}/shares`, { kind: 'mp4' });
    expect(await copy.json()).toMatchObject({ error: { code: 'archive_away' } });
    const deleted = await app.request('DELETE', `/timelapses/${id}`);
    expect([deleted.status, await deleted.json()]).toMatchObject([503, { error: { code: 'archive_away' } }]);
    expect((await app.get<WireHealth>('/health')).archive).toEqual({ folder: archive, away: [archive] });
    expect(await noticesOf(app)).toMatchObject([{ code: 'archive_away', facts: { path: archive } }]);
    // What is asked for now waits.
    await ask(app, other.id, 'unarchive');
    await app.stop();
    const again = await library.start({ times: { minuteMs: 100 } });
    await waitFor('the notice', async () => (await noticesOf(again)).length > 0);
    expect((await again.list()).map((each) => [each.video_exists, each.status])).toEqual([
      [true, 'completed'],
      [true, 'completed'],
    ]);
    expect(await names(archive)).toEqual([]);
    await library.connect();
    await waitFor('it to be back', async () => (await noticesOf(again)).length === 0);
    await whenAll(again, (each) => each.archive_state === (each.id === other.id ? null : 'archived'));
    expect((await again.request('GET', `/timelapses/${id}/video`)).status).toBe(200);
  });

  it('keeps what is in its trash, to be restored once it is back', async () => {
    const library = await makeArchiveLibrary({ Benchy: MB }, { timelapse_trash_days: 7 });
    const app = await library.start();
    await archiveAll(app);
    const { id } = (await app.list())[0]!;
    expect((await app.request('DELETE', `/timelapses/${id}`)).status).toBe(204);
    await library.disconnect();
    const refused = await app.request('POST', `/trash/${id}/restore`);
    expect([refused.status, await refused.json()]).toMatchObject([503, { error: { code: 'archive_away' } }]);
    expect(await noticesOf(app)).toEqual([]);
    await library.connect();
    expect((await app.request('POST', `/trash/${id}/restore`)).status).toBe(200);
    await expectAll(app, library, library.archive);
  });

  it('keeps what is deleted once it was given up, until it can be removed there', async () => {
    const library = await makeArchiveLibrary({ Benchy: MB });
    const clock = new FakeClock();
    const app = await library.start({ clock });
    await archiveAll(app);
    await library.disconnect();
    const { options } = app.app;
    const { timelapse_archive_folder: _, ...without } = options.current;
    options.replace(without);
    const { id } = (await app.list())[0]!;
    expect((await app.request('DELETE', `/timelapses/${id}`)).status).toBe(204);
    await library.connect();
    expect(await names(library.archive)).toEqual(['Benchy.mp4']);
    await waitFor('it to be removed', async () => {
      clock.advance(11 * MINUTE);
      return (await names(library.archive)).length === 0;
    });
  });

  it('is known by its videos when somebody has removed its mark', async () => {
    const library = await makeArchiveLibrary({ Benchy: MB });
    const app = await library.start();
    await archiveAll(app);
    await app.stop();
    const mark = join(library.archive, '.timelapse-archive');
    const text = await readFile(mark, 'utf8');
    await rm(mark);
    await rename(join(library.archive, 'Benchy.mp4'), `${library.archive}.mp4`);
    const again = await library.start();
    const { id } = (await again.list())[0]!;
    expect((await again.request('GET', `/timelapses/${id}/video`)).status).toBe(503);
    await rename(`${library.archive}.mp4`, join(library.archive, 'Benchy.mp4'));
    await archiveAll(again, 'unarchive');
    expect(await readFile(mark, 'utf8')).toBe(text);
  });

  it('gets no new mark while it holds no video, unless it is chosen again', async () => {
    const library = await makeArchiveLibrary({ Benchy: MB });
    const app = await library.start({ times: { minuteMs: 100 } });
    const mark = join(library.archive, '.timelapse-archive');
    await archiveAll(app);
    await archiveAll(app, 'unarchive');
    await library.disconnect();
    const [{ id }] = (await app.list()) as [WireTimelapse];
    await ask(app, id, 'archive');
    const notice = await waitFor('the notice', async () => (await noticesOf(app))[0]);
    expect(notice).toMatchObject({ code: 'archive_stopped', facts: { cause: 'not_connected' } });
    expect([await readdir(library.archive), await names(library.folders.output)]).toEqual([
      [],
      ['Benchy.mp4'],
    ]);
    const { options } = app.app;
    const { timelapse_archive_folder: _, ...without } = options.current;
    options.replace(without);
    await whenAll(app, (each) => each.archive_state === null);
    options.replace({ ...without, timelapse_archive_folder: library.archive });
    await archiveAll(app);
    expect(existsSync(mark)).toBe(true);
    await expectAll(app, library, library.archive);
  });

  it('is followed to where its disk is connected now', async () => {
    const library = await makeArchiveLibrary({ Benchy: MB });
    const app = await library.start();
    await archiveAll(app);
    const elsewhere = `${library.archive}-elsewhere`;
    await rename(library.archive, elsewhere);
    const { options } = app.app;
    options.replace({ ...options.current, timelapse_archive_folder: elsewhere });
    await whenAll(app, (each) => each.archive_folder === elsewhere);
    await expectAll(app, { ...library, archive: elsewhere }, elsewhere);
    expect(await noticesOf(app)).toEqual([]);
  });

  it('is followed with what was deleted in it', async () => {
    const library = await makeArchiveLibrary({ Benchy: MB, Vase: MB, Cube: MB }, { timelapse_trash_days: 7 });
    const { archive, digests } = library;
    const clock = new FakeClock();
    const app = await library.start({ clock });
    await archiveAll(app);
    const idOf = async (name: string) => (await app.list()).find((each) => each.folder_name === name)!.id;
    const [benchy, cube] = [await idOf('Benchy'), await idOf('Cube')];
    expect((await app.request('DELETE', `/timelapses/${benchy}`)).status).toBe(204);
    await library.disconnect();
    const { options } = app.app;
    const { timelapse_archive_folder: _, ...without } = options.current;
    options.replace(without);
    expect((await app.request('DELETE', `/timelapses/${cube}`)).status).toBe(204);
    const elsewhere = `${archive}-unplugged`;
    options.replace({ ...without, timelapse_archive_folder: elsewhere });
    await whenAll(app, (each) => each.archive_folder === elsewhere);
    expect((await app.request('POST', `/trash/${benchy}/restore`)).status).toBe(200);
    const path = join(elsewhere, 'Benchy.mp4');
    expect(await app.one(benchy)).toMatchObject({ output_video_path: path, archive_folder: elsewhere });
    expect(await digestOf(path)).toBe(digests.get('Benchy'));
    await waitFor('the other to be removed', async () => {
      clock.advance(11 * MINUTE);
      return isDeepStrictEqual(await names(elsewhere), ['Benchy.mp4', 'Vase.mp4']);
    });
  });

  it.skipIf(noDeadShare)('holds nothing up when it hangs', async () => {
    const library = await makeArchiveLibrary({ Benchy: MB, Vase: MB });
    const app = await library.start({ times: { shareMs: 2000, minuteMs: 300 } });
    const [{ id }, other] = (await app.list()) as [WireTimelapse, WireTimelapse];
    await ask(app, id, 'archive');
    await whenAll(app, (each) => each.id !== id || each.archive_state === 'archived');
    const share = makeShare(library.archive);
    await share.die();
    expect((await app.request('GET', `/timelapses/${id}/video`)).status).toBe(503);
    expect((await app.request('GET', `/timelapses/${other.id}/video`)).status).toBe(200);
    await ask(app, other.id, 'archive');
    await waitFor('the notice', async () =>
      (await noticesOf(app)).some(({ code }) => code === 'archive_away'),
    );
    await app.stop();
    const again = await library.start({ times: { shareMs: 2000, minuteMs: 300 } });
    expect(await again.list()).toHaveLength(2);
    share.comeBack();
    await whenAll(again, (each) => each.archive_state === 'archived');
    await expectAll(again, library, library.archive);
  });
});

describe('a file in the archive', () => {
  it('that is not what was put there is not brought back', async () => {
    const library = await makeArchiveLibrary({ Benchy: MB });
    const app = await library.start();
    await archiveAll(app);
    const path = join(library.archive, 'Benchy.mp4');
    const bytes = await readFile(path);
    bytes[MB / 2]! ^= 1;
    await writeFile(path, bytes);
    await ask(app, (await app.list())[0]!.id, 'unarchive');
    await whenAll(app, (each) => each.archive_state === 'archived');
    expect(await noticesOf(app)).toMatchObject([
      { code: 'archive_damaged', facts: { title: 'Benchy', path } },
    ]);
    expect(await names(library.folders.output)).toEqual([]);
    expect((await readFile(path)).equals(bytes)).toBe(true);
    // From a backup.
    bytes[MB / 2]! ^= 1;
    await writeFile(path, bytes);
    await archiveAll(app, 'unarchive');
    await expectAll(app, library, library.folders.output);
    expect(await noticesOf(app)).toEqual([]);
  });

  it('that was removed there is missing, once that is certain', async () => {
    const library = await makeArchiveLibrary({ Benchy: MB });
    const app = await library.start();
    await archiveAll(app);
    await rm(join(library.archive, 'Benchy.mp4'));
    const { id } = (await app.list())[0]!;
    expect((await app.request('GET', `/timelapses/${id}/video`)).status).toBe(404);
    expect(await app.one(id)).toMatchObject({ video_exists: false, archive_state: 'archived' });
    await ask(app, id, 'unarchive');
    await whenAll(app, (each) => each.archive_state === 'archived');
  });
});

describe.skipIf(noSmallDisk)('a full disk', () => {
  it.each([
    ['that is known to be', {}],
    [
      'that shows only when it is written to',
      { diskSpace: async () => ({ freeBytes: 1e12, totalBytes: 1e12 }) },
    ],
  ])('%s loses nothing, is said, and is gone on with', async (_, overrides) => {
    const library = await makeArchiveLibrary({ Benchy: 9 * MB, Vase: MB }, { diskMegabytes: 20 });
    const app = await library.start({ times: { minuteMs: 100 }, ...overrides });
    // Before the first one, not even the mark has room.
    library.disk!.fill();
    for (const { id } of await app.list()) await ask(app, id, 'archive');
    const notice = () =>
      waitFor('the notice', async () =>
        (await noticesOf(app)).find(({ code }) => code === 'archive_stopped'),
      );
    expect(await notice()).toMatchObject({ facts: { cause: 'ENOSPC', path: library.archive } });
    await expectAll(app, { ...library, archive: library.folders.source }, library.folders.output);
    library.disk!.free();
    await whenAll(app, (each) => each.archive_state === 'archived');
    await archiveAll(app, 'unarchive');
    library.disk!.fill();
    for (const { id } of await app.list()) await ask(app, id, 'archive');
    expect((await notice()).message).toMatch(/no space left/);
    await expectAll(app, { ...library, archive: library.folders.source }, library.folders.output);
    library.disk!.free();
    await whenAll(app, (each) => each.archive_state === 'archived');
    await expectAll(app, library, library.archive);
  });
});

describe.skipIf(noSmallDisk)('what waits', () => {
  it('goes one way while there is no room the other way', async () => {
    const library = await makeArchiveLibrary({ Benchy: MB, Vase: MB }, { diskMegabytes: 20 });
    let freeBytes = 1e12;
    const diskSpace = async (folder: string) => ({
      freeBytes: folder === library.folders.output ? freeBytes : 1e12,
      totalBytes: 1e12,
    });
    const app = await library.start({ diskSpace, times: { minuteMs: 100 } });
    const [first, second] = (await app.list()) as [WireTimelapse, WireTimelapse];
    await ask(app, first.id, 'archive');
    await whenAll(app, (each) => each.id !== first.id || each.archive_state === 'archived');
    freeBytes = 0;
    await ask(app, first.id, 'unarchive');
    await ask(app, second.id, 'archive');
    await whenAll(app, (each) => each.archive_state === (each.id === first.id ? 'returning' : 'archived'));
    const notice = await waitFor('the notice', async () => (await noticesOf(app))[0]);
    expect(notice).toMatchObject({ code: 'archive_stopped', facts: { path: library.folders.output } });
  });

  it('comes back before others go', async () => {
    const library = await makeArchiveLibrary({ A: MB, B: MB, C: MB }, { diskMegabytes: 20 });
    const { archive, folders } = library;
    const held = Promise.withResolvers<void>();
    // Before each copy, what is in the output folder.
    const before: string[][] = [];
    const diskSpace = async (folder: string) => {
      if (folder === archive) before.push(await names(folders.output));
      if (folder === archive && before.length === 2) await held.promise;
      return { freeBytes: 1e12, totalBytes: 1e12 };
    };
    const app = await library.start({ diskSpace });
    const idOf = async (name: string) => (await app.list()).find((each) => each.folder_name === name)!.id;
    const [a, b, c] = [await idOf('A'), await idOf('B'), await idOf('C')];
    await ask(app, a, 'archive');
    await whenAll(app, (each) => each.archive_state === (each.id === a ? 'archived' : null));
    await ask(app, b, 'archive');
    await waitFor('it to be held up', () => before.length === 2);
    await ask(app, c, 'archive');
    await ask(app, a, 'unarchive');
    held.resolve();
    await whenAll(app, (each) => each.archive_state === (each.id === a ? null : 'archived'));
    expect(before).toEqual([
      ['A.mp4', 'B.mp4', 'C.mp4'],
      ['B.mp4', 'C.mp4'],
      ['A.mp4', 'C.mp4'],
    ]);
  });
});

test.each(['missing', 'empty'])('a video waits while its folder is %s', async (how) => {
  const library = await makeArchiveLibrary({ Benchy: MB, Vase: MB });
  const { output } = library.folders;
  const there = join(output, 'Vase.mp4');
  const elsewhere = `${output}-other.mp4`;
  await rename(there, elsewhere);
  await inDatabase(library.folders, (db) =>
    db('timelapse_files').where({ path: there }).update({ path: elsewhere }),
  );
  await putFrames(join(library.folders.source, 'Cube'));
  const clock = new FakeClock();
  const app = await library.start({ clock });
  // By then, it has looked for the videos.
  await app.waitForStatus('Cube', 'discovered');
  const idOf = async (name: string) => (await app.list()).find((each) => each.folder_name === name)!.id;
  const [benchy, vase] = [await idOf('Benchy'), await idOf('Vase')];
  await rename(output, `${output}-unplugged`);
  if (how === 'empty') await mkdir(output);
  for (const id of [benchy, vase]) await ask(app, id, 'archive');
  await whenAll(app, (each) => each.id !== vase || each.archive_state === 'archived');
  expect(await app.one(benchy)).toMatchObject({ archive_state: 'archiving' });
  await rm(output, { recursive: true, force: true });
  await rename(`${output}-unplugged`, output);
  clock.advance(MINUTE);
  await whenAll(app, (each) => each.id !== benchy || each.archive_state === 'archived');
});

test.skipIf(noSmallDisk)(
  'what fails while it is copied holds no other up, and waits longer each time',
  async () => {
    const library = await makeArchiveLibrary({ A: MB, B: MB, C: MB }, { diskMegabytes: 20 });
    const clock = new FakeClock();
    let copies = 0;
    const diskSpace = async (folder: string) => {
      if (folder === library.archive) copies += 1;
      if (copies === 1 || copies === 3) throw Object.assign(new Error('File too large'), { code: 'EFBIG' });
      return { freeBytes: 1e12, totalBytes: 1e12 };
    };
    const app = await library.start({ clock, diskSpace });
    const idOf = async (name: string) => (await app.list()).find((each) => each.folder_name === name)!.id;
    const isAsked = async () => (await app.one(await idOf('A'))).archive_state === 'archiving';
    const goes = async (name: string) => {
      await ask(app, await idOf(name), 'archive');
      await whenAll(app, (each) => each.folder_name !== name || each.archive_state === 'archived');
    };
    const notice = () => waitFor('the notice', async () => (await noticesOf(app))[0]);
    await ask(app, await idOf('A'), 'archive');
    expect((await notice()).message).toBe(`"A" could not be moved to ${library.archive}: File too large.`);
    await goes('B');
    expect([await isAsked(), (await notice()).code]).toEqual([true, 'archive_stopped']);
    clock.advance(MINUTE);
    await waitFor('another try', () => copies === 3);
    clock.advance(MINUTE);
    await goes('C');
    expect([await isAsked(), (await notice()).code, copies]).toEqual([true, 'archive_stopped', 4]);
    clock.advance(MINUTE);
    await whenAll(app, (each) => each.archive_state === 'archived');
    await waitFor('the notice to go', async () => (await noticesOf(app)).length === 0);
  },
);

describe('an archived video', () => {
  it('is made again beside the others, and leaves the archive then', async () => {
    const { app, done } = await startWithVideo('Benchy', {});
    const archive = `${app.folders.output}-archive`;
    const { options } = app.app;
    options.replace({ ...options.current, timelapse_archive_folder: archive });
    await ask(app, done.id, 'archive');
    await whenAll(app, (each) => each.archive_state === 'archived');
    const copy = await whenOver(app, await askCopy(app, done.id, { kind: 'mp4' }));
    expect(copy.state).toBe('ready');
    const bytes = await bytesOf(app, copy);
    // Its copies and pictures stay, so that they are there while it is away.
    await rename(archive, `${archive}-away`);
    await mkdir(archive);
    expect((await bytesOf(app, copy)).equals(bytes)).toBe(true);
    expect((await app.request('GET', `/timelapses/${done.id}/poster`)).status).toBe(200);
    await rm(archive, { recursive: true });
    await rename(`${archive}-away`, archive);
    const again = await render(app, done);
    expect(again).toMatchObject({ archive_state: null, archive_folder: null, video_exists: true });
    expect(await names(app.folders.output)).toEqual([basename(again.output_video_path!)]);
    await waitFor('the old one to leave', async () => (await names(archive)).length === 0);
    await ask(app, done.id, 'archive');
    await whenAll(app, (each) => each.archive_state === 'archived');
    expect((await app.request('DELETE', `/timelapses/${done.id}`)).status).toBe(204);
    await waitFor('everything to leave', async () => (await names(archive)).length === 0);
    expect(existsSync(join(archive, '.timelapse-archive'))).toBe(true);
  });

  it('is put there by a rule, and deleted by none', async () => {
    const library = await makeArchiveLibrary({ Benchy: MB, Vase: MB });
    const clock = new FakeClock();
    clock.advance(40 * 24 * 60 * MINUTE);
    // Without any folder, it would seem to be away.
    await putFrames(join(library.folders.source, 'Cube'));
    const app = await library.start({ clock });
    const archives = await createRule(app, { kind: 'video_age', action: 'archive', days: 30 });
    expect(await tryRule(app, archives)).toMatchObject({ now: { count: 2, bytes: 2 * MB } });
    expect((await switchOn(app, archives)).status).toBe(200);
    expect(await runRule(app, archives)).toMatchObject({
      outcome: 'done',
      done: { count: 2, bytes: 2 * MB },
    });
    await whenAll(app, (each) => each.archive_state === 'archived' || !each.video_exists);
    expect(await runRule(app, archives)).toBeNull();
    const deletes = await createRule(app, { kind: 'video_age', action: 'delete', days: 30 });
    expect(await tryRule(app, deletes)).toMatchObject({ now: { count: 0, bytes: 0 } });
    expect(await names(library.archive)).toEqual(['Benchy.mp4', 'Vase.mp4']);
  });

  it('is no candidate for clean-up', async () => {
    const library = await makeArchiveLibrary({ Benchy: MB, Vase: MB });
    const clock = new FakeClock();
    clock.advance(40 * 24 * 60 * MINUTE);
    const app = await library.start({ clock });
    const candidates = async () => [
      (await app.get<unknown[]>('/timelapses/cleanup/candidates')).length,
      (await stats(app)).cleanup_candidates_count,
      (await app.list()).filter((each) => each.is_cleanup_candidate).length,
    ];
    expect(await candidates()).toEqual([2, 2, 2]);
    await archiveAll(app);
    expect(await candidates()).toEqual([0, 0, 0]);
  });
});

describe('the option', () => {
  it.each(['', '/archive'])('is refused in the output folder: "%s"', async (below) => {
    const app = await startTestApp();
    const folder = `${app.folders.output}${below}`;
    const refused = await app.request('PUT', '/settings', { options: { timelapse_archive_folder: folder } });
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { error: { detail: { problems: [{ code: 'archive_inside' }] } } },
    ]);
  });
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
