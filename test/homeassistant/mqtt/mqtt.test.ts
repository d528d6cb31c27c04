import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PATIENCE_MS } from '../../../src/homeassistant/mqtt/mqtt-link.ts';
import { ENTITIES } from '../../../src/homeassistant/sensors/entities.ts';
import { putFrames } from '../../fixtures/make-frames.ts';
import { type Mosquitto, noMosquitto, startMosquitto } from '../../helpers/mosquitto.ts';
import { startProcess } from '../../helpers/start-process.ts';
import { heard, type Mirrored, type MirroredSpec, startMirrored } from '../../helpers/start-mirrored.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { render } from '../../helpers/with-video.ts';

const SLUG = '5c53de3b_printernizer_timelapse';
const STATUS = `${SLUG}/status/state`;
const AVAILABILITY = `${SLUG}/availability`;
const ASK_EVERY_MS = 60_000;
/** What the device shows: the sensors, and a button, a switch, an image and an event. */
const SHOWN = ENTITIES.length + 4;

interface House extends Mirrored {
  broker: Mosquitto;
}

/** The app with a broker, in a Home Assistant whose MQTT integration is set up. */
async function startWithBroker(spec: MirroredSpec = {}): Promise<House> {
  const broker = await startMosquitto();
  await broker.look();
  const prepare: MirroredSpec['prepare'] = (core, supervisor, media) => {
    core.components.push('mqtt');
    spec.prepare?.(core, supervisor, media);
  };
  const house = await startMirrored({ mqtt: broker.offer, ...spec, prepare });
  return Object.assign(house, { broker });
}

async function waitForWay({ app }: Mirrored, way: string): Promise<void> {
  await waitFor(`the sensors to be there by ${way}`, async () => {
    const { home_assistant } = await app.get<{ home_assistant: { sensors: string } }>('/health');
    return home_assistant.sensors === way;
  });
}

/** The discovery messages that lie at the broker, by entity id. */
function discovered({ broker }: House): Record<string, Record<string, unknown>> {
  const all = broker.seen.filter(
    ({ topic }) => topic.startsWith('homeassistant/') && topic.endsWith('/config'),
  );
  return Object.fromEntries(
    all.map(({ payload }) => {
      const config = JSON.parse(payload) as Record<string, unknown>;
      return [String(config.default_entity_id), config];
    }),
  );
}

