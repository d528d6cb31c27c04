import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { localFiles, type Files } from '../../src/lib/files.ts';
import { createLoggers } from '../../src/lib/logger.ts';
import { SidePosters } from '../../src/maintenance/side-posters.ts';
import { createEmitter } from '../../src/lib/emitter.ts';
import { createLiveOptions } from '../../src/options/live-options.ts';
import { optionsSchema } from '../../src/options/catalogue.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import type { TimelapseEvents } from '../../src/timelapses/timelapse-events.ts';
import { SidePosterReads } from '../../src/timelapses/side-poster-reads.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { openTestDatabase } from '../helpers/open-database.ts';
import { putSettings } from '../helpers/settings.ts';
import { makeFolders, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { createStores, discover, RENDER_RESULT } from '../helpers/timelapse-stores.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { BY_HAND, render, startWithFolders } from '../helpers/with-video.ts';

const ON = { timelapse_poster_beside_video: true };

const posterOf = async ({ url }: TestApp, { id }: WireTimelapse) =>
  Buffer.from(await (await fetch(`${url}/api/v1/timelapses/${id}/poster`)).arrayBuffer());

/** Waits until the poster of a video is in a file. */
async function waitForPoster(app: TestApp, timelapse: WireTimelapse, path: string): Promise<void> {
  const wanted = await posterOf(app, timelapse);
  await waitFor(path, async () => (await readFile(path).catch(() => null))?.equals(wanted));
}

/** Waits until a video that is made now has its poster, so that earlier ones would have theirs, too. */
async function waitForTurn(app: TestApp, name: string): Promise<void> {
  await putFrames(join(app.folders.source, name));
  const done = await render(app, await app.waitForStatus(name, 'discovered'));
  await waitForPoster(app, done, join(app.folders.output, `${name}.jpg`));
}

describe('the poster beside the video', () => {
  it('comes to videos that are there and to each new one, stays when turned off, and leaves with its video', async () => {
    const { app, found } = await startWithFolders(['Benchy', 'Vase']);
    const { output } = app.folders;
    const benchy = await render(app, found[0]!);
    expect(await readdir(output)).toEqual(['Benchy.mp4']);
    await putSettings(app, ON);
    await waitForPoster(app, benchy, join(output, 'Benchy.jpg'));
    const vase = await render(app, found[1]!);
    await waitForPoster(app, vase, join(output, 'Vase.jpg'));
    await putSettings(app, { timelapse_poster_beside_video: false });
    await app.request('DELETE', `/timelapses/${vase.id}`);
    expect((await readdir(output)).toSorted()).toEqual(['Benchy.jpg', 'Benchy.mp4']);
  });

  it('is no picture of the print where the video is beside the pictures', async () => {
    const options = { ...ON, timelapse_output_strategy: 'same' } as const;
    const { app, found } = await startWithFolders(['Benchy'], options);
    const folder = join(app.folders.source, 'Benchy');
    const done = await render(app, found[0]!);
    const poster = join(folder, 'Benchy.jpg');
    await waitForPoster(app, done, poster);
    await app.scan();
    const look = async () => {
      const { status, image_count: count, dropped_frames: dropped } = await app.one(done.id);
      return [status, count, dropped];
    };
    expect(await look()).toEqual(['completed', found[0]!.image_count, done.dropped_frames]);
    // By an engine that takes every picture of its folder.
    const again = await render(app, done);
    expect(again.video_duration).toBe(done.video_duration);
    await waitForPoster(app, again, poster);
    await rename(join(folder, 'Benchy.mp4'), join(app.folders.output, 'elsewhere.mp4'));
    await app.scan();
    expect(await look()).toEqual(['completed', found[0]!.image_count, done.dropped_frames]);
    await rename(join(app.folders.output, 'elsewhere.mp4'), join(folder, 'Benchy.mp4'));
    expect((await app.request('DELETE', `/timelapses/${done.id}/frames`)).status).toBe(200);
    expect((await readdir(folder)).filter((name) => !name.startsWith('.')).toSorted()).toEqual([
      'Benchy.jpg',
      'Benchy.mp4',
    ]);
    await app.scan();
    expect((await app.list()).length).toBe(1);
    expect((await app.request('DELETE', `/timelapses/${done.id}`)).status).toBe(204);
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing in the folder of a print that is deleted with its pictures', async () => {
    const options = { ...ON, timelapse_output_strategy: 'same' } as const;
    const { app, found } = await startWithFolders(['Benchy'], options);
    const folder = join(app.folders.source, 'Benchy');
    await waitForPoster(app, await render(app, found[0]!), join(folder, 'Benchy.jpg'));
    await app.request('DELETE', `/timelapses/${found[0]!.id}?delete_source=true`);
    expect(existsSync(folder)).toBe(false);
  });

  it('never replaces or removes a picture of the user', async () => {
    const { app, found } = await startWithFolders(['Benchy', 'Vase'], ON);
    const { output } = app.folders;
    const [benchy, vase] = [join(output, 'Benchy.jpg'), join(output, 'Vase.jpg')];
    await writeFile(benchy, 'mine');
    const videos = [await render(app, found[0]!), await render(app, found[1]!)];
    await waitForPoster(app, videos[1]!, vase);
    // Instead of ours.
    await writeFile(vase, 'also mine');
    for (const video of videos) await render(app, video);
    await waitForTurn(app, 'Turn');
    for (const { id } of videos) expect((await app.request('DELETE', `/timelapses/${id}`)).status).toBe(204);
    expect([await readFile(benchy, 'utf8'), await readFile(vase, 'utf8')]).toEqual(['mine', 'also mine']);
    expect((await readdir(output)).toSorted()).toEqual(['Benchy.jpg', 'Turn.jpg', 'Turn.mp4', 'Vase.jpg']);
  });

  it('that is removed stays away until there is a new video, also over a restart', async () => {
    const { app, found } = await startWithFolders(['Benchy'], ON);
    const poster = join(app.folders.output, 'Benchy.jpg');
    const done = await render(app, found[0]!);
    await waitForPoster(app, done, poster);
    await rm(poster);
    await app.stop();
    const later = await startTestApp({ ...BY_HAND, ...ON }, { folders: app.folders });
    await waitForTurn(later, 'Turn');
    await later.request('PATCH', `/timelapses/${done.id}`, { title: 'A boat' });
    await waitForTurn(later, 'Next turn');
    expect(existsSync(poster)).toBe(false);
    await waitForPoster(later, await render(later, done), poster);
  });

  it('goes where the video goes, also while it is turned off', async () => {
    const { app, found } = await startWithFolders(['Benchy'], ON);
    const { output } = app.folders;
    const done = await render(app, found[0]!);
    await waitForPoster(app, done, join(output, 'Benchy.jpg'));
    const elsewhere = join(output, 'elsewhere');
    await mkdir(elsewhere);
    await putSettings(app, { timelapse_poster_beside_video: false, timelapse_output_folder: elsewhere });
    await waitForPoster(app, await render(app, done), join(elsewhere, 'Benchy.jpg'));
    await waitFor('the earlier one to be gone', async () => (await readdir(output)).length === 1);
  });
});

describe('a start after the app was killed, or the disk was full,', () => {
  const POSTERS = { first: 'a poster', next: 'another poster of it' };

  /** Posters beside videos of one timelapse, which is in the source folder. */
  async function startLibrary() {
    const folders = await makeFolders();
    const db = await openTestDatabase();
    const stores = createStores(db);
    const clock = new FakeClock();
    let last = '';
    const [found] = await discover(stores, 'Benchy');
    const { id } = found!;
    const [poster, video] = [join(folders.data, 'poster.jpg'), join(folders.source, 'Benchy.mp4')];
    const beside = join(folders.source, 'Benchy.jpg');
    /** As after a render. */
    const complete = async (text: string) => {
      clock.advance(1000);
      last = text;
      await Promise.all([writeFile(poster, text), writeFile(video, 'a video')]);
      await stores.queueStore.enqueue(id, ['discovered', 'completed'], 'hand', 0);
      await stores.queueStore.claimNext(0);
      const files = [
        { kind: 'video', path: video, sizeBytes: 7 },
        { kind: 'poster', path: poster, sizeBytes: text.length },
      ] as const;
      await stores.queueStore.complete(id, { ...RENDER_RESULT, files: [...files] }, clock.now());
    };
    await complete(POSTERS.first);
    /** Everything that is to be done. */
    const settle = async (files: Files, isKilled = () => false) => {
      const posters = new SidePosters({
        ...stores,
        files,
        clock,
        unsettled: new SidePosterReads(db),
        emitter: createEmitter<TimelapseEvents>(() => {}),
        options: createLiveOptions(
          { ...optionsSchema.parse({}), ...ON, timelapse_source_folder: folders.source },
          () => {},
        ),
        logger: createLoggers({ level: 'fatal' }).app,
        dataDir: folders.data,
        times: { minuteMs: 60_000 },
      });
      posters.start();
      const isOver = async () => {
        const { files: rows } = (await stores.reads.get(id))!;
        const isThere = (await readFile(beside, 'utf8').catch(() => null)) === last;
        return (
          isThere &&
          rows.some(({ kind }) => kind === 'side_poster') &&
          !rows.some(({ kind }) => kind === 'side_poster_plan')
        );
      };
      await waitFor('the end', async () => isKilled() || (await isOver()));
      await posters.stop();
    };
    return { folders, complete, settle };
  }

  /** Fails from its `n`th call that changes something. */
  function failingFrom(n: number, code: string) {
    let calls = 0;
    const changing = ['reserve', 'copyInto', 'flush', 'rename', 'flushFolder', 'remove'] as const;
    const failing = changing.map((name) => [
      name,
      async (...args: [string, string]) => {
        calls += 1;
        if (calls >= n) throw Object.assign(new Error('failed on purpose'), { code });
        return (localFiles[name] as (...args: unknown[]) => unknown)(...args);
      },
    ]);
    return {
      files: { ...localFiles, ...(Object.fromEntries(failing) as Partial<Files>) },
      failed: () => calls >= n,
    };
  }

  it.each(['the first', 'the next'])(
    'finishes what was begun of %s poster, wherever it was',
    async (which) => {
      const isFirst = which === 'the first';
      for (let n = 1; ; n += 1) {
        const { folders, complete, settle } = await startLibrary();
        if (!isFirst) {
          await settle(localFiles);
          await complete(POSTERS.next);
        }
        const { files, failed } = failingFrom(n, n % 2 === 0 ? 'ENOSPC' : 'EIO');
        await settle(files, failed);
        if (!failed()) {
          expect(n).toBeGreaterThan(4);
          return;
        }
        await settle(localFiles);
        expect((await readdir(folders.source)).toSorted(), `from call ${n}`).toEqual([
          '.Benchy.jpg.poster',
          'Benchy.jpg',
          'Benchy.mp4',
        ]);
        const text = await readFile(join(folders.source, 'Benchy.jpg'), 'utf8');
        expect(text).toBe(isFirst ? POSTERS.first : POSTERS.next);
      }
    },
  );
});
