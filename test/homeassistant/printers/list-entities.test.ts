import { describe, expect, it } from 'vitest';
import type { WireEntity, WireSettings } from '../../../src/shared/settings.ts';
import { startTestApp } from '../../helpers/start-app.ts';
import { startInHomeAssistant, waitForCore } from '../../helpers/start-in-home-assistant.ts';
import { BY_HAND } from '../../helpers/with-video.ts';

describe('the entities to choose from', () => {
  it('are those of Home Assistant, by name and domain [1.31]', async () => {
    const { app } = await startInHomeAssistant(BY_HAND, {
      prepare: (core) => {
        core.setState('sensor.x1c_print_status', 'idle', Date.now(), { friendly_name: 'X1C Print status' });
        core.setState('sensor.ender', 'idle');
        core.setState('camera.workshop', 'idle', Date.now(), { friendly_name: 'Workshop' });
        core.setState('light.workshop', 'off', Date.now(), { friendly_name: 7 });
      },
    });
    await waitForCore(app);
    const entities = (query = '') => app.get<WireEntity[]>(`/settings/entities${query}`);
    expect(await entities('?domain=sensor')).toEqual([
      { entity_id: 'sensor.ender', name: 'sensor.ender', domain: 'sensor' },
      { entity_id: 'sensor.x1c_print_status', name: 'X1C Print status', domain: 'sensor' },
    ]);
    expect((await entities('?domain=camera&domain=light')).map(({ entity_id }) => entity_id)).toEqual([
      'light.workshop',
      'camera.workshop',
    ]);
    expect(await entities()).toHaveLength(4);
  });

  it('are none while Home Assistant is away, and stand-alone [1.31]', async () => {
    const { app, supervisor } = await startInHomeAssistant(BY_HAND);
    await waitForCore(app);
    supervisor.stopCore();
    expect(await app.get('/settings/entities')).toEqual([]);
    expect(await (await startTestApp(BY_HAND)).get('/settings/entities')).toEqual([]);
  });

  it('fit the fields that name one [1.31]', async () => {
    const app = await startTestApp(BY_HAND);
    const { options } = await app.get<WireSettings>('/settings');
    const fields = options.find(({ name }) => name === 'printers')?.fields ?? [];
    expect(Object.fromEntries(fields.map(({ name, domains }) => [name, domains?.[0] ?? null]))).toEqual({
      name: null,
      status_entity: 'sensor',
      file_entity: 'sensor',
      camera_entity: 'camera',
    });
  });
});
