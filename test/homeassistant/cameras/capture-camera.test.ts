import { expect, it } from 'vitest';
import type { WireCapture } from '../../../src/shared/capture.ts';
import { startFakeCamera } from '../../fakes/fake-camera.ts';
import { startInHomeAssistant } from '../../helpers/start-in-home-assistant.ts';
import { waitFor } from '../../helpers/wait-for.ts';

it.each(['camera.printer', 'image.printer'])(
  'pictures of %s are taken through Home Assistant',
  async (entity) => {
    const camera = await startFakeCamera();
    const { app, core, supervisor } = await startInHomeAssistant(
      {},
      {
        times: { secondMs: 20 },
        prepare: ({ cameras }) => void cameras.set(entity, (response) => camera.answer(response)),
      },
    );
    const answer = await app.request('POST', '/captures', {
      name: 'Vase',
      camera: entity,
      interval_seconds: 1,
    });
    const { id, folder_name: folder } = (await answer.json()) as WireCapture;
    const until = (what: string, test: (capture: WireCapture) => boolean) =>
      waitFor(what, async () => {
        const [capture] = await app.get<WireCapture[]>('/captures');
        return test(capture!) ? capture! : null;
      });
    const { image_count: before } = await until('pictures', ({ image_count: count }) => count >= 4);
    core.cameras.clear();
    const gone = await until('a problem', ({ problem }) => problem?.code === 'http_error');
    expect(gone.problem?.message).toContain(entity);
    core.cameras.set(entity, (response) => camera.answer(response));
    const back = await until(
      'pictures again',
      ({ problem, image_count: count }) => problem === null && count > before,
    );
    supervisor.stopCore();
    await until('Home Assistant to be away', ({ problem }) => problem?.code === 'no_answer');
    supervisor.startCore();
    await until('its return', ({ image_count: count }) => count > back.image_count);
    const stopped = await app.request('POST', `/captures/${id}/stop`);
    expect(stopped.status).toBe(200);
    await app.waitForCompleted(folder);
  },
);

it('a capture fires events, each with what it was at that moment', async () => {
  const camera = await startFakeCamera();
  const { app, core } = await startInHomeAssistant({}, { times: { secondMs: 20 } });
  const body = { name: 'Vase', still_image_url: camera.url, interval_seconds: 1 };
  const { id } = (await (await app.request('POST', '/captures', body)).json()) as WireCapture;
  const events = () =>
    core.commands.flatMap(({ type, event_type: event, event_data: data }) =>
      type === 'fire_event' && String(event).includes('capture') ? [{ event, data }] : [],
    );
  await waitFor('the first event', () => events().length === 1);
  camera.mood = 'html';
  await waitFor('the second event', () => events().length === 2);
  await app.request('POST', `/captures/${id}/stop`);
  await waitFor('the third event', () => events().length === 3);
  expect(events()).toMatchObject([
    { event: 'timelapse.capture_started', data: { capture_id: id, name: 'Vase', state: 'capturing' } },
    { event: 'timelapse.capture_problem', data: { capture_id: id, problem_code: 'no_picture' } },
    {
      event: 'timelapse.capture_ended',
      data: { capture_id: id, ended_because: 'stopped', problem_code: null },
    },
  ]);
});
