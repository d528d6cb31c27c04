import { describe, expect, it } from 'vitest';
import { ENTITIES, entityId } from '../../../src/homeassistant/sensors/entities.ts';
import { engine } from '../../helpers/start-app.ts';
import { type Mirrored, startMirrored } from '../../helpers/start-mirrored.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { render } from '../../helpers/with-video.ts';

const IDS = ENTITIES.map(entityId);

/** State of one entity, by the end of its id. */
function stateOf({ core }: Mirrored, id: string): string | undefined {
  return core.states.get(id)?.state;
}

async function waitForState(house: Mirrored, id: string, state: string): Promise<void> {
  await waitFor(`${id} to be ${state}`, () => stateOf(house, id) === state).catch((error: unknown) => {
    throw new Error(`It is ${stateOf(house, id)}.`, { cause: error });
  });
}

const allPosted = ({ core }: Mirrored) =>
  waitFor('all sensors', () => IDS.every((id) => core.states.has(id)));

describe('sensors', () => {
  it('are all there without a broker, each as Home Assistant wants it', async () => {
    const house = await startMirrored({ names: ['Benchy'] });
    await allPosted(house);
    await waitForState(house, 'sensor.timelapse_status', 'idle');
    const facts = Object.fromEntries(
      [...house.core.states].map(([id, { attributes }]) => {
        const { device_class, state_class, unit_of_measurement, options } = attributes;
        return [id, [device_class, state_class, unit_of_measurement, options].filter(Boolean)];
      }),
    );
    // What each is to be is written down beside its values, in entities.test.ts.
    expect(facts).toEqual(
      Object.fromEntries(
        ENTITIES.map((entity) => [
          entityId(entity),
          [entity.deviceClass, entity.stateClass, entity.unit, entity.options].filter(Boolean),
        ]),
      ),
    );
    for (const { attributes } of house.core.states.values()) {
      expect(attributes.friendly_name).toMatch(/^Timelapse \S/);
    }
    const { home_assistant } = await house.app.get<{ home_assistant: unknown }>('/health');
    expect(home_assistant).toMatchObject({ state: 'connected', sensors: 'states' });
  });

  it('follow a render to its end', async () => {
    const options = { timelapse_flickerfree_path: engine('slow.sh') };
    const house = await startMirrored({ names: ['Benchy'], options });
    const found = await house.app.waitForStatus('Benchy', 'discovered');
    await waitForState(house, 'sensor.timelapse_last_video', 'unknown');
    await house.app.request('POST', `/timelapses/${found.id}/process`);
    await waitForState(house, 'sensor.timelapse_status', 'processing');
    await waitForState(house, 'sensor.timelapse_current', 'Benchy');
    await waitForState(house, 'binary_sensor.timelapse_processing', 'on');
    expect(house.core.states.get('sensor.timelapse_current')?.attributes).toMatchObject({
      timelapse_id: found.id,
      folder_name: 'Benchy',
      image_count: found.image_count,
    });
    const done = await house.app.waitForCompleted('Benchy');
    await waitForState(house, 'sensor.timelapse_status', 'idle');
    await waitForState(house, 'sensor.timelapse_last_video', 'Benchy');
    expect(house.core.states.get('sensor.timelapse_last_video')?.attributes).toMatchObject({
      media_url: '/media/local/timelapses/Benchy.mp4',
      poster_url: `/media/local/timelapses/.posters/${found.id}.jpg`,
      panel_url: `/app/${house.supervisor.slug}/timelapses/${found.id}`,
      video_duration: done.video_duration,
    });
    await waitForState(house, 'sensor.timelapse_last_completed', done.processing_completed_at!);
    await waitForState(house, 'sensor.timelapse_videos', '1');
    await waitForState(house, 'sensor.timelapse_storage_used', (done.file_size_bytes! / 1e6).toFixed(1));
    await waitForState(house, 'sensor.timelapse_current', 'unknown');
  });

  it('count what waits, what failed, and say that the queue is paused', async () => {
    const options = { timelapse_flickerfree_path: engine('garbage.sh') };
    const house = await startMirrored({ names: ['Benchy', 'Vase'], options });
    const vase = await house.app.waitForStatus('Vase', 'discovered');
    await house.app.request('POST', `/timelapses/${vase.id}/process`);
    await waitForState(house, 'sensor.timelapse_failed', '1');
    await house.app.request('POST', '/queue/pause');
    const { id } = await house.app.waitForStatus('Benchy', 'discovered');
    await house.app.request('POST', `/timelapses/${id}/process`);
    await waitForState(house, 'sensor.timelapse_queue', '1');
    await waitForState(house, 'sensor.timelapse_status', 'paused');
  });

  it('say what is wrong', async () => {
    const options = { timelapse_output_folder: '/dev/null/nowhere' };
    const house = await startMirrored({ options });
    await waitForState(house, 'sensor.timelapse_status', 'problem');
    await waitForState(house, 'binary_sensor.timelapse_problem', 'on');
    const problem = house.core.states.get('binary_sensor.timelapse_problem')!;
    expect(String(problem.attributes.problems)).toContain('/dev/null/nowhere');
  });

  it('are posted only when they change', async () => {
    const house = await startMirrored({ names: ['Benchy'] });
    await allPosted(house);
    await render(house.app, await house.app.waitForStatus('Benchy', 'discovered'));
    await waitForState(house, 'sensor.timelapse_videos', '1');
    for (let n = 0; n < 3; n += 1) house.clock.advance(60_000);
    await house.app.request('POST', '/queue/pause');
    await waitForState(house, 'sensor.timelapse_status', 'paused');
    const posted = house.core.posted.filter(({ entity }) => entity === 'sensor.timelapse_videos');
    expect(posted.map(({ state }) => state)).toEqual(['0', '1']);
  });

  it('come back after a restart of Home Assistant', async () => {
    const house = await startMirrored();
    await allPosted(house);
    await house.core.stop();
    house.core.phase = 'STARTING';
    await house.core.start();
    house.clock.advance(60_000);
    expect(house.core.states.size).toBe(0);
    house.core.becomeReady();
    house.clock.advance(60_000);
    await allPosted(house);
  });

  it('come back when its start was not through when we connected', async () => {
    const house = await startMirrored();
    await allPosted(house);
    house.core.states.clear();
    house.core.becomeReady();
    await allPosted(house);
  });

  it('are unavailable when the app has ended', async () => {
    const house = await startMirrored();
    await allPosted(house);
    await house.app.stop();
    const states = [...house.core.states.values()].map(({ state }) => state);
    expect(states).toEqual(IDS.map(() => 'unavailable'));
  });

  it('keep to what Home Assistant takes, whatever a title is like', async () => {
    const house = await startMirrored({ names: ['Benchy'] });
    const { id } = await house.app.waitForStatus('Benchy', 'discovered');
    const title = '🛥️'.repeat(80);
    const answer = await house.app.request('PATCH', `/timelapses/${id}`, { title });
    expect(answer.status).toBe(200);
    await house.app.request('POST', `/timelapses/${id}/process`);
    await house.app.waitForCompleted('Benchy');
    await waitFor('the video', () => stateOf(house, 'sensor.timelapse_last_video')?.startsWith('🛥️'));
  });
});
