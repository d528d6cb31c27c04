import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { WireCapture } from '../../../src/shared/capture.ts';
import { startFakeCamera } from '../../fakes/fake-camera.ts';
import { startInHomeAssistant } from '../../helpers/start-in-home-assistant.ts';
import { waitFor } from '../../helpers/wait-for.ts';

const IMAGE = 'image.printer';

async function startImage(state: string | null) {
  const camera = await startFakeCamera();
  const home = await startInHomeAssistant(
    {},
    {
      times: { secondMs: 20 },
      prepare: (core) => {
        core.cameras.set(IMAGE, (response) => camera.answer(response));
        if (state !== null) core.setState(IMAGE, state);
      },
    },
  );
  const { app, core } = home;
  const body = { name: 'Vase', camera: IMAGE, interval_seconds: 1 };
  const { id, folder_name: name } = (await (
    await app.request('POST', '/captures', body)
  ).json()) as WireCapture;
  const until = (what: string, test: (capture: WireCapture) => boolean) =>
    waitFor(what, async () => (await app.get<WireCapture[]>('/captures')).find(test));
  const pictures = (count: number) => until(`${count} pictures`, ({ image_count: now }) => now === count);
  const show = (at: number) => core.setState(IMAGE, new Date(at).toISOString());
  return { ...home, camera, id, folder: join(home.folders.source, name), until, pictures, show };
}

it('an image is taken when it changes, and not asked for before', async () => {
  const begin = Date.now();
  const { app, camera, pictures, show, until, folder } = await startImage(new Date(begin).toISOString());
  await pictures(1);
  for (const count of [2, 3, 4]) {
    await app.scan();
    expect(camera.asked).toBe(count - 1);
    show(begin + count);
    await pictures(count);
  }
  const { refused } = await until('it to wait', ({ problem }) => problem?.code === 'same');
  expect(refused.same).toBeGreaterThan(0);
  expect(camera.asked).toBe(4);
  const lines = (await readFile(join(folder, '.capture.jsonl'), 'utf8')).trim().split('\n');
  const times = lines.map((line) => Date.parse((JSON.parse(line) as { at: string }).at));
  expect(times).toEqual([begin, begin + 2, begin + 3, begin + 4]);
  show(Date.now());
  await until('it to go on', ({ problem, image_count: count }) => problem === null && count === 5);
});

it('an image from before the capture is not taken', async () => {
  const { camera, pictures, show, until } = await startImage(new Date('2026-11-01').toISOString());
  await until('it to wait', ({ problem }) => problem?.code === 'same');
  expect(camera.asked).toBe(0);
  show(Date.now());
  await pictures(1);
});

it('an image without a time is asked for again and again', async () => {
  const { until, show, camera, supervisor } = await startImage('unknown');
  const { image_count: before } = await until('pictures', ({ image_count: count }) => count >= 4);
  show(Date.now());
  await until('the last one', ({ image_count: count }) => count > before);
  supervisor.stopCore();
  await until('Home Assistant to be away', ({ problem }) => problem?.code === 'no_answer');
  supervisor.startCore();
  await waitFor('it to be asked', () => camera.asked > before);
});
