import { join } from 'node:path';
import type { HassEntity } from 'home-assistant-js-websocket';
import { describe, expect, it } from 'vitest';
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

const COUNT: Looks = {
  device_class: undefined,
  state_class: 'measurement',
  unit_of_measurement: expect.any(String),
};
const MOMENT: Looks = { device_class: 'timestamp', state_class: undefined, unit_of_measurement: undefined };
const TEXT: Looks = { device_class: undefined, state_class: undefined, unit_of_measurement: undefined };

const SENSORS: Record<string, Looks> = {
  'sensor.timelapse_status': {
    ...TEXT,
    device_class: 'enum',
    options: ['idle', 'processing', 'paused', 'problem'],
  },
  'sensor.timelapse_queue': COUNT,
  'sensor.timelapse_progress': { ...COUNT, unit_of_measurement: '%' },
  'sensor.timelapse_current': TEXT,
  'sensor.timelapse_eta': MOMENT,
  'sensor.timelapse_last_video': TEXT,
  'sensor.timelapse_last_completed': MOMENT,
  'sensor.timelapse_videos': COUNT,
  'sensor.timelapse_storage_used': {
    device_class: 'data_size',
    state_class: 'measurement',
    unit_of_measurement: expect.stringMatching(/^([kMGT]i?)?B$/),
  },
  'sensor.timelapse_cleanup_candidates': COUNT,
  'sensor.timelapse_failed': COUNT,
  'binary_sensor.timelapse_processing': { device_class: 'running' },
  'binary_sensor.timelapse_problem': { device_class: 'problem' },
};

/** Those that Home Assistant can draw curves of. */
const NUMBERS = Object.keys(SENSORS).filter((id) => SENSORS[id]?.state_class === 'measurement');

const ours = async (home: Core): Promise<Map<string, HassEntity>> =>
  new Map((await home.states()).map((each) => [each.entity_id, each]));

describe('sensors in Home Assistant without a broker', () => {
  it.each(Object.entries(SENSORS))('%s is there, as it should be', async (id, looks) => {
    const { start } = await makeHouse(core());
    await start();
    const { attributes } = await core().waitForState(id, ({ state }) => state !== 'unavailable');
    for (const [name, value] of Object.entries(looks)) expect(attributes[name], name).toEqual(value);
    expect(attributes.friendly_name).toMatch(/\S/);
    expect(attributes.icon ?? 'mdi:').toMatch(/^mdi:/);
    expect(JSON.stringify(attributes).length).toBeLessThan(16_384);
  });

  it('tell of a video, and have a time with its zone', async () => {
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
