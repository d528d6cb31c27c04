import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printerId } from '../../../src/homeassistant/mqtt/printer-discovery.ts';
import { startFakeCamera } from '../../fakes/fake-camera.ts';
import { putFrames } from '../../fixtures/make-frames.ts';
import { type Mosquitto, noMosquitto, startMosquitto } from '../../helpers/mosquitto.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { BY_HAND } from '../../helpers/with-video.ts';
import { CAMERA, KEY, PRINTING, startWorkshop, type Workshop } from '../../helpers/workshop.ts';
import { PRINTER_ENTITIES } from '../../helpers/printer-entities.ts';

const SLUG = '5c53de3b_printernizer_timelapse';
const ID = printerId(KEY);
const BASE = `${SLUG}/printers/${ID}`;
async function startHouse(): Promise<{ workshop: Workshop; broker: Mosquitto }> {
  const broker = await startMosquitto();
  await broker.look();
  const workshop = await startWorkshop((core) => core.components.push('mqtt'), { mqtt: broker.offer });
  await broker.waitFor(`${BASE}/capture/state`, 'OFF');
  return { workshop, broker };
}

/** Discovery messages of the printer at the broker, by entity id. */
function discovered({ seen }: Mosquitto): Record<string, Record<string, unknown>> {
  const found = seen.filter(({ topic }) => topic.startsWith('homeassistant/') && topic.includes(ID));
  const latest = new Map(found.map(({ topic, payload }) => [topic, payload]));
  return Object.fromEntries(
    [...latest.values()]
      .filter((payload) => payload !== '')
      .map((payload) => {
        const config = JSON.parse(payload) as Record<string, unknown>;
        return [String(config.default_entity_id), config];
      }),
  );
}

