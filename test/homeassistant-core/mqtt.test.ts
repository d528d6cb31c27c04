import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PATIENCE_MS } from '../../src/homeassistant/mqtt/mqtt-link.ts';
import { ENTITIES, entityId } from '../../src/homeassistant/sensors/entities.ts';
import type { WireHealth } from '../../src/shared/system.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { startProcess } from '../helpers/start-process.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { Broker } from './helpers/broker.ts';
import type { Core } from './helpers/core.ts';
import { makeHouse, shareCore } from './helpers/house.ts';
import { readInstalled } from './helpers/installed.ts';

const hasBroker = readInstalled().broker !== null;
const core = shareCore({}, connectCore);
let broker: Broker;
afterAll(() => broker?.end());

/** Home Assistant has the MQTT integration, with an account of its own. */
async function connectCore(home: Core): Promise<void> {
  if (!hasBroker) return;
  broker = await Broker.start({ core: 'of core', addons: 'of addons' });
  const { host, port, username, password } = broker.offer('core');
  await home.addIntegration({ domain: 'mqtt', data: { broker: host, port, username, password } });
}

const house = (options = {}) => makeHouse(core(), options, { mqtt: broker.offer('addons') });

interface RegistryEntity {
  entity_id: string;
  unique_id: string;
  device_id: string | null;
  platform: string;
}

/** Our entities that are real ones: with a unique id, from MQTT. */
async function realEntities(): Promise<RegistryEntity[]> {
  const all = await core().ask<RegistryEntity[]>({ type: 'config/entity_registry/list' });
  return all.filter((each) => each.platform === 'mqtt' && /\.timelapse/.test(each.entity_id));
}

/** What Home Assistant shows of the app's answers to its button. */
async function notifications(): Promise<{ message: string }[]> {
  const all = await core().ask<{ message: string; notification_id: string }[]>({
    type: 'persistent_notification/get',
  });
  return all.filter(({ notification_id }) => notification_id === 'timelapse_control');
}

const IDS = [
  ...ENTITIES.map(entityId),
  'button.timelapse_process_next',
  'switch.timelapse_pause',
  'image.timelapse_last_poster',
  'event.timelapse',
];

