import { mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { waitFor } from '../helpers/wait-for.ts';
import { readText } from '../package/repository.ts';
import { addCamera } from './helpers/camera.ts';
import { makeHouse, shareCore } from './helpers/house.ts';

/*
 * The automations of DOCS.md as users copy them, in a real Home Assistant. Only what a user puts in is put in: folder
 * and entities; and waiting is cut short.
 */

const pictures = mkdtempSync(join(tmpdir(), 'timelapse-documented-'));
afterAll(() => rm(pictures, { recursive: true, force: true }));

const MINE: [string, string][] = [
  ['/media/timelapse-images', pictures],
  ['camera.my_printer', 'camera.local_file'],
  ['timeout: 20', 'timeout: 1'],
  ["trigger: time\n    at: '23:00:00'", 'trigger: event\n    event_type: night'],
  ["trigger: time\n    at: '07:00:00'", 'trigger: event\n    event_type: morning'],
];

const docs = readText('printernizer-timelapse/DOCS.md');
const blocks = [...docs.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) =>
  MINE.reduce((text, [theirs, mine]) => text.replaceAll(theirs, mine), block),
);
const parsed = blocks.map((block) => parse(block) as Record<string, unknown>);
const automations = parsed
  .filter((each) => 'triggers' in each)
  .map((each, id) => ({ id: `docs_${id}`, ...each }));

/** Home Assistant may write below its media folders without being told so. */
const media = { media_dirs: { local: pictures } };
const core = shareCore(
  { automation: automations, homeassistant: { name: 'Test house', time_zone: 'Europe/Berlin', ...media } },
  (core) => addCamera(core, pictures),
);

describe('the automations of the documentation', () => {
  it('are accepted by Home Assistant, each one', async () => {
    expect(automations.length).toBe(3);
    expect(MINE.filter(([theirs]) => !docs.includes(theirs))).toEqual([]);
    const states = (await core().states()).filter(({ entity_id }) => entity_id.startsWith('automation.'));
    expect(states.map(({ state }) => state)).toEqual(automations.map(() => 'on'));
    expect(await core().log()).not.toMatch(/automation/i);
  });

  it('take pictures while the printer prints, and say when the video is there', async () => {
    const home = core();
    const { start, supervisor } = await makeHouse(home, { timelapse_source_folder: pictures });
    const app = await start();
    await waitFor('Core', () => supervisor.coreSockets > 0);
    const set = (entity: string, state: string) => home.rest('POST', `states/${entity}`, { state });
    await set('sensor.my_printer_file', '');
    await set('sensor.my_printer_status', 'idle');
    await set('sensor.my_printer_status', 'running');
    await set('sensor.my_printer_file', 'Benchy (1).3mf');
    const folder = await waitFor('a folder of pictures', async () =>
      (await readdir(pictures)).find((name) => /^benchy_1_3mf_\d{4}-\d\d-\d\d_\d\d-\d\d$/.test(name)),
    );
    const taken = async () => (await readdir(join(pictures, folder))).length;
    await waitFor('three pictures', async () => (await taken()) >= 3);
    for (const state of ['unavailable', 'pause', 'attention', 'running'])
      await set('sensor.my_printer_status', state);
    const before = await taken();
    await waitFor('more of them', async () => (await taken()) > before);
    await set('sensor.my_printer_status', 'finish');
    const automation = 'automation.take_pictures_of_a_print';
    await home.waitForState(automation, ({ attributes }) => attributes.current === 0);
    const { image_count } = await app.waitForCompleted(folder);
    expect(image_count).toBe((await readdir(join(pictures, folder))).length);
    const notice = await waitFor('the notification', async () => {
      const list = await home.ask<{ title: string; message: string }[]>({
        type: 'persistent_notification/get',
      });
      return list.find(({ title }) => title === 'Timelapse ready');
    });
    expect(notice.message).toContain(`${folder}: ${image_count} pictures, `);
  });

  it('send the command to hold the queue by day, and to let it go by night', async () => {
    const commands = await core().listen('timelapse.command');
    await core().fire('morning');
    await waitFor('the first command', () => commands.length > 0);
    await core().fire('night');
    await waitFor('the second command', () => commands.length > 1);
    expect(commands.map(({ data }) => data)).toEqual([{ action: 'pause' }, { action: 'resume' }]);
  });
});