describe.skipIf(noMosquitto)('the device of a printer', () => {
  it('has its entities, behind the device of the app', async () => {
    const { broker } = await startHouse();
    const entities = discovered(broker);
    expect(Object.keys(entities).toSorted()).toEqual(PRINTER_ENTITIES);
    for (const config of Object.values(entities))
      expect(config).toMatchObject({
        availability_topic: `${SLUG}/availability`,
        device: { identifiers: [`${SLUG}_${ID}`], name: 'X1C timelapse', via_device: SLUG },
      });
  });

  it('turns pictures on, and shows them, their number and what is wrong', async () => {
    const { workshop, broker } = await startHouse();
    await workshop.set({ interval_seconds: 1, linger_seconds: 0 });
    await broker.publish(`${BASE}/capture/set`, 'ON');
    await broker.waitFor(`${BASE}/capture/state`, 'ON');
    expect((await workshop.printer()).options.capture_enabled).toBe(true);
    workshop.say({ ...PRINTING, layer: 1 });
    await broker.waitFor(`${BASE}/capturing/state`, 'on');
    await broker.waitFor(`${BASE}/pictures/state`, /^[1-9]/);
    const [capture] = await workshop.captures();
    expect(JSON.parse(broker.last(`${BASE}/capturing/attributes`)!)).toMatchObject({
      name: 'Owl',
      folder_names: [capture!.folder_name],
    });
    const folder = join(workshop.home.folders.source, capture!.folder_name);
    const sent = () => broker.seen.filter(({ topic }) => topic === `${BASE}/latest_picture/image`);
    const first = await waitFor('a picture', () => sent()[0]);
    const names = (await readdir(folder)).filter((name) => name.endsWith('.jpg'));
    const taken = await Promise.all(names.map((name) => readFile(join(folder, name))));
    expect(taken.some((bytes) => bytes.equals(first.bytes))).toBe(true);
    workshop.camera.mood = 'html';
    await broker.waitFor(`${BASE}/capture_problem/state`, 'on');
    expect(JSON.parse(broker.last(`${BASE}/capture_problem/attributes`)!)).toMatchObject({
      reason: 'The camera does not send a picture.',
      remedy: expect.stringContaining('Check the camera'),
    });
    // One picture, however many were taken.
    expect(sent()).toHaveLength(1);
    workshop.say({ status: 'finish', stage: 'idle' });
    await broker.waitFor(`${BASE}/capturing/state`, 'off');
    const over = await workshop.until('the end', ({ state }) => state === 'closed');
    await broker.waitFor(`${BASE}/pictures/state`, String(over.image_count));
    await broker.waitFor(`${BASE}/capture_problem/state`, 'off');
    await waitFor('the last picture', () => sent().length === 2);
  });

  it('with two cameras has the sum of their pictures, both folders, and the picture of the first that has one', async () => {
    const top = await startFakeCamera();
    const { workshop, broker } = await startHouse();
    workshop.core.cameras.set('camera.top', (response) => top.answer(response));
    const attributes = (topic: string) =>
      JSON.parse(broker.last(`${BASE}/${topic}/attributes`)!) as Record<string, unknown>;
    const shown = async () => {
      const last = () => broker.seen.findLast(({ topic }) => topic === `${BASE}/latest_picture/image`);
      return (await waitFor('a picture', last)).bytes;
    };
    const takenBy = async (camera: string) => {
      const { folder_name: name } = await workshop.until(camera, (each) => each.camera === camera);
      const folder = join(workshop.home.folders.source, name);
      const names = (await readdir(folder)).filter((each) => each.endsWith('.jpg'));
      return Promise.all(names.map((each) => readFile(join(folder, each))));
    };
    workshop.camera.mood = 'html';
    await workshop.set({
      ...{ capture_enabled: true, cameras: [CAMERA, 'camera.top'] },
      ...{ interval_seconds: 1, linger_seconds: 0 },
    });
    workshop.say({ ...PRINTING, layer: 1 });
    await broker.waitFor(`${BASE}/capture_problem/state`, 'on');
    expect(attributes('capture_problem')).toMatchObject({
      reason: 'The camera does not send a picture.',
      cameras: [CAMERA],
    });
    const ofTop = await shown();
    expect((await takenBy('camera.top')).some((bytes) => bytes.equals(ofTop))).toBe(true);
    workshop.camera.mood = 'picture';
    await workshop.until('its pictures', ({ camera, image_count: count }) => camera === CAMERA && count >= 3);
    await broker.waitFor(`${BASE}/capture_problem/state`, 'off');
    workshop.say({ status: 'finish', stage: 'idle' });
    await broker.waitFor(`${BASE}/capturing/state`, 'off');
    const captures = await workshop.captures();
    const sum = captures.reduce((total, { image_count: count }) => total + count, 0);
    await broker.waitFor(`${BASE}/pictures/state`, String(sum));
    expect(attributes('pictures')).toMatchObject({
      folder_names: expect.toSatisfy((names: string[]) => names.length === 2),
      by_camera: Object.fromEntries(captures.map(({ camera, image_count: count }) => [camera, count])),
    });
    await waitFor('the last one of the first', async () => {
      const last = await shown();
      return (await takenBy(CAMERA)).at(-1)!.equals(last);
    });
  });

  it('has its last video, the poster and how many there are, also of pictures that others took', async () => {
    const { workshop, broker } = await startHouse();
    const { app, home } = workshop;
    const posters = () => broker.seen.filter(({ topic }) => topic === `${BASE}/last_poster/image`);
    const values = () =>
      ['last_video', 'videos', 'failed'].map((each) => broker.last(`${BASE}/${each}/state`));
    await broker.waitFor(`${BASE}/failed/state`, '0');
    expect(values()).toEqual(['None', '0', '0']);
    const job = await app.request('POST', '/jobs', { name: 'Heron', printer: 'x1c', status: 'completed' });
    const { id: jobId } = (await job.json()) as { id: string };
    await app.request('PUT', '/settings', BY_HAND);
    await putFrames(join(home.folders.source, 'Heron'));
    const { id } = await app.waitForStatus('Heron', 'discovered');
    await app.request('PATCH', `/timelapses/${id}`, { title: 'A heron' });
    await app.request('POST', `/timelapses/${id}/process`);
    const done = await app.waitForCompleted('Heron');
    await broker.waitFor(`${SLUG}/last_video/state`, 'A heron');
    expect(values()).toEqual(['None', '0', '0']);
    await app.request('PATCH', `/timelapses/${id}/link`, { job_id: jobId });
    await broker.waitFor(`${BASE}/last_video/state`, 'A heron');
    await broker.waitFor(`${BASE}/videos/state`, '1');
    expect(JSON.parse(broker.last(`${BASE}/last_video/attributes`)!)).toMatchObject({
      ...{ timelapse_id: id, video_duration: done.video_duration, file_size_bytes: done.file_size_bytes },
      processing_completed_at: done.processing_completed_at,
      panel_url: `/app/${SLUG}/timelapses/${id}`,
    });
    const [poster] = await waitFor('the poster', () => posters().length > 0 && posters());
    const own = await fetch(`${app.url}/api/v1/timelapses/${id}/poster`);
    expect(poster!.bytes.equals(Buffer.from(await own.arrayBuffer()))).toBe(true);
    await app.stop();
    workshop.app = await home.start();
    await broker.waitFor(`${SLUG}/availability`, 'online');
    await workshop.app.request('DELETE', `/timelapses/${id}`);
    await broker.waitFor(`${BASE}/videos/state`, '0');
    expect(broker.last(`${BASE}/last_video/state`)).toBe('None');
    await broker.waitFor(`${BASE}/last_poster/image`, '');
    // Whoever never had a poster got no empty one.
    expect(posters().filter(({ payload }) => payload === '')).toHaveLength(1);
    await broker.look();
    await broker.waitFor(`${BASE}/failed/state`, '0');
    expect(posters()).toEqual([]);
  });

  it('has a button for a picture at once', async () => {
    const { broker } = await startHouse();
    const sent = () => broker.seen.filter(({ topic }) => topic === `${BASE}/latest_picture/image`);
    for (const count of [1, 2]) {
      await broker.publish(`${BASE}/take_picture/press`, 'PRESS');
      await waitFor('the picture', () => sent().length === count);
    }
    expect(sent()[0]!.bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  });

  it('lies at the broker for a Home Assistant that comes later, and comes again when that has started', async () => {
    const { broker } = await startHouse();
    await broker.look();
    await broker.waitFor(`${BASE}/capture/state`, 'OFF');
    expect(Object.keys(discovered(broker))).toHaveLength(PRINTER_ENTITIES.length);
    broker.seen.length = 0;
    await broker.publish('homeassistant/status', 'online');
    await broker.waitFor(`${BASE}/capture_problem/state`, 'off');
    expect(Object.keys(discovered(broker))).toHaveLength(PRINTER_ENTITIES.length);
  });

  it.each(['while the app runs', 'while it does not'])('goes with the printer, %s', async (when) => {
    const { workshop, broker } = await startHouse();
    const isRunning = when === 'while the app runs';
    if (!isRunning) await workshop.app.stop();
    workshop.core.entities = [];
    if (isRunning) workshop.core.fire('entity_registry_updated', { action: 'remove' });
    else workshop.app = await workshop.home.start();
    await waitFor('it to be removed', () => Object.keys(discovered(broker)).length === 0, 90_000);
    // Its states go after its entities.
    await waitFor('nothing to lie at the broker', async () => {
      await broker.look();
      // What lies there comes first.
      await broker.publish('test/end', 'of what lies there');
      await broker.waitFor('test/end', 'of what lies there');
      return broker.seen.every(({ topic }) => !topic.includes(ID));
    });
  });

  it('stays while Home Assistant is away', async () => {
    const { workshop, broker } = await startHouse();
    workshop.home.supervisor.stopCore();
    await workshop.app.stop();
    workshop.app = await workshop.home.start();
    await waitFor('the app', async () => workshop.app.get('/health'));
    workshop.home.supervisor.startCore();
    await broker.waitFor(`${SLUG}/availability`, 'online');
    expect(Object.keys(discovered(broker))).toHaveLength(PRINTER_ENTITIES.length);
  });
});
