import { join } from 'node:path';
import type { HassEntity } from 'home-assistant-js-websocket';
import { describe, expect, it } from 'vitest';
import { ENTITIES, entityId } from '../../src/homeassistant/sensors/entities.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { waitFor } from '../helpers/wait-for.ts';
import type { Core } from './helpers/core.ts';
import { makeHouse, shareCore } from './helpers/house.ts';
import { compileStatistics, TEST_TOOLS, useTestTools } from './helpers/test-tools.ts';

const core = shareCore({ [TEST_TOOLS]: {} }, useTestTools);

/** What an entity is to be, in the words of Home Assistant; undefined = must not be there. */
interface Looks {
  device_class?: string | undefined;
  state_class?: string | undefined;
  unit_of_measurement?: unknown;
  options?: string[];
}

const SENSORS: Record<string, Looks> = Object.fromEntries(
  ENTITIES.map(({ component, key, deviceClass, stateClass, unit, options }): [string, Looks] => [
    entityId({ component, key }),
    {
      device_class: deviceClass,
      state_class: stateClass,
      // Home Assistant may show bytes in a unit of its own.
      unit_of_measurement: deviceClass === 'data_size' ? expect.stringMatching(/^([kMGT]i?)?B$/) : unit,
      ...(options && { options: [...options] }),
    },
  ]),
);

/** Those that Home Assistant can draw curves of. */
const NUMBERS = Object.keys(SENSORS).filter((id) => SENSORS[id]?.state_class === 'measurement');

const ours = async (home: Core): Promise<Map<string, HassEntity>> =>
  new Map((await home.states()).map((each) => [each.entity_id, each]));

describe('sensors in Home Assistant without a broker', () => {
  it.each(Object.entries(SENSORS))('%s is there, as it should be', async (id, expected) => {
    const { start } = await makeHouse(core());
    await start();
    const { attributes } = await core().waitForState(id, ({ state }) => state !== 'unavailable');
    for (const [name, value] of Object.entries(expected)) expect(attributes[name], name).toEqual(value);
    expect(attributes.friendly_name).toMatch(/\S/);
    expect(attributes.icon ?? 'mdi:').toMatch(/^mdi:/);
    expect(JSON.stringify(attributes).length).toBeLessThan(16_384);
  });

  it('show a video, and have a time with its zone', async () => {
    const { start, folders } = await makeHouse(core());
    const app = await start();
    // Large enough to count in megabytes.
    const size = { width: 1280, height: 720, frames: 24 };
    await putFrames(join(folders.source, 'Benchy'), { ...size, secondsAgo: 60 });
    await app.waitForCompleted('Benchy');
    await core().waitForState('sensor.timelapse_videos', '1');
    await core().waitForState('sensor.timelapse_last_video', ({ state }) => state.includes('Benchy'));
    await core().waitForState('sensor.timelapse_status', 'idle');
    const { state } = (await core().state('sensor.timelapse_last_completed'))!;
    expect(state).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/);
    const used = (await core().state('sensor.timelapse_storage_used'))!;
    expect(Number(used.state)).toBeGreaterThan(0);
  });

  it('come back after a restart of Home Assistant, which forgets them', async () => {
    const { start } = await makeHouse(core());
    await start();
    await core().waitForState('sensor.timelapse_videos', '0');
    await core().restart();
    for (const id of Object.keys(SENSORS)) {
      await core().waitForState(id, ({ state }) => state !== 'unavailable', 90_000);
    }
  });

  it('have long-term statistics that Home Assistant finds nothing wrong with', async () => {
    const { start } = await makeHouse(core());
    await start();
    await core().waitForState('sensor.timelapse_videos', '0');
    const listed = await core().ask<{ statistic_id: string }[]>({ type: 'recorder/list_statistic_ids' });
    expect(listed.map(({ statistic_id }) => statistic_id)).toEqual(expect.arrayContaining(NUMBERS));
    await compileStatistics(core());
    const issues = await core().ask<Record<string, unknown>>({ type: 'recorder/validate_statistics' });
    expect(Object.keys(issues).filter((id) => id in SENSORS)).toEqual([]);
    const made = () =>
      core().ask<Record<string, unknown[]>>({
        type: 'recorder/statistics_during_period',
        start_time: new Date(Date.now() - 600_000).toISOString(),
        period: '5minute',
        statistic_ids: NUMBERS,
      });
    await waitFor('statistics of all', async () => {
      const found = await made();
      return NUMBERS.every((id) => found[id]?.length);
    });
  });

  it('are unavailable once the app has stopped', async () => {
    const { start } = await makeHouse(core());
    const app = await start();
    await core().waitForState('sensor.timelapse_videos', '0');
    await app.stop();
    const states = await ours(core());
    for (const id of Object.keys(SENSORS)) expect(states.get(id)?.state, id).toBe('unavailable');
  });
});
