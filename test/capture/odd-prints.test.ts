import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WirePrintJob } from '../../src/shared/print-job.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { CAMERA, PRINTING, startWorkshop, type Workshop } from '../helpers/workshop.ts';

const EVERY_SECOND = { capture_enabled: true, interval_seconds: 1, linger_seconds: 0 };

const folders = ({ home }: Workshop) => readdir(home.folders.source);

/** Waits for pictures, ends the print, and waits for the video. */
async function finish(workshop: Workshop, task: string): Promise<string> {
  const { id } = await workshop.until(
    `pictures of ${task}`,
    (each) => each.name === task && each.image_count >= 3,
  );
  workshop.say({ status: 'finish' });
  const over = await workshop.until('its end', (each) => each.id === id && each.state === 'closed');
  await workshop.app.waitForCompleted(over.folder_name);
  return over.folder_name;
}

describe('a print', () => {
  it.each([
    ['slashes', '../../etc/passwd\\..\\x', 'passwd .. x'],
    ['dots', '.. . .hidden...', 'hidden'],
    ['marks that shares do not take', 'a:b*c?d"e<f>g|h', 'a b c d e f g h'],
    ['emoji', '🦉🦉 Eule 🦉', '🦉🦉 Eule 🦉'],
    ['nothing but dots', '...', 'X1C'],
  ])('whose name has %s has one folder, in its place', async (_, task, name) => {
    const workshop = await startWorkshop();
    await workshop.set(EVERY_SECOND);
    workshop.say({ ...PRINTING, task, layer: 1 });
    const { name: known } = await workshop.until('its pictures', ({ image_count: count }) => count >= 3);
    const folder = await finish(workshop, known);
    expect(folder.startsWith(name)).toBe(true);
    expect(await folders(workshop)).toEqual([folder]);
  });

  it('whose name has 300 characters of many scripts is one folder and one video that can be named so', async () => {
    const workshop = await startWorkshop();
    await workshop.set(EVERY_SECOND);
    const task = '長い名前\\نقش طويل {\\an8}<b>&😀\u202e'.repeat(20).slice(0, 300);
    workshop.say({ ...PRINTING, task: `../models/${task}`, layer: 1 });
    const { name } = await workshop.until('its pictures', ({ image_count: count }) => count >= 3);
    expect(name).toBe(task);
    const folder = await finish(workshop, name);
    expect(await folders(workshop)).toEqual([folder]);
    expect(folder).toMatch(/^長い名前 نقش طويل \{.*X1C \d{4}-\d\d-\d\d \d\d-\d\d$/u);
    expect(Buffer.byteLength(folder)).toBeLessThanOrEqual(200);
    expect(folder).not.toContain('\u202e');
    const [video, ...others] = await workshop.app.list();
    expect(others).toEqual([]);
    expect(dirname(video!.output_video_path!)).toBe(workshop.home.folders.output);
    expect((await stat(video!.output_video_path!)).size).toBe(video!.file_size_bytes);
    const [job] = await workshop.app.get<WirePrintJob[]>('/jobs');
    expect(video).toMatchObject({ job_id: job!.id, link_source: 'capture' });
    expect(job!.file_name).toBe(`../models/${task}`);
  });

  it('right after another, of the same name, has its own folder and video', async () => {
    const workshop = await startWorkshop();
    await workshop.set({ ...EVERY_SECOND, linger_seconds: 3600 });
    await workshop.begin({ ...PRINTING, layer: 1 });
    const first = await workshop.until('pictures', ({ image_count: count }) => count >= 3);
    workshop.say({ status: 'finish' });
    await workshop.begin({ ...PRINTING, layer: 1 });
    const over = await workshop.until('its end', ({ id, state }) => id === first.id && state === 'closed');
    expect(over).toMatchObject({ ended_because: 'other_print' });
    const second = await workshop.until('the next', ({ id, image_count: n }) => id !== first.id && n >= 3);
    await workshop.app.request('POST', `/captures/${second.id}/stop`);
    await workshop.app.waitForCompleted(first.folder_name);
    await workshop.app.waitForCompleted(second.folder_name);
    expect((await folders(workshop)).toSorted()).toEqual([first.folder_name, second.folder_name].toSorted());
  });

  it.each(['starting', 'capturing'] as const)(
    'that is cancelled while it is %s, before its first picture, leaves no folder',
    async (state) => {
      const workshop = await startWorkshop();
      workshop.camera.mood = 'error';
      await workshop.set(EVERY_SECOND);
      workshop.say({
        ...PRINTING,
        ...(state === 'starting' ? { stage: 'heatbed_preheating' } : { layer: 1 }),
      });
      const { folder_name: name } = await workshop.until(state, (each) => each.state === state);
      if (state === 'capturing') await waitFor('a try', () => workshop.camera.asked > 0);
      workshop.say({ status: 'failed' });
      await workshop.until('its end', (each) => each.state === 'closed');
      expect(existsSync(join(workshop.home.folders.source, name))).toBe(false);
      await workshop.app.scan();
      expect(await workshop.app.list()).toEqual([]);
    },
  );

  it('whose app is stopped while it lingers is one folder and one video', async () => {
    const workshop = await startWorkshop();
    await workshop.set({ ...EVERY_SECOND, linger_seconds: 100 });
    workshop.say({ ...PRINTING, layer: 1 });
    await workshop.until('pictures', ({ image_count: count }) => count >= 3);
    workshop.say({ status: 'finish' });
    const { folder_name: name } = await workshop.until('the linger', ({ state }) => state === 'finishing');
    await workshop.app.stop();
    workshop.app = await workshop.home.start();
    await workshop.until('its end', ({ state }) => state === 'closed');
    await workshop.app.waitForCompleted(name);
    expect(await workshop.captures()).toHaveLength(1);
    expect(await folders(workshop)).toEqual([name]);
  });

  it('goes on in the same folder after its printer was out of reach for an hour', async () => {
    const clock = new FakeClock();
    const workshop = await startWorkshop(() => {}, { clock });
    await workshop.set(EVERY_SECOND);
    workshop.say({ ...PRINTING, layer: 1 });
    await workshop.until('pictures', ({ image_count: count }) => count >= 3);
    workshop.say({ status: 'unavailable' });
    clock.advance(3_600_000);
    workshop.say({ status: 'running', layer: 2 });
    const now = (await workshop.captures())[0]!;
    await workshop.moreAfter(now);
    const folder = await finish(workshop, 'Owl');
    expect(await folders(workshop)).toEqual([folder]);
    expect(await workshop.captures()).toHaveLength(1);
  });

  it('goes on when the clock is set back, and when its camera is gone for a while', async () => {
    const clock = new FakeClock();
    const workshop = await startWorkshop(() => {}, { clock });
    await workshop.set(EVERY_SECOND);
    workshop.say({ ...PRINTING, layer: 1 });
    const begun = await workshop.until('pictures', ({ image_count: count }) => count >= 3);
    clock.advance(-7_200_000);
    const again = await workshop.moreAfter(begun);
    const show = workshop.core.cameras.get(CAMERA)!;
    workshop.core.cameras.delete(CAMERA);
    await workshop.until('a problem', ({ problem }) => problem?.code === 'http_error');
    workshop.core.cameras.set(CAMERA, show);
    // It waits longer and longer.
    await waitFor('it to be seen again', async () => {
      clock.advance(10_000);
      return (await workshop.captures())[0]!.problem === null;
    });
    await workshop.moreAfter(again);
    const folder = await finish(workshop, 'Owl');
    expect(await folders(workshop)).toEqual([folder]);
  });

  it('goes on at once when Home Assistant is back after a long time', async () => {
    const clock = new FakeClock();
    const workshop = await startWorkshop(() => {}, { clock });
    const { supervisor } = workshop.home;
    await workshop.set(EVERY_SECOND);
    workshop.say({ ...PRINTING, layer: 1 });
    await workshop.until('pictures', ({ image_count: count }) => count >= 3);
    supervisor.stopCore();
    const tries = () =>
      supervisor.requests.filter(({ path, status }) => status === 502 && path.includes('camera_proxy'))
        .length;
    // By then it waits for minutes.
    await waitFor('many tries', () => {
      clock.advance(10_000);
      return tries() >= 11;
    });
    supervisor.startCore();
    clock.advance(30_000);
    await workshop.moreAfter(await workshop.until('it', () => true));
    await finish(workshop, 'Owl');
  });

  it('goes on in the same folder when its camera gets another name', async () => {
    const workshop = await startWorkshop();
    await workshop.set(EVERY_SECOND);
    workshop.say({ ...PRINTING, layer: 1 });
    await workshop.until('pictures', ({ image_count: count }) => count >= 3);
    const { core } = workshop;
    const show = core.cameras.get(CAMERA)!;
    core.cameras.delete(CAMERA);
    core.cameras.set('camera.cellar', show);
    core.entities.find(({ entity_id: id }) => id === CAMERA)!.entity_id = 'camera.cellar';
    core.fire('entity_registry_updated', { action: 'update' });
    const now = await workshop.until('its new name', ({ camera }) => camera === 'camera.cellar');
    await workshop.moreAfter(now);
    const folder = await finish(workshop, 'Owl');
    expect(await folders(workshop)).toEqual([folder]);
    expect(await workshop.captures()).toHaveLength(1);
  });
});