describe.skipIf(noMosquitto)(`with a broker${noMosquitto ? ` (skipped: ${noMosquitto})` : ''}`, () => {
  it('there is one device with every entity, each with an id of its own for ever', async () => {
    const house = await startWithBroker({ names: ['Benchy'] });
    await house.broker.waitFor(AVAILABILITY, 'online');
    const entities = discovered(house);
    expect(Object.keys(entities)).toHaveLength(SHOWN);
    const values = Object.values(entities);
    expect(new Set(values.map(({ unique_id }) => unique_id)).size).toBe(SHOWN);
    expect(new Set(values.map(({ device }) => JSON.stringify(device))).size).toBe(1);
    for (const each of values) {
      expect(each).toMatchObject({ availability_topic: AVAILABILITY, device: { identifiers: [SLUG] } });
      expect(`x.${String(each.object_id)}`).toBe(String(each.default_entity_id).replace(/^\w+\./, 'x.'));
    }
    expect(entities['sensor.timelapse_storage_used']).toMatchObject({
      unique_id: `${SLUG}_storage_used`,
      device_class: 'data_size',
      state_class: 'measurement',
      unit_of_measurement: 'MB',
    });
    expect(house.core.states.size).toBe(0);
    expect(house.broker.last(STATUS)).toBe('idle');
    expect(house.broker.last(`${SLUG}/eta/state`)).toBe('None');
  });

  it('everything of ours lies there for a Home Assistant that comes later', async () => {
    const house = await startWithBroker();
    await house.broker.waitFor(AVAILABILITY, 'online');
    await house.broker.look();
    await house.broker.waitFor(AVAILABILITY, 'online');
    expect(house.broker.seen.every(({ retain }) => retain)).toBe(true);
    expect(Object.keys(discovered(house))).toHaveLength(SHOWN);
    expect(house.broker.last(STATUS)).toBe('idle');
  });

  it('the switch pauses the queue, and shows it', async () => {
    const house = await startWithBroker();
    await house.broker.waitFor(`${SLUG}/pause/state`, 'OFF');
    await house.broker.publish(`${SLUG}/pause/set`, 'ON');
    await house.broker.waitFor(`${SLUG}/pause/state`, 'ON');
    await house.broker.waitFor(STATUS, 'paused');
    await house.broker.publish(`${SLUG}/pause/set`, 'OFF');
    await house.broker.waitFor(STATUS, 'idle');
  });

  it('the button starts the next one; what was pressed long ago does nothing', async () => {
    const house = await startWithBroker({ names: ['Benchy'] });
    await house.broker.waitFor(AVAILABILITY, 'online');
    await house.broker.publish(`${SLUG}/pause/set`, 'ON', true);
    await house.broker.waitFor(STATUS, 'paused');
    await house.app.request('POST', '/queue/resume');
    await house.app.waitForStatus('Benchy', 'discovered');
    await house.app.stop();
    await house.start();
    await house.broker.waitFor(STATUS, 'idle');
    await house.broker.publish(`${SLUG}/process_next/press`, 'PRESS');
    await house.app.waitForCompleted('Benchy');
    await house.broker.waitFor(`${SLUG}/last_video/state`, 'Benchy');
    expect(house.broker.last(STATUS)).not.toBe('paused');
  });

  it('a button that can do nothing says so in Home Assistant, until it can [1.31]', async () => {
    const house = await startWithBroker();
    await house.broker.waitFor(AVAILABILITY, 'online');
    await house.broker.publish(`${SLUG}/process_next/press`, 'PRESS');
    const called = (service: string) =>
      waitFor(`persistent_notification.${service}`, () =>
        house.core.calls.find(
          (each) => each.domain === 'persistent_notification' && each.service === service,
        ),
      );
    expect(await called('create')).toMatchObject({
      service_data: {
        notification_id: 'timelapse_control',
        message: 'Nothing to render: no folder of pictures is waiting.',
      },
    });
    await putFrames(join(house.folders.source, 'Benchy'));
    await house.app.waitForStatus('Benchy', 'discovered');
    await house.broker.publish(`${SLUG}/process_next/press`, 'PRESS');
    await called('dismiss');
    await house.app.waitForCompleted('Benchy');
  });

  it('the last poster is there as a picture, and changes come as events, never retained', async () => {
    const house = await startWithBroker({ names: ['Benchy'] });
    const { id } = await render(house.app, await house.app.waitForStatus('Benchy', 'discovered'));
    await house.broker.waitFor(`${SLUG}/event/state`, /"completed"/);
    const topic = `${SLUG}/last_poster/image`;
    const poster = await readFile(join(house.folders.data, 'posters', `${id}.jpg`));
    await waitFor('the poster', () =>
      house.broker.seen.some((each) => each.topic === topic && each.bytes.equals(poster)),
    );
    const facts = house.broker.seen.filter((each) => each.topic === `${SLUG}/event/state`);
    expect(facts.map(({ retain }) => retain)).not.toContain(true);
    const reported = JSON.parse(facts.at(-1)!.payload) as Record<string, unknown>;
    const fired = await heard(house, 'completed', 'Benchy');
    expect(reported).toEqual({ event_type: 'completed', ...fired });
    const { event_types } = discovered(house)['event.timelapse']!;
    expect(event_types).toContain(reported.event_type);
  });

  it('everything comes again when Home Assistant has started', async () => {
    const house = await startWithBroker();
    await house.broker.waitFor(AVAILABILITY, 'online');
    house.broker.seen.length = 0;
    await house.broker.publish('homeassistant/status', 'online');
    await waitFor('the last of it', () => house.broker.last(AVAILABILITY));
    expect(Object.keys(discovered(house))).toHaveLength(SHOWN);
    const availability = house.broker.seen.filter(({ topic }) => topic === AVAILABILITY);
    expect(availability.map(({ payload }) => payload)).toEqual(['online']);
  });

  it('the entities are unavailable when the app has ended, and when it was killed', async () => {
    const house = await startWithBroker();
    await house.broker.waitFor(AVAILABILITY, 'online');
    await house.app.stop();
    await house.broker.waitFor(AVAILABILITY, 'offline');
    const child = startProcess(house.folders, { ...house.supervisor.env(), HOST: '127.0.0.1' });
    await child.ready();
    await house.broker.waitFor(AVAILABILITY, 'online');
    await child.end('SIGKILL');
    await house.broker.waitFor(AVAILABILITY, 'offline');
  });

  it("nobody else's messages are touched", async () => {
    const house = await startWithBroker();
    const others = { 'homeassistant/sensor/lamp/config': '{"a":1}', 'zigbee2mqtt/lamp': '{"on":true}' };
    for (const [topic, payload] of Object.entries(others)) await house.broker.publish(topic, payload, true);
    await house.broker.waitFor(AVAILABILITY, 'online');
    await house.app.stop();
    await house.start();
    await house.broker.look();
    await house.broker.waitFor(AVAILABILITY, 'online');
    for (const [topic, payload] of Object.entries(others)) expect(house.broker.last(topic)).toBe(payload);
  });
});

