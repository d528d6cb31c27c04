import { describe, expect, it } from 'vitest';
import type { WireCapture } from '../../src/shared/capture.ts';
import { startFakeCamera } from '../fakes/fake-camera.ts';
import { addRealPrinter, REAL_PRINTERS } from '../fixtures/real-printers.ts';
import { startInHomeAssistant } from '../helpers/start-in-home-assistant.ts';
import type { TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

const PRINTER = `/printers/${encodeURIComponent('bambu_lab:00M09A_print_status')}`;
const LIGHT = 'light.x1c_chamber_light';
const WARM = { supported_color_modes: ['color_temp'], color_mode: 'color_temp', color_temp_kelvin: 2700 };

/** A printer in a dark chamber; its pictures are bright while its light is. */
async function startDarkroom(light: { state: string; brightness: number | null }, more: object = {}) {
  const camera = await startFakeCamera();
  const home = await startInHomeAssistant(
    {},
    {
      times: { secondMs: 20 },
      prepare: (core) => {
        addRealPrinter(core, REAL_PRINTERS.bambu_lab);
        core.setState('sensor.x1c_print_status', 'idle');
        core.setState(LIGHT, light.state, Date.now(), { ...WARM, brightness: light.brightness });
        core.cameras.set('camera.x1c_camera', (response) => {
          const { brightness } = core.stateOf(LIGHT)!.attributes;
          camera.mood = brightness === 255 ? 'picture' : 'dark';
          camera.answer(response);
        });
      },
    },
  );
  const { core } = home;
  const set = async (app: TestApp, options: object) =>
    expect((await app.request('PATCH', PRINTER, options)).status).toBe(200);
  await waitFor('the printer', async () => (await home.app.get<object[]>('/printers'))[0]);
  await set(home.app, {
    capture_enabled: true,
    interval_seconds: 1,
    linger_seconds: 0,
    light_entity: LIGHT,
    ...more,
  });
  const print = (status: string, stage: string): void => {
    core.setState('sensor.x1c_current_stage', stage);
    core.setState('sensor.x1c_print_status', status);
  };
  const until = (app: TestApp, what: string, test: (capture: WireCapture) => boolean) =>
    waitFor(what, async () => (await app.get<WireCapture[]>('/captures')).find(test));
  const lit = (state: string, brightness: number | null) =>
    waitFor(`the light to be ${state} ${brightness}`, () => {
      const now = core.stateOf(LIGHT)!;
      return now.state === state && now.attributes.brightness === brightness && now;
    });
  return { home, core, set, print, until, lit };
}

describe('the light of a printer', () => {
  it.each([
    { state: 'off', brightness: null },
    { state: 'on', brightness: 40 },
  ])('is on while pictures are taken in the dark, and then $state $brightness again', async (light) => {
    const { home, core, print, until, lit } = await startDarkroom(light);
    print('running', 'printing');
    await until(home.app, 'pictures', ({ image_count: count }) => count >= 5);
    await lit('on', 255);
    print('pause', 'paused_user');
    await until(home.app, 'the pause', ({ state }) => state === 'holding');
    await lit(light.state, light.brightness);
    print('running', 'printing');
    await lit('on', 255);
    print('finish', 'idle');
    await until(home.app, 'the end', ({ state }) => state === 'closed');
    const { attributes } = await lit(light.state, light.brightness);
    expect(attributes.color_temp_kelvin).toBe(2700);
    expect(core.switched).toHaveLength(4);
  });

  it('is left alone while it is bright enough', async () => {
    const { home, core, print, until } = await startDarkroom({ state: 'on', brightness: 255 });
    print('running', 'printing');
    await until(home.app, 'pictures', ({ image_count: count }) => count >= 5);
    print('finish', 'idle');
    await until(home.app, 'the end', ({ state }) => state === 'closed');
    expect(core.switched).toEqual([]);
  });

  it('is as it was after the app stops, and on again when it goes on', async () => {
    const { home, print, until, lit } = await startDarkroom({ state: 'off', brightness: null });
    print('running', 'printing');
    const begun = await until(home.app, 'pictures', ({ image_count: count }) => count >= 5);
    await lit('on', 255);
    await home.app.stop();
    await lit('off', null);
    const app = await home.start();
    await until(app, 'more', ({ image_count: count }) => count > begun.image_count);
    await lit('on', 255);
    print('finish', 'idle');
    await until(app, 'the end', ({ state }) => state === 'closed');
    await lit('off', null);
  });

  it('is put back when Home Assistant is there again', async () => {
    const { home, core, print, until, lit } = await startDarkroom({ state: 'off', brightness: null });
    print('running', 'printing');
    const { id } = await until(home.app, 'pictures', ({ image_count: count }) => count >= 5);
    await lit('on', 255);
    home.supervisor.stopCore();
    await until(home.app, 'Home Assistant to be away', ({ problem }) => problem?.code === 'no_answer');
    await home.app.request('POST', `/captures/${id}/stop`);
    expect(core.stateOf(LIGHT)).toMatchObject({ state: 'on' });
    await home.app.stop();
    home.supervisor.startCore();
    await home.start();
    await lit('off', null);
  });

  it.each([
    { what: 'switched off', state: 'off', brightness: null, colour: {} },
    { what: 'dimmed', state: 'on', brightness: 90, colour: {} },
    { what: 'coloured', state: 'on', brightness: 255, colour: { color_temp_kelvin: 4000 } },
  ])('that somebody else has $what meanwhile is left to them', async ({ state, brightness, colour }) => {
    const { home, core, print, until, lit } = await startDarkroom({ state: 'off', brightness: null });
    print('running', 'printing');
    await until(home.app, 'pictures', ({ image_count: count }) => count >= 5);
    await lit('on', 255);
    core.setState(LIGHT, state, Date.now(), { ...WARM, ...colour, brightness });
    const log = () => home.app.log.some((line) => line.includes('changed by somebody else'));
    await waitFor('it to be noticed', log);
    const { image_count: before } = await until(home.app, 'the capture', () => true);
    // Also after a restart, nothing is switched again.
    await home.app.stop();
    const app = await home.start();
    await until(app, 'more', ({ image_count: count }) => count >= before + 5);
    core.setState(LIGHT, 'on', Date.now(), { ...WARM, ...colour, brightness: 200 });
    print('finish', 'idle');
    await until(app, 'the end', ({ state: now }) => now === 'closed');
    await app.stop();
    expect(core.stateOf(LIGHT)).toMatchObject({ state: 'on', attributes: { brightness: 200 } });
  });

  it('that was changed just before it is given back is left as it is', async () => {
    const { home, core, print, until, lit } = await startDarkroom({ state: 'on', brightness: 40 });
    print('running', 'printing');
    await until(home.app, 'pictures', ({ image_count: count }) => count >= 5);
    await lit('on', 255);
    print('pause', 'paused_user');
    core.setState(LIGHT, 'off', Date.now(), { ...WARM, brightness: null });
    await until(home.app, 'the pause', ({ state }) => state === 'holding');
    await home.app.stop();
    expect(core.switched).toEqual([`${LIGHT} turn_on`]);
  });

  it('that is unavailable when it is to be put back is waited for', async () => {
    const { home, core, print, until, lit } = await startDarkroom({ state: 'off', brightness: null });
    print('running', 'printing');
    await until(home.app, 'pictures', ({ image_count: count }) => count >= 5);
    await lit('on', 255);
    core.setState(LIGHT, 'unavailable');
    print('finish', 'idle');
    await until(home.app, 'the end', ({ state }) => state === 'closed');
    await home.app.stop();
    core.setState(LIGHT, 'on', Date.now(), { ...WARM, brightness: 255 });
    await home.start();
    await lit('off', null);
  });

  it.each([
    { state: 'off', brightness: null },
    { state: 'on', brightness: 40 },
  ])('that was just put back $state $brightness when the app ended is switched on again', async (light) => {
    const { home, core, print, until, lit } = await startDarkroom(light);
    print('running', 'printing');
    const begun = await until(home.app, 'pictures', ({ image_count: count }) => count >= 5);
    await lit('on', 255);
    core.swallowsSwitches = true;
    print('pause', 'paused_user');
    await lit(light.state, light.brightness);
    home.supervisor.stopCore();
    await home.app.stop();
    core.swallowsSwitches = false;
    home.supervisor.startCore();
    print('running', 'printing');
    const app = await home.start();
    await lit('on', 255);
    await until(app, 'more', ({ image_count: count }) => count >= begun.image_count + 3);
    print('finish', 'idle');
    await until(app, 'the end', ({ state }) => state === 'closed');
    await lit(light.state, light.brightness);
  });

  it('is on for each picture only where they are rare', async () => {
    const { home, core, print, until, lit } = await startDarkroom(
      { state: 'off', brightness: null },
      // An interval of 60 s in the time of the test.
      { interval_seconds: 3000, light_only_when_dark: false },
    );
    print('running', 'printing');
    await until(home.app, 'a picture', ({ image_count: count }) => count === 1);
    await lit('off', null);
    expect(core.switched).toEqual([`${LIGHT} turn_on`, `${LIGHT} turn_off`]);
  });
});
