import { readdir } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { WireCapture, WirePrinter } from '../../src/shared/capture.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { Broker } from './helpers/broker.ts';
import type { Core } from './helpers/core.ts';
import { makeHouse, shareCore } from './helpers/house.ts';
import { readInstalled } from './helpers/installed.ts';
import { useStandIn } from './helpers/stand-in-integration.ts';
import { useStreamCamera } from './helpers/stream-camera.ts';
import { PRINTER_ENTITIES } from '../helpers/printer-entities.ts';

/* The device of a printer as Home Assistant shows it, and what a user does with it there. */

const hasBroker = readInstalled().broker !== null;
/** Unique ids as those of greghesp/ha-bambulab. */
const BAMBU = {
  domain: 'bambu_lab',
  device: 'X1C',
  sensors: { m1_print_status: 'Print status', m1_subtask_name: 'Task name', m1_stage: 'Current stage' },
};
const CAMERA = 'camera.workshop';

let broker: Broker;
afterAll(() => broker?.end());
const core = shareCore({}, async (home) => {
  await useStandIn(home, BAMBU);
  await useStreamCamera(home, 'Workshop');
  if (!hasBroker) return;
  broker = await Broker.start({ core: 'of core', addons: 'of addons' });
  const { host, port, username, password } = broker.offer('core');
  await home.addIntegration({ domain: 'mqtt', data: { broker: host, port, username, password } });
});

const tell = (home: Core, status: string, task: string, stage: string) =>
  home.call('bambu_lab.tell', {
    states: { m1_subtask_name: task, m1_stage: stage, m1_print_status: status },
  });

async function startWorkshop() {
  const { start } = await makeHouse(core(), {}, { mqtt: broker.offer('addons') });
  await tell(core(), 'idle', '', 'idle');
  const app = await start();
  const printer = await waitFor('the printer', async () => (await app.get<WirePrinter[]>('/printers'))[0]);
  const options = { cameras: [CAMERA], interval_seconds: 1, linger_seconds: 0, capture_enabled: false };
  const path = `/printers/${encodeURIComponent(printer.key)}`;
  expect((await app.request('PATCH', path, options)).status).toBe(200);
  await core().waitForState('switch.timelapse_x1c_capture', 'off', 90_000);
  return { app, start };
}

const shown = async (image: string) => {
  const answer = await core().rest('GET', `image_proxy/image.timelapse_x1c_${image}`);
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : null;
};

const entities = async () =>
  (
    await core().ask<{ entity_id: string; device_id: string; platform: string }[]>({
      type: 'config/entity_registry/list',
    })
  ).filter((each) => each.platform === 'mqtt' && each.entity_id.includes('timelapse_x1c'));

