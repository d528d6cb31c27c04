import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/homeassistant/automation/command.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { CAMERA, KEY, PRINTING, startWorkshop, type Workshop } from '../../helpers/workshop.ts';

/** Sends a command as an automation does. @returns its answer */
async function command({ core }: Workshop, data: object): Promise<Record<string, unknown>> {
  const answers = () =>
    core.commands.flatMap(({ type, event_type: event, event_data: answer }) =>
      type === 'fire_event' && event === 'timelapse.command_result' ? [answer] : [],
    );
  const before = answers().length;
  await waitFor('the app to listen', () => core.subscriptions((each) => each === 'timelapse.command') === 1);
  core.fire('timelapse.command', data);
  return (await waitFor('the answer', () => answers()[before])) as Record<string, unknown>;
}

describe('commands about pictures', () => {
  it('start and stop the pictures of a print, also where they are turned off', async () => {
    const workshop = await startWorkshop();
    await workshop.printer();
    expect(await command(workshop, { action: 'capture_start', printer: 'x1c' })).toMatchObject({
      ok: false,
      code: 'nothing_printed',
      message: '"X1C" is not printing.',
    });
    workshop.say({ ...PRINTING, layer: 1 });
    await waitFor('the print', async () => (await workshop.printer()).print);
    const started = await command(workshop, { action: 'capture_start', printer: 'x1c' });
    expect(started).toMatchObject({ ok: true, message: 'Pictures of "Owl" are being taken.' });
    const begun = await workshop.until('pictures', ({ image_count: count }) => count >= 1);
    expect(started).toMatchObject({ id: begun.id, folder_name: begun.folder_name });
    // It goes on with another change of the printer, and after a restart.
    workshop.say({ layer: 2 });
    await workshop.app.stop();
    workshop.app = await workshop.home.start();
    workshop.say({ layer: 3 });
    await workshop.moreAfter(begun, 2);
    const stopped = await command(workshop, { action: 'capture_stop', printer: KEY });
    expect(stopped).toMatchObject({ ok: true, id: begun.id, message: expect.stringContaining('"Owl"') });
    expect(await command(workshop, { action: 'capture_stop', printer: KEY })).toMatchObject({
      ok: false,
      code: 'not_capturing',
    });
    expect(await command(workshop, { action: 'capture_stop', id: begun.id })).toMatchObject({
      ok: false,
      code: 'wrong_status',
    });
    // What was stopped can be started again, in the same folder.
    await command(workshop, { action: 'capture_start', printer: 'X1C' });
    const again = await workshop.until('it to go on', ({ state }) => state === 'capturing');
    expect(again.folder_name).toBe(begun.folder_name);
    // Off is off.
    await workshop.set({ capture_enabled: false });
    await workshop.until('the end', ({ state }) => state === 'closed');
  });

  it('start pictures without a print, and stop them by their folder', async () => {
    const workshop = await startWorkshop();
    const asked = { action: 'capture_start', name: 'Vase', camera: CAMERA, interval_seconds: 1 };
    const { ok, folder_name: folder } = await command(workshop, asked);
    expect(ok).toBe(true);
    await workshop.until('pictures', ({ image_count: count }) => count >= 2);
    const end = { action: 'capture_stop', folder_name: folder };
    expect(await command(workshop, end)).toMatchObject({ ok: true, folder_name: folder });
    expect(await command(workshop, end)).toMatchObject({ ok: false, code: 'not_found' });
  });

  it('take a picture: one more of what is captured, else a test picture', async () => {
    const workshop = await startWorkshop();
    await workshop.printer();
    const take = { action: 'take_picture', printer: 'X1C' };
    expect(await command(workshop, take)).toMatchObject({
      ok: true,
      message: 'A test picture was taken (320 × 240); it is not kept.',
    });
    expect(await readdir(workshop.home.folders.source)).toEqual([]);
    await workshop.set({ capture_enabled: true, interval_seconds: 3600 });
    // Also while the printer prepares.
    workshop.say({ ...PRINTING, stage: 'heatbed_preheating' });
    const begun = await workshop.until('the start', ({ state }) => state === 'starting');
    for (let count = 1; count <= 2; count += 1) {
      expect(await command(workshop, take)).toMatchObject({ ok: true, folder_name: begun.folder_name });
      const names = await readdir(join(workshop.home.folders.source, begun.folder_name));
      expect(names.filter((name) => name.endsWith('.jpg'))).toHaveLength(count);
    }
    workshop.camera.mood = 'error';
    expect(await command(workshop, take)).toMatchObject({
      ok: false,
      code: 'camera_failed',
      message: 'The camera answers with an error: Home Assistant answered 500.',
    });
    workshop.camera.mood = 'picture';
    expect(await command(workshop, { action: 'take_picture', id: begun.id })).toMatchObject({ ok: true });
  });

  it.each([
    [{ action: 'capture_start' }, '"name"'],
    [{ action: 'capture_start', name: 'Vase' }, '"camera"'],
    [{ action: 'capture_start', name: 'Vase', camera: 'sensor.x' }, '"camera" = "sensor.x"'],
    [
      { action: 'capture_start', name: 'Vase', camera: 'camera.x', interval_seconds: 0 },
      '"interval_seconds" = 0',
    ],
    [{ action: 'capture_start', printer: 'X1C', name: 'Vase' }, '"name" is not allowed with a "printer"'],
    [{ action: 'capture_start', id: 'x' }, '"capture_start" takes a "printer"'],
    [{ action: 'capture_stop' }, 'needs a "printer"'],
    [{ action: 'capture_stop', printer: 'X1C', id: 'x' }, 'give one of'],
    [{ action: 'take_picture', camera: 'camera.x' }, '"camera" is not allowed with "take_picture"'],
    [{ action: 'pause', printer: 'X1C' }, '"printer" is not allowed with "pause"'],
  ])('%j is refused, and says why', (data, reason) => {
    expect(parseCommand(data)).toEqual({ problem: expect.stringContaining(reason) });
  });

  it('name a printer that does not exist, and those that do', async () => {
    const workshop = await startWorkshop();
    await workshop.printer();
    expect(await command(workshop, { action: 'take_picture', printer: 'Voron' })).toMatchObject({
      code: 'not_found',
      message: 'There is no printer "Voron". Known are "X1C".',
    });
  });
});