describe.skipIf(noMosquitto)('posted states and the broker', () => {
  it('give way to each other: states leave before the device comes, and come when the broker stays away', async () => {
    const house = await startWithBroker({ mqtt: null });
    await waitForWay(house, 'states');
    expect(house.core.states.size).toBe(ENTITIES.length);
    house.supervisor.mqtt = house.broker.offer;
    house.clock.advance(ASK_EVERY_MS);
    await house.broker.waitFor(AVAILABILITY, 'online');
    expect(house.core.states.size).toBe(0);
    await house.broker.stop();
    await waitFor('the loss', () => house.app.log.some((line) => line.includes('broker is unreachable')));
    house.clock.advance(PATIENCE_MS / 2);
    expect(house.core.states.size).toBe(0);
    house.clock.advance(PATIENCE_MS / 2);
    await waitFor('all states', () => house.core.states.size === ENTITIES.length);
    await waitFor('the notice', async () => {
      const { notices } = await house.app.get<{ notices: { code: string }[] }>('/health');
      return notices.some(({ code }) => code === 'mqtt_unreachable');
    });
    await house.broker.start();
    await house.broker.look();
    house.clock.advance(60_000);
    await waitForWay(house, 'mqtt');
    expect(house.core.states.size).toBe(0);
  });

  it('a state of an entity that Home Assistant has registered is left to it', async () => {
    const registry = { 'sensor.timelapse_status': { platform: 'mqtt' } };
    const house = await startWithBroker({
      prepare: (core) => {
        core.registry = registry;
        core.states.set('sensor.timelapse_status', { state: 'idle', attributes: {} });
        core.states.set('sensor.timelapse_queue', { state: '0', attributes: {} });
      },
    });
    await house.broker.waitFor(AVAILABILITY, 'online');
    expect([...house.core.states.keys()]).toEqual(['sensor.timelapse_status']);
    expect(house.core.deleted).toContain('sensor.timelapse_queue');
  });

  it('a broker that Home Assistant does not listen to is left alone, until it does', async () => {
    const house = await startWithBroker({ prepare: (core) => (core.components = ['api']) });
    await waitForWay(house, 'states');
    expect(house.broker.seen).toEqual([]);
    house.core.components.push('mqtt');
    house.core.fire('component_loaded', { component: 'mqtt' });
    await house.broker.waitFor(AVAILABILITY, 'online');
    expect(house.core.states.size).toBe(0);
  });

  it('a password that was changed is read anew', async () => {
    const house = await startWithBroker();
    await house.broker.waitFor(AVAILABILITY, 'online');
    await house.broker.stop();
    house.broker.password = 'the second password';
    await house.broker.start();
    await waitFor('the refusal', () => {
      house.clock.advance(1000);
      return house.app.log.some((line) => line.includes('rejects the user'));
    });
    expect(house.app.log.join()).not.toContain('the first password');
    house.supervisor.mqtt = house.broker.offer;
    await house.broker.look();
    house.clock.advance(60_000);
    await house.broker.waitFor(AVAILABILITY, 'online');
    expect(house.core.states.size).toBe(0);
  });

  it('a broker that is there from the start but refuses us does not keep the sensors away', async () => {
    const house = await startWithBroker({
      prepare: (_, supervisor) => (supervisor.mqtt = { ...supervisor.mqtt!, password: 'wrong' }),
    });
    await waitFor('the refusal', () => house.app.log.some((line) => line.includes('rejects the user')));
    house.clock.advance(PATIENCE_MS);
    await waitFor('all states', () => house.core.states.size === ENTITIES.length);
  });
});