describe.skipIf(!hasBroker)('the device of a printer', () => {
  it('is behind that of the app, and Home Assistant has nothing to say against it', async () => {
    await startWorkshop();
    const found = await waitFor('all entities', async () => {
      const now = await entities();
      return now.length >= PRINTER_ENTITIES.length && now;
    });
    expect(found.map(({ entity_id: id }) => id).toSorted()).toEqual(PRINTER_ENTITIES);
    const devices = await core().ask<{ id: string; name: string; via_device_id: string | null }[]>({
      type: 'config/device_registry/list',
    });
    const states = ['sensor.timelapse_x1c_last_video', 'image.timelapse_x1c_last_poster'].map(
      async (id) => (await core().state(id))!.state,
    );
    expect(await Promise.all(states)).toEqual(['unknown', 'unknown']);
    await core().waitForState('sensor.timelapse_x1c_videos', '0');
    const [device] = devices.filter(({ id }) => id === found[0]!.device_id);
    const parent = devices.find(({ id }) => id === device!.via_device_id);
    expect([device!.name, parent?.name]).toEqual(['X1C timelapse', 'Timelapse']);
    const complaints = (await core().log())
      .split('\n')
      .filter((line) => /\[homeassistant\.components\.(?:mqtt|image)/.test(line));
    expect(complaints).toEqual([]);
  });

  it('turns pictures on, takes one more, and shows them', async () => {
    const { app } = await startWorkshop();
    const before = (await core().state('image.timelapse_x1c_latest_picture'))!.state;
    await core().call('button.press', { entity_id: 'button.timelapse_x1c_take_picture' });
    const { state: tested } = await core().waitForState(
      'image.timelapse_x1c_latest_picture',
      ({ state }) => state !== before && state !== 'unknown',
    );
    expect((await shown('latest_picture'))?.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    await core().call('switch.turn_on', { entity_id: 'switch.timelapse_x1c_capture' });
    await core().waitForState('switch.timelapse_x1c_capture', 'on');
    await tell(core(), 'running', 'Owl', 'printing');
    await core().waitForState('binary_sensor.timelapse_x1c_capturing', 'on');
    await core().waitForState('sensor.timelapse_x1c_pictures', ({ state }) => Number(state) >= 3);
    await core().waitForState('image.timelapse_x1c_latest_picture', ({ state }) => state !== tested);
    const results = await core().listen('timelapse.command_result');
    await core().fire('timelapse.command', { action: 'take_picture', printer: 'X1C' });
    await waitFor('the answer', () => results.length === 1);
    expect(results[0]!.data).toMatchObject({ ok: true, message: expect.stringContaining('"Owl X1C') });
    await core().fire('timelapse.command', { action: 'capture_stop', printer: 'X1C' });
    await waitFor('the answer', () => results.length === 2);
    expect(results[1]!.data).toMatchObject({ ok: true });
    await core().waitForState('binary_sensor.timelapse_x1c_capturing', 'off');
    const [capture] = await app.get<WireCapture[]>('/captures');
    await core().waitForState('sensor.timelapse_x1c_pictures', String(capture!.image_count));
    await tell(core(), 'finish', 'Owl', 'idle');
    const video = await app.waitForCompleted(capture!.folder_name);
    await core().waitForState('sensor.timelapse_x1c_videos', '1');
    const { attributes } = await core().waitForState('sensor.timelapse_x1c_last_video', video.folder_name);
    expect(attributes).toMatchObject({
      video_duration: video.video_duration,
      panel_url: expect.stringContaining(`/timelapses/${video.id}`),
    });
    await core().waitForState('image.timelapse_x1c_last_poster', ({ state }) => state !== 'unknown');
    const poster = await fetch(`${app.url}/api/v1/timelapses/${video.id}/poster`);
    expect((await shown('last_poster'))?.equals(Buffer.from(await poster.arrayBuffer()))).toBe(true);
    await app.request('DELETE', `/timelapses/${video.id}`);
    await core().waitForState('sensor.timelapse_x1c_last_video', 'unknown');
    await core().waitForState('sensor.timelapse_x1c_videos', '0');
  });

  it('is there again after a restart of Core, of the broker and of the app', async () => {
    const { app, start } = await startWorkshop();
    await core().restart();
    await core().waitForState('switch.timelapse_x1c_capture', 'off', 90_000);
    await broker.stop();
    await core().waitForState('switch.timelapse_x1c_capture', 'unavailable', 60_000);
    await broker.start();
    await core().waitForState('switch.timelapse_x1c_capture', 'off', 90_000);
    await app.stop();
    await core().waitForState('switch.timelapse_x1c_capture', 'unavailable');
    await start();
    await core().waitForState('switch.timelapse_x1c_capture', 'off', 90_000);
  });
});

it('a stream that keeps repeating its picture is asked for snapshots, and leaves nothing in the media folder', async () => {
  const { start } = await makeHouse(core());
  const app = await start();
  const body = { name: 'Vase', camera: CAMERA, interval_seconds: 1 };
  await core().call('stream_camera.stick', { stuck: true });
  const answer = await app.request('POST', '/captures', body);
  const { id, folder_name: folder } = (await answer.json()) as WireCapture;
  const until = (what: string, test: (capture: WireCapture) => boolean) =>
    waitFor(what, async () => (await app.get<WireCapture[]>('/captures')).find(test));
  await until('pictures of snapshots', ({ image_count: count }) => count >= 4);
  await app.request('POST', `/captures/${id}/stop`);
  await app.waitForCompleted(folder);
  const left = await readdir(`${core().mediaDir}/.timelapse-snapshots`).catch(() => []);
  expect(left).toEqual([]);
});
