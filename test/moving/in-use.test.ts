import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { putFrames } from '../fixtures/make-frames.ts';
import { askCopy, bytesOf, whenOver } from '../helpers/copied-video.ts';
import {
  beginMove,
  digestOf,
  makeMovingLibrary,
  type MovingLibrary,
  whenMove,
} from '../helpers/moving-library.ts';
import { noSmallDisk } from '../helpers/small-disk.ts';
import { engine, type TestApp } from '../helpers/start-app.ts';
import { startWithPlaces } from '../helpers/start-with-places.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { render } from '../helpers/with-video.ts';

const MB = 1_000_000;
const done = (app: TestApp) => whenMove(app, ({ state }) => state === 'done');

/** Asks for a part of each video, over and over, until told to stop. @returns what was not as it should be */
async function watchAll(app: TestApp, { digests }: MovingLibrary, isOver: () => boolean): Promise<unknown[]> {
  const wrong: unknown[] = [];
  const timelapses = await app.list('?limit=1000');
  const ask = async (id: string) => {
    const answer = await app.request('GET', `/timelapses/${id}/video`);
    return [answer.status, answer.headers.get('etag'), (await answer.arrayBuffer()).byteLength];
  };
  expect(timelapses).toHaveLength(digests.size);
  const before = await Promise.all(timelapses.map(({ id }) => ask(id)));
  while (!isOver()) {
    const now = await Promise.all(timelapses.map(({ id }) => ask(id)));
    for (const [index, answer] of now.entries())
      if (String(answer) !== String(before[index])) wrong.push(answer);
  }
  return wrong;
}

describe('while the videos move', () => {
  it.each([
    ['on one file system', null],
    ['to another file system', 200],
  ])('each can be watched at any instant, %s', async (_, diskMegabytes) => {
    if (diskMegabytes !== null && noSmallDisk) return;
    const videos = Object.fromEntries(Array.from({ length: 12 }, (_each, n) => [`Print ${n}`, 4 * MB + n]));
    const library = await makeMovingLibrary({ videos, diskMegabytes });
    const app = await library.start();
    let isOver = false;
    const watched = watchAll(app, library, () => isOver);
    await beginMove(app);
    await done(app);
    isOver = true;
    expect(await watched).toEqual([]);
    expect((await app.list()).every(({ video_exists: exists }) => exists)).toBe(true);
  });

  it('one that is rendered again stays until that is over, and its new video follows', async () => {
    const library = await makeMovingLibrary({
      videos: { Vase: MB },
      options: { timelapse_flickerfree_path: engine('waits.sh') },
    });
    const { folders, target } = library;
    await putFrames(join(folders.source, 'Benchy'));
    const go = join(dirname(folders.source), 'go');
    await writeFile(go, '');
    const app = await library.start();
    const found = await render(app, await app.waitForStatus('Benchy', 'discovered'));
    const digest = await digestOf(found.output_video_path!);
    await rm(go);
    await app.request('POST', `/timelapses/${found.id}/process`);
    await app.waitForStatus('Benchy', 'processing');
    await beginMove(app);
    const waiting = await whenMove(app, ({ videos_done: moved }) => moved === 1);
    expect(waiting).toMatchObject({ state: 'moving', videos_total: 2 });
    expect((await app.one(found.id)).output_video_path).toBe(found.output_video_path);
    expect(await digestOf(found.output_video_path!)).toBe(digest);
    await writeFile(go, '');
    await app.waitForCompleted('Benchy');
    await done(app);
    const { output_video_path: path, file_size_bytes: bytes } = await app.one(found.id);
    expect(path).toBe(join(target, 'Benchy.mp4'));
    expect((await stat(path!)).size).toBe(bytes);
    const names = await readdir(target);
    expect(names.filter((name) => !name.startsWith('.')).toSorted()).toEqual(['Benchy.mp4', 'Vase.mp4']);
    expect(await readdir(folders.output)).toEqual([]);
    // What is made from now on is there at once.
    expect(await render(app, found)).toMatchObject({ output_video_path: path });
    expect(await readdir(folders.output)).toEqual([]);
  });

  it('copies to share, posters and previews go on', async () => {
    const house = await startWithPlaces({
      options: { timelapse_poster_beside_video: true },
      prepare: (core, _supervisor, media) => {
        core.allowedFolders = [media];
      },
    });
    const { app, id, folders, media } = house;
    const copy = await whenOver(app, await askCopy(app, id, { kind: 'mp4' }));
    const bytes = await bytesOf(app, copy);
    const preview = async () => {
      const answer = await app.request('GET', `/timelapses/${id}/preview`);
      return [answer.status, answer.headers.get('etag')];
    };
    const previewed = await preview();
    await app.request('POST', `/timelapses/${id}/notify`, { target: 'notify.mobile_app_pixel_9' });
    const { image } = (house.core.calls.at(-1)!.service_data as { data: { image: string } }).data;
    const served = () => join(media, image.replace('/media/local/', ''));
    const poster = await readFile(served());
    await waitFor('the poster beside it', () => existsSync(join(folders.output, 'Benchy.jpg')));
    await beginMove(app);
    await done(app);
    await waitFor('the poster beside it', () => existsSync(join(media, 'timelapses', 'Benchy.jpg')));
    await waitFor('the old one to leave', () => !existsSync(join(folders.output, 'Benchy.jpg')));
    expect((await bytesOf(app, copy)).equals(bytes)).toBe(true);
    expect(await preview()).toEqual(previewed);
    expect((await readFile(served())).equals(poster)).toBe(true);
    expect(await readdir(folders.output)).toEqual([]);
    const next = await whenOver(app, await askCopy(app, id, { kind: 'mp4', max_seconds: 1 }));
    expect(next.state).toBe('ready');
    await app.request('DELETE', `/timelapses/${id}`);
    await waitFor('everything to leave', () => !existsSync(served()));
    expect(await readdir(join(media, 'timelapses'))).toEqual(['.posters']);
  });

  it('one that is deleted meanwhile leaves nothing', async () => {
    const library = await makeMovingLibrary({ videos: { Benchy: 4 * MB, Vase: MB } });
    const app = await library.start();
    const timelapses = await app.list();
    await beginMove(app);
    for (const { id } of timelapses)
      expect((await app.request('DELETE', `/timelapses/${id}`)).status).toBe(204);
    await done(app);
    await waitFor('the files to leave', async () => (await readdir(library.target)).length === 0);
    expect(await readdir(library.folders.output)).toEqual([]);
  });
});
