import { expect, it } from 'vitest';
import type { WirePrinter } from '../../../src/shared/capture.ts';
import { startFakeCamera } from '../../fakes/fake-camera.ts';
import { addRealPrinter, REAL_PRINTERS } from '../../fixtures/real-printers.ts';
import { startInHomeAssistant } from '../../helpers/start-in-home-assistant.ts';
import { waitFor } from '../../helpers/wait-for.ts';

const ADMIN = { id: 'a1', name: 'Ada', group_ids: ['system-admin'] };

it.each([
  ['00M09A', 'bambu_lab:00M09A_print_status'],
  ['192.168.1.7', 'bambu_lab:192.168.1.7_print_status'],
  ['a/b', 'bambu_lab:a~2fb_print_status'],
  ['../x?y#z%2f', 'bambu_lab:~2e~2e~2fx~3fy~23z~252f_print_status'],
  ['Drucker ü 打~', 'bambu_lab:Drucker~20~c3~bc~20~e6~89~93~7e_print_status'],
])('a printer with the id "%s" is reached through ingress as %s', async (id, key) => {
  const camera = await startFakeCamera();
  const { app, supervisor } = await startInHomeAssistant(
    {},
    {
      prepare: (core) => {
        core.users.push(ADMIN);
        const { entities, ...rest } = REAL_PRINTERS.bambu_lab;
        const renamed = entities.map(
          ([entity, unique, name]) =>
            [entity, unique.replace('00M09A', id), name] as [string, string, string],
        );
        addRealPrinter(core, { ...rest, entities: renamed });
        core.setState('sensor.x1c_print_status', 'idle');
        core.cameras.set('camera.x1c_camera', (response) => camera.answer(response));
      },
    },
  );
  const [printer] = await waitFor('the printer', async () => {
    const printers = await app.get<WirePrinter[]>('/printers');
    return printers.length === 1 && printers;
  });
  expect(printer!.key).toBe(key);
  const path = `/printers/${encodeURIComponent(key)}`;
  const changed = await supervisor.request(ADMIN, 'PATCH', path, { interval_seconds: 7 });
  expect(await changed.json()).toMatchObject({ key, options: { interval_seconds: 7 } });
  const picture = await supervisor.request(ADMIN, 'POST', `${path}/test-picture`);
  expect(await picture.json()).toMatchObject({ camera: 'camera.x1c_camera', refusal: null });
  // As it was before, without ingress.
  const raw = `/printers/${encodeURIComponent(`bambu_lab:${id}_print_status`)}`;
  expect((await app.request('PATCH', raw, { interval_seconds: 8 })).status).toBe(200);
});
