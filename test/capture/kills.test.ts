import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { measurePicture } from '../../src/capture/measure-picture.ts';
import type { WireCapture } from '../../src/shared/capture.ts';
import { seededRandom } from '../../src/tools/support/draw-print.ts';
import { startFakeCamera } from '../fakes/fake-camera.ts';
import { instantOfWork } from '../helpers/killed-library.ts';
import { testSeed } from '../helpers/seed.ts';
import { makeFolders } from '../helpers/start-app.ts';
import { type AppProcess, startProcess } from '../helpers/start-process.ts';
import { waitFor } from '../helpers/wait-for.ts';

/** A usual run has few, since each takes seconds: `TEST_KILLS=50 npm test -- test/capture/kills`. */
const KILLS = Number(process.env.TEST_KILLS ?? 5);
/** About the time between two pictures. */
const MAX_MS = 1500;

async function captures(app: AppProcess): Promise<WireCapture[]> {
  return (await (await fetch(`${await app.ready()}/api/v1/captures`)).json()) as WireCapture[];
}

test('a capture that is killed again and again is one folder, one video, and no half picture', async () => {
  const random = seededRandom(testSeed());
  const camera = await startFakeCamera();
  const folders = await makeFolders();
  let app = startProcess(folders);
  const body = JSON.stringify({ name: 'Plant', still_image_url: camera.url, interval_seconds: 1 });
  const headers = { 'content-type': 'application/json' };
  const started = await fetch(`${await app.ready()}/api/v1/captures`, { method: 'POST', headers, body });
  const { id, folder_name: name } = (await started.json()) as WireCapture;
  const folder = join(folders.source, name);
  const seen = new Set<string>();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const [before] = await captures(app);
    await waitFor('a picture', async () => {
      const [now] = await captures(app);
      return now!.image_count > before!.image_count || now!.image_count > seen.size;
    });
    await instantOfWork([folder], MAX_MS);
    await sleep(20 * random() ** 3);
    await app.end('SIGKILL');
    const names = (await readdir(folder)).filter((each) => /^\d{6}\.jpg$/.test(each));
    for (const each of names) {
      expect(measurePicture(await readFile(join(folder, each)), true), each).not.toBeNull();
      seen.add(each);
    }
    expect(names.toSorted()).toEqual([...seen].toSorted());
    app = startProcess(folders);
  }
  const stopped = await fetch(`${await app.ready()}/api/v1/captures/${id}/stop`, { method: 'POST' });
  expect(stopped.status).toBe(200);
  const { image_count: count } = (await stopped.json()) as WireCapture;
  const [video, ...others] = await waitFor('the video', async () => {
    const all = await app.list();
    return all.every(({ status }) => status === 'completed') && all;
  });
  expect(others).toEqual([]);
  expect(video).toMatchObject({ folder_name: name, image_count: count });
  expect(await readdir(folders.source)).toEqual([name]);
}, 600_000);
