import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WirePrinter } from '../../src/shared/capture.ts';
import type { WirePrintJob } from '../../src/shared/print-job.ts';
import { startFakeCamera } from '../fakes/fake-camera.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { CAMERA, KEY, PRINTING, startWorkshop } from '../helpers/workshop.ts';

it('is announced when a printer is found, prints, gets further, is set otherwise or is gone', async () => {
  const workshop = await startWorkshop();
  const { live } = workshop.app;
  await live.waitForEvent('snapshot');
  const announced = () => live.all('printers.changed').filter(({ keys }) => keys.includes(KEY)).length;
  const until = async (what: string, change: () => unknown, isSeen: (printer: WirePrinter) => boolean) => {
    const before = announced();
    await change();
    await waitFor(`${what} to be announced`, () => announced() > before);
    await waitFor(what, async () => isSeen(await workshop.printer()));
  };
  await workshop.printer();
  await until(
    'the print',
    () => workshop.say({ ...PRINTING, layer: 1 }),
    ({ print, doing }) => print === 'Owl' && doing === 'printing',
  );
  await until(
    'how far it is',
    () => {
      workshop.core.setState('sensor.x1c_total_layer_count', '210');
      workshop.core.setState('sensor.x1c_print_progress', '34');
      workshop.say({ layer: 12 });
    },
    ({ layer, layers, progress_percent: percent }) => layer === 12 && layers === 210 && percent === 34,
  );
  await until(
    'the option',
    () => workshop.set({ capture_enabled: true, interval_seconds: 1 }),
    ({ options }) => options.capture_enabled,
  );
  expect(await workshop.until('pictures', ({ image_count: count }) => count > 0)).toMatchObject({
    printer_key: KEY,
    layer: 12,
    layers: 210,
    progress_percent: 34,
  });
  workshop.core.entities.length = 0;
  workshop.core.fire('entity_registry_updated');
  await waitFor('no printer', async () => (await workshop.app.get<WirePrinter[]>('/printers')).length === 0);
});

