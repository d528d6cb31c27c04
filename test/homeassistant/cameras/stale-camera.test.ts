import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WireCapture } from '../../../src/shared/capture.ts';
import { type FakeCamera, startFakeCamera } from '../../fakes/fake-camera.ts';
import type { FakeCore } from '../../fakes/fake-core.ts';
import { cleanUp } from '../../helpers/start-app.ts';
import { startInHomeAssistant } from '../../helpers/start-in-home-assistant.ts';
import { waitFor } from '../../helpers/wait-for.ts';

const ENTITY = 'camera.printer';
const STREAM = 2;

async function makeMedia(): Promise<{ media: string; folder: string }> {
  const media = await mkdtemp(join(tmpdir(), 'timelapse-media-'));
  cleanUp(() => rm(media, { recursive: true, force: true }));
  return { media, folder: join(media, '.timelapse-snapshots') };
}

/** A camera in Home Assistant whose usual way gives a picture, and then the same one for ever. */
async function startStuck(features: number, snapshot: (core: FakeCore, camera: FakeCamera) => void) {
  const [camera, { media, folder }] = [await startFakeCamera(), await makeMedia()];
  const { app, core } = await startInHomeAssistant(
    {},
    {
      times: { secondMs: 20, cameraMs: 1500 },
      mediaRoot: media,
      prepare: (home) => {
        home.cameras.set(ENTITY, (response) => camera.answer(response));
        home.setState(ENTITY, 'streaming', Date.now(), { supported_features: features });
        snapshot(home, camera);
      },
    },
  );
  const body = { name: 'Vase', camera: ENTITY, interval_seconds: 1 };
  const begun = (await (await app.request('POST', '/captures', body)).json()) as WireCapture;
  const until = (what: string, test: (capture: WireCapture) => boolean) =>
    waitFor(what, async () => (await app.get<WireCapture[]>('/captures')).find(test));
  await until('pictures', ({ image_count: count }) => count >= 4);
  camera.mood = 'repeats';
  const { image_count: before } = await until('the capture', () => true);
  return { app, core, camera, folder, begun, before, until };
}

describe('a camera that repeats its picture', () => {
  it('with a stream is asked for a snapshot, until its usual way works again', async () => {
    const taken: string[] = [];
    const { camera, folder, before, until } = await startStuck(STREAM, (core, fake) =>
      core.snapshots.set(ENTITY, async (path) => {
        taken.push(path);
        await writeFile(path, fake.nextPicture());
      }),
    );
    const { image_count: with_snapshots, refused } = await until(
      'pictures of snapshots',
      ({ image_count: count }) => count >= before + 6,
    );
    expect(refused.same ?? 0).toBeGreaterThan(0);
    expect(taken.every((path) => path.startsWith(`${folder}/`))).toBe(true);
    expect(new Set(taken).size).toBe(taken.length);
    camera.mood = 'picture';
    const count = () => taken.length;
    await until('usual pictures', ({ image_count: now }) => now >= with_snapshots + 3);
    const asked = count();
    await until('more of them', ({ image_count: now }) => now >= with_snapshots + 9);
    expect(count()).toBe(asked);
    expect(await readdir(folder)).toEqual([]);
  });

  it('never has its old picture taken between two snapshots', async () => {
    const { app, before, until, begun } = await startStuck(STREAM, (core, fake) =>
      core.snapshots.set(ENTITY, (path) => writeFile(path, fake.nextPicture())),
    );
    await until('pictures of snapshots', ({ image_count: count }) => count >= before + 6);
    const stopped = await app.request('POST', `/captures/${begun.id}/stop`);
    expect(stopped.status).toBe(200);
    const path = join(app.folders.source, begun.folder_name);
    const names = (await readdir(path)).filter((name) => name.endsWith('.jpg')).toSorted();
    const old = names.slice(before + 1);
    const bytes = await Promise.all(
      old.map(async (name) => (await readFile(join(path, name))).toString('hex')),
    );
    expect(new Set(bytes).size).toBe(bytes.length);
  });

  it.each([
    { what: 'without a stream', features: 0, snapshot: () => writeFile('/nowhere/x', '') },
    {
      what: 'whose snapshots fail',
      features: STREAM,
      snapshot: () => Promise.reject(new Error('no stream')),
    },
    { what: 'whose snapshots hang', features: STREAM, snapshot: () => new Promise<void>(() => {}) },
  ])('$what is a problem after a while, and goes on when it can', async ({ features, snapshot }) => {
    const { camera, folder, before, until } = await startStuck(features, (core) =>
      core.snapshots.set(ENTITY, snapshot),
    );
    const stuck = await until('the problem', ({ problem }) => problem?.code === 'same');
    expect(stuck.image_count).toBeLessThanOrEqual(before + 3);
    camera.mood = 'picture';
    await until('it to go on', ({ image_count: count, problem }) => count > before + 4 && problem === null);
    expect(existsSync(folder) ? await readdir(folder) : []).toEqual([]);
  });
});

it('snapshots that a crash has left are removed, and nothing else', async () => {
  const { media, folder } = await makeMedia();
  await mkdir(folder);
  const own = join(folder, '0a1b2c3d-0000-4000-8000-000000000000.jpg');
  for (const path of [own, join(folder, 'mine.jpg'), join(media, 'own.jpg')]) {
    await writeFile(path, 'x');
    await utimes(path, new Date('2026-11-01'), new Date('2026-11-01'));
  }
  await startInHomeAssistant({}, { mediaRoot: media });
  await waitFor('it to be removed', () => !existsSync(own));
  expect(await readdir(folder)).toEqual(['mine.jpg']);
  expect(await readdir(media)).toContain('own.jpg');
});