describe.skipIf(!hasBroker)('entities through a broker', () => {
  it('are real ones on one device, with the ids they have without a broker', async () => {
    const { start, supervisor } = await house();
    await start();
    await core().waitForState('sensor.timelapse_status', 'idle');
    const found = await waitFor('all entities', async () => {
      const entities = await realEntities();
      return entities.length >= IDS.length && entities;
    });
    expect(found.map(({ entity_id }) => entity_id).sort()).toEqual([...IDS].sort());
    expect(new Set(found.map(({ device_id }) => device_id)).size).toBe(1);
    expect(new Set(found.map(({ unique_id }) => unique_id)).size).toBe(found.length);
    const devices = await core().ask<Record<string, unknown>[]>({ type: 'config/device_registry/list' });
    expect(devices.find(({ id }) => id === found[0]?.device_id)).toMatchObject({
      name: 'Timelapse',
      sw_version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      configuration_url: expect.stringContaining(supervisor.slug),
    });
    const complaints = (await core().log())
      .split('\n')
      .filter((line) => /\[homeassistant\.components\.mqtt/.test(line));
    expect(complaints).toEqual([]);
  });

  it('have the classes of section 6, and statistics', async () => {
    const { start } = await house();
    await start();
    await core().waitForState('sensor.timelapse_videos', '0');
    const { attributes } = (await core().state('sensor.timelapse_storage_used'))!;
    expect(attributes).toMatchObject({ device_class: 'data_size', state_class: 'measurement' });
    expect((await core().state('sensor.timelapse_status'))?.attributes).toMatchObject({
      device_class: 'enum',
      options: ['idle', 'processing', 'paused', 'problem'],
    });
    const listed = await core().ask<{ statistic_id: string }[]>({ type: 'recorder/list_statistic_ids' });
    expect(listed.map(({ statistic_id }) => statistic_id)).toContain('sensor.timelapse_videos');
  });

  it('act: the button starts the next folder, the switch pauses and goes on', async () => {
    const { start, folders } = await house({ timelapse_auto_process_timeout: 0 });
    const app = await start();
    await core().waitForState('switch.timelapse_pause', 'off');
    await core().call('switch.turn_on', { entity_id: 'switch.timelapse_pause' });
    await core().waitForState('switch.timelapse_pause', 'on');
    await core().waitForState('sensor.timelapse_status', 'paused');
    await core().call('switch.turn_off', { entity_id: 'switch.timelapse_pause' });
    await core().waitForState('sensor.timelapse_status', 'idle');
    await core().call('button.press', { entity_id: 'button.timelapse_process_next' });
    await waitFor('the answer [1.31]', async () =>
      (await notifications()).some(({ message }) => message.startsWith('Nothing to render')),
    );
    await putFrames(join(folders.source, 'Benchy'), { secondsAgo: 60 });
    await app.waitForStatus('Benchy', 'discovered');
    await core().call('button.press', { entity_id: 'button.timelapse_process_next' });
    await app.waitForCompleted('Benchy');
    expect(await notifications()).toEqual([]);
  });

  it('announce a video: event and poster', async () => {
    const { start, folders } = await house();
    const app = await start();
    await core().waitForState('sensor.timelapse_status', 'idle');
    await putFrames(join(folders.source, 'Vase'), { secondsAgo: 60 });
    await app.waitForCompleted('Vase');
    const reported = await core().waitForState(
      'event.timelapse',
      ({ attributes }) => attributes.folder_name === 'Vase' && attributes.event_type === 'completed',
    );
    expect(reported.attributes).toMatchObject({ image_count: 12, media_content_id: expect.any(String) });
    // Until its message has arrived, the entity has no picture or that of a video before.
    const picture = await waitFor('the poster', async () => {
      const answer = await core().rest('GET', 'image_proxy/image.timelapse_last_poster');
      return answer.ok && answer;
    });
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await picture.arrayBuffer()).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  });

  it('are there again after a restart of Core, of the broker and of the app', async () => {
    const { start } = await house();
    const app = await start();
    await core().waitForState('sensor.timelapse_status', 'idle');
    await core().restart();
    await core().waitForState('sensor.timelapse_status', 'idle', 90_000);
    await broker.stop();
    await core().waitForState('sensor.timelapse_status', 'unavailable', 60_000);
    await broker.start();
    await core().waitForState('sensor.timelapse_status', 'idle', 90_000);
    await app.stop();
    await core().waitForState('sensor.timelapse_status', 'unavailable');
    await start();
    await core().waitForState('sensor.timelapse_status', 'idle');
  });

  it('are unavailable when the app is killed', async () => {
    const { supervisor, folders } = await house();
    const env = await supervisor.prepareStart(folders.data);
    const child = startProcess(folders, { ...env, HOST: '127.0.0.1' });
    await child.ready();
    await core().waitForState('sensor.timelapse_status', 'idle');
    await child.end('SIGKILL');
    for (const id of IDS) await core().waitForState(id, 'unavailable');
  });

  it('give way to posted states while the broker stays away, and are themselves again with it', async () => {
    const clock = new FakeClock();
    const app = await (await house()).start({ clock });
    await core().waitForState('sensor.timelapse_status', 'idle');
    await broker.stop();
    await core().waitForState('sensor.timelapse_status', 'unavailable', 60_000);
    clock.advance(PATIENCE_MS);
    // Posted, and with the reason: the broker is missing.
    await core().waitForState('sensor.timelapse_status', 'problem');
    await broker.start();
    clock.advance(PATIENCE_MS);
    await waitFor('the device', async () => {
      const { home_assistant } = await app.get<WireHealth>('/health');
      return home_assistant?.sensors === 'mqtt';
    });
    await core().waitForState('switch.timelapse_pause', 'off', 90_000);
    for (const id of IDS) await core().waitForState(id, ({ state }) => state !== 'unavailable');
    await core().call('switch.turn_on', { entity_id: 'switch.timelapse_pause' });
    await core().waitForState('sensor.timelapse_status', 'paused');
    await app.stop();
    for (const id of IDS) await core().waitForState(id, 'unavailable');
  });

  it('take over from posted states when a broker comes, without a second set of entities', async () => {
    const { start, supervisor } = await makeHouse(core());
    await start();
    const isReal = async (id: string) => (await realEntities()).some(({ entity_id }) => entity_id === id);
    await core().waitForState('sensor.timelapse_status', 'idle');
    supervisor.mqtt = broker.offer('addons');
    // Asked for once a minute, and whenever Core is there anew.
    supervisor.cutSockets();
    await core().waitForState('switch.timelapse_pause', 'off', 120_000);
    expect(await isReal('sensor.timelapse_status')).toBe(true);
    const ids = (await core().states()).map(({ entity_id }) => entity_id);
    expect(ids.filter((id) => id.includes('timelapse_status'))).toEqual(['sensor.timelapse_status']);
    supervisor.mqtt = null;
    supervisor.cutSockets();
    await core().waitForState('switch.timelapse_pause', 'unavailable', 120_000);
    await core().waitForState('sensor.timelapse_status', 'idle');
  });

  it('come back when the password of the broker has changed', async () => {
    const { start, supervisor } = await house();
    await start();
    await core().waitForState('sensor.timelapse_status', 'idle');
    await broker.stop();
    broker.setPassword('addons', 'another');
    await broker.start();
    supervisor.mqtt = broker.offer('addons');
    await core().waitForState('sensor.timelapse_status', 'unavailable', 60_000);
    await core().waitForState('sensor.timelapse_status', 'idle', 120_000);
  });
});