describe('a print', () => {
  it('is captured by one switch, from its first layer to its end, and is a video linked for certain', async () => {
    const workshop = await startWorkshop();
    expect(await workshop.printer()).toMatchObject({
      options: { capture_enabled: false, cameras: [CAMERA], mode: 'interval', interval_seconds: 5 },
      captures: [],
    });
    await workshop.set({ capture_enabled: true, interval_seconds: 1, linger_seconds: 10 });
    workshop.say({ ...PRINTING, stage: 'heatbed_preheating' });
    await workshop.until('the start', ({ state }) => state === 'starting');
    await workshop.app.scan();
    expect(workshop.camera.asked).toBe(0);
    workshop.say({ stage: 'printing', layer: 1 });
    const begun = await workshop.until('pictures', ({ image_count: count }) => count >= 3);
    expect(begun).toMatchObject({ name: 'Owl', printer: 'X1C', camera: CAMERA, state: 'capturing' });
    workshop.say({ status: 'pause', stage: 'changing_filament' });
    const held = await workshop.until('the pause', ({ state }) => state === 'holding');
    await waitFor('it on the printer', async () => (await workshop.printer()).doing === 'holding');
    const asked = workshop.camera.asked;
    await workshop.app.scan();
    expect(workshop.camera.asked).toBe(asked);
    workshop.say({ status: 'running', stage: 'printing', layer: 2 });
    await workshop.moreAfter(held);
    workshop.say({ status: 'finish', stage: 'idle' });
    const over = await workshop.until('the end', ({ state }) => state === 'closed');
    expect(over).toMatchObject({ ended_because: 'print_ended' });
    const video = await workshop.app.waitForCompleted(over.folder_name);
    const [job] = await workshop.app.get<WirePrintJob[]>('/jobs');
    expect(video).toMatchObject({ link_source: 'capture', job_id: job!.id, image_count: over.image_count });
    expect(over.folder_name).toMatch(/^Owl X1C \d{4}-/);
    const log = await readFile(
      join(workshop.home.folders.source, over.folder_name, '.capture.jsonl'),
      'utf8',
    );
    const lines = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toHaveLength(over.image_count);
    expect(lines[0]).toMatchObject({ name: '000001.jpg', layer: 1, stage: 'printing' });
  });

  it('goes on in the same folder after a restart of the app and of Home Assistant', async () => {
    const workshop = await startWorkshop();
    await workshop.set({ capture_enabled: true, interval_seconds: 1, linger_seconds: 0 });
    workshop.say({ ...PRINTING, layer: 1 });
    const begun = await workshop.until('pictures', ({ image_count: count }) => count >= 3);
    await workshop.app.stop();
    workshop.app = await workshop.home.start();
    const again = await workshop.moreAfter(begun);
    workshop.home.supervisor.stopCore();
    await workshop.until('Home Assistant to be away', ({ problem }) => problem?.code === 'no_answer');
    workshop.home.supervisor.startCore();
    await workshop.moreAfter(again);
    workshop.say({ status: 'finish' });
    await workshop.until('the end', ({ state }) => state === 'closed');
    await workshop.app.waitForCompleted(begun.folder_name);
    expect(await workshop.captures()).toHaveLength(1);
    expect(await readdir(workshop.home.folders.source)).toEqual([begun.folder_name]);
  });

  it('that is already under way when it is switched on is captured, and left when it is switched off', async () => {
    const workshop = await startWorkshop();
    workshop.say({ ...PRINTING, layer: 5 });
    await waitFor('the print', async () => (await workshop.printer()).print);
    expect(await workshop.captures()).toEqual([]);
    await workshop.set({ capture_enabled: true, interval_seconds: 1 });
    const { folder_name: folder } = await workshop.until('pictures', ({ image_count: count }) => count >= 3);
    expect(await workshop.set({ capture_enabled: false })).toMatchObject({ captures: [] });
    await workshop.app.waitForCompleted(folder);
  });

  it('that the user stopped stays stopped, and the next one is captured', async () => {
    const workshop = await startWorkshop();
    await workshop.set({ capture_enabled: true, interval_seconds: 1, linger_seconds: 0 });
    await workshop.begin({ ...PRINTING, layer: 1 });
    const { id } = await workshop.until('pictures', ({ image_count: count }) => count >= 3);
    await workshop.app.request('POST', `/captures/${id}/stop`);
    workshop.say({ layer: 2 });
    await workshop.set({ interval_seconds: 2 });
    expect(await workshop.captures()).toMatchObject([{ id, state: 'closed' }]);
    workshop.say({ status: 'finish' });
    await waitFor('no print', async () => (await workshop.printer()).print === null);
    await workshop.begin({ ...PRINTING, task: 'Fox', layer: 1 });
    await workshop.until('the next', ({ name, image_count: count }) => name === 'Fox' && count > 0);
  });

  it('has a picture of every layer, also of those that come after a gap', async () => {
    const workshop = await startWorkshop();
    await workshop.set({ capture_enabled: true, mode: 'layer', layer_step: 2, linger_seconds: 0 });
    workshop.say({ ...PRINTING, layer: 1 });
    let count = 0;
    for (const [layer, isDue] of [
      [1, true],
      [2, false],
      [3, true],
      [8, true],
      [9, true],
      [10, false],
    ] as const) {
      workshop.say({ layer });
      count += Number(isDue);
      const seen = await workshop.until(`layer ${layer}`, ({ image_count }) => image_count === count);
      await workshop.app.scan();
      expect((await workshop.captures())[0]!.image_count).toBe(seen.image_count);
    }
    workshop.say({ status: 'finish' });
    await workshop.until('the end', ({ state }) => state === 'closed');
  });

  it('with two cameras has two folders', async () => {
    const top = await startFakeCamera();
    const workshop = await startWorkshop((core) =>
      core.cameras.set('camera.top', (response) => top.answer(response)),
    );
    const cameras = [CAMERA, 'camera.top'];
    await workshop.set({ capture_enabled: true, cameras, interval_seconds: 1, linger_seconds: 0 });
    workshop.say({ ...PRINTING, layer: 1 });
    for (const camera of cameras)
      await workshop.until(camera, (each) => each.camera === camera && each.image_count >= 3);
    workshop.say({ status: 'finish' });
    const folders = (await workshop.captures()).map(({ folder_name: folder }) => folder);
    expect(new Set(folders.map((folder) => folder.split(' ').at(-1)))).toEqual(
      new Set(['x1c_camera', 'top']),
    );
    const videos = [];
    for (const folder of folders) videos.push(await workshop.app.waitForCompleted(folder));
    expect(new Set(videos.map(({ job_id: job }) => job)).size).toBe(1);
  });

  it.each(['keep', 'delete'] as const)('that failed can be left to the user: %s', async (when_failed) => {
    const workshop = await startWorkshop();
    await workshop.set({ capture_enabled: true, interval_seconds: 1, linger_seconds: 0, when_failed });
    workshop.say({ ...PRINTING, layer: 1 });
    const { folder_name: name } = await workshop.until('pictures', ({ image_count: count }) => count >= 3);
    const folder = join(workshop.home.folders.source, name);
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await workshop.app.waitForStatus(name, 'discovered');
    workshop.say({ status: 'failed' });
    const { image_count: count } = await workshop.until('the end', ({ state }) => state === 'closed');
    if (when_failed === 'keep') {
      await waitFor('it to be left', async () => (await workshop.app.list())[0]?.capture_id === null);
      expect((await workshop.app.list())[0]).toMatchObject({ status: 'discovered', image_count: count });
    } else {
      await waitFor('it to go', async () => (await workshop.app.list()).length === 0);
      expect(await readdir(folder)).toEqual(['notes.txt']);
      expect(await workshop.app.get('/timelapses/ignored')).toEqual([]);
    }
    await workshop.app.scan();
    expect((await workshop.app.list()).every(({ status }) => status === 'discovered')).toBe(true);
    expect(existsSync(folder)).toBe(true);
  });
});

it('a test picture of an image is as old as its state says', async () => {
  const workshop = await startWorkshop((core) => {
    core.cameras.set('image.x1c', (response) => workshop.camera.answer(response));
    core.setState('image.x1c', new Date(Date.now() - 90_000).toISOString());
  });
  await workshop.printer();
  const path = `/printers/${encodeURIComponent(KEY)}/test-picture`;
  const ask = async () => (await workshop.app.request('POST', path, { camera: 'image.x1c' })).json();
  const { age_seconds: age } = (await ask()) as { age_seconds: number };
  expect(age).toBeGreaterThanOrEqual(90);
  expect(age).toBeLessThan(150);
  workshop.core.setState('image.x1c', 'unknown');
  expect(await ask()).toMatchObject({ age_seconds: null });
});

it('a test picture is shown and not kept', async () => {
  const workshop = await startWorkshop();
  await workshop.printer();
  const path = `/printers/${encodeURIComponent(KEY)}/test-picture`;
  const answer = await workshop.app.request('POST', path);
  expect(await answer.json()).toMatchObject({ camera: CAMERA, width: 320, height: 240, refusal: null });
  const age = async () => {
    const picture = (await (await workshop.app.request('POST', path)).json()) as {
      age_seconds: number | null;
    };
    return picture.age_seconds;
  };
  // A camera only says that its picture is the same.
  expect(await age()).toBeNull();
  workshop.camera.mood = 'repeats';
  expect(await age()).toBeNull();
  await waitFor('it to grow old', async () => (await age()) === 1);
  workshop.camera.mood = 'black_with_mark';
  expect(await (await workshop.app.request('POST', path)).json()).toMatchObject({ refusal: 'flat' });
  workshop.camera.mood = 'speck';
  expect(await (await workshop.app.request('POST', path)).json()).toMatchObject({
    ...{ width: 1, height: 1, refusal: 'flat' },
  });
  workshop.camera.mood = 'html';
  const refused = await workshop.app.request('POST', path);
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({
    error: { code: 'camera_failed', detail: { reason: 'no_picture' } },
  });
  expect(await readdir(workshop.home.folders.source)).toEqual([]);
});
