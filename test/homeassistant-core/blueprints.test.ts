import { mkdtempSync } from 'node:fs';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HassEvent } from 'home-assistant-js-websocket';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { putFrames } from '../fixtures/make-frames.ts';
import { engine, type TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { readText } from '../package/repository.ts';
import { addCamera } from './helpers/camera.ts';
import type { Core } from './helpers/core.ts';
import { makeHouse, shareCore } from './helpers/house.ts';

/* The blueprints as users import them, in a real Home Assistant, and the dashboard of DOCS.md. */

const BLUEPRINTS = new URL('../../printernizer-timelapse/blueprints/automation', import.meta.url).pathname;

const pictures = mkdtempSync(join(tmpdir(), 'timelapse-blueprints-'));
afterAll(() => rm(pictures, { recursive: true, force: true }));

const use = (id: string, blueprint: string, input: Record<string, unknown>) => ({
  id,
  alias: id,
  use_blueprint: { path: `timelapse/${blueprint}.yaml`, input },
});

const automations = [
  use('say', 'say_that_a_video_is_there', { notifier: 'notify.persistent_notification' }),
  use('say_of_another', 'say_that_a_video_is_there', {
    notifier: 'notify.persistent_notification',
    printer: 'Another printer',
    title: 'Of another printer',
  }),
  use('ask', 'keep_or_delete', { notifier: 'notify.persistent_notification', delete_source: true }),
];

/** Puts the blueprints where an import puts them, and a camera into the house. */
async function prepare(core: Core): Promise<void> {
  const folder = core.path('blueprints', 'automation', 'timelapse');
  await mkdir(folder, { recursive: true });
  await cp(BLUEPRINTS, folder, { recursive: true });
  await addCamera(core, pictures);
}

const core = shareCore(
  { automation: automations, homeassistant: { media_dirs: { local: pictures } } },
  prepare,
);

/** The app with one folder that is a video; the source folder is that of the pictures. */
async function withVideo(name: string) {
  const home = core();
  const said = await home.listen('call_service');
  const { start, folders } = await makeHouse(home, {
    timelapse_auto_process_timeout: 0,
    timelapse_flickerfree_path: engine('foreign.sh'),
  });
  const app = await start();
  await putFrames(join(folders.source, name));
  const { id } = await app.waitForStatus(name, 'discovered');
  await app.request('POST', `/timelapses/${id}/process`);
  await app.waitForCompleted(name);
  return { app, id, home, folders, said };
}

interface Notification {
  title: string;
  message: string;
  data: Record<string, unknown>;
}

const notificationsIn = (said: readonly HassEvent[]): Notification[] =>
  said
    .filter(({ data }) => data.domain === 'notify')
    .map(({ data }) => (data as { service_data: Notification }).service_data);

const waitForNotification = (said: readonly HassEvent[], title: string) =>
  waitFor(`the notification "${title}"`, () => notificationsIn(said).find((each) => each.title === title));

const answer = (home: Core, action: unknown) => home.fire('mobile_app_notification_action', { action });

const isGone = async (app: TestApp, id: string) =>
  (await app.request('GET', `/timelapses/${id}`)).status === 404;

describe('the blueprints', () => {
  it('are accepted by Home Assistant, each one', async () => {
    const names = (await readdir(BLUEPRINTS)).map((name) => name.replace('.yaml', ''));
    const used = automations.map(({ use_blueprint }) => use_blueprint.path);
    // That one has tests of its own.
    const others = names.filter((name) => name !== 'take_pictures');
    for (const name of others) expect(used).toContain(`timelapse/${name}.yaml`);
    const states = (await core().states()).filter(({ entity_id }) => entity_id.startsWith('automation.'));
    expect(states.map(({ entity_id, state }) => `${entity_id} ${state}`).toSorted()).toEqual(
      automations.map(({ id }) => `automation.${id} on`).toSorted(),
    );
    expect(await core().log()).not.toMatch(/automation|blueprint/i);
  });

  it('say that a video is there, with its poster, its page, and only for the printer that is wanted', async () => {
    const { id, said } = await withVideo('Said');
    const { message, data } = await waitForNotification(said, 'Timelapse ready');
    expect(message).toMatch(/^Said: \d+ pictures, \d+ seconds\.$/);
    expect(data).toMatchObject({ tag: `timelapse-${id}`, url: expect.stringContaining(id) });
    expect(data.clickAction).toBe(data.url);
    expect(data.image).toMatch(/^\/media\/local\/.+\.jpg$/);
    await waitForNotification(said, 'Keep this timelapse?');
    expect(notificationsIn(said).some(({ title }) => title === 'Of another printer')).toBe(false);
  });

  it('ask whether to keep a video, and pin it when that is the answer', async () => {
    const { app, id, home, said } = await withVideo('Kept');
    const { data } = await waitForNotification(said, 'Keep this timelapse?');
    const [keep] = data.actions as { action: string; title: string }[];
    expect(keep).toMatchObject({ title: 'Keep' });
    await answer(home, 'SOMETHING_ELSE');
    await answer(home, keep!.action);
    await waitFor('the pin', async () => (await app.one(id)).pinned);
  });

  it('delete a video with its pictures when that is the answer', async () => {
    const { app, id, home, folders, said } = await withVideo('Deleted');
    const { data } = await waitForNotification(said, 'Keep this timelapse?');
    const [, remove] = data.actions as { action: string; title: string }[];
    expect(remove).toMatchObject({ title: 'Delete' });
    await answer(home, remove!.action);
    await waitFor('the end of it', () => isGone(app, id));
    // Nobody waits for the answer here: the record goes first, the files after it.
    await waitFor('its pictures to go', async () => !(await readdir(folders.source)).includes('Deleted'));
  });
});

describe('the dashboard of the documentation', () => {
  it('shows entities that there are, and links to the last video', async () => {
    const { home, id } = await withVideo('Shown');
    const docs = readText('printernizer-timelapse/DOCS.md');
    const blocks = [...docs.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => block);
    const card = blocks.find((block) => block.includes('type: vertical-stack')) ?? '';
    const named = [...card.matchAll(/\b(?:binary_)?sensor\.timelapse_\w+/g)].map(([name]) => name);
    expect(named.length).toBeGreaterThan(5);
    for (const entity of new Set(named)) await home.waitForState(entity, () => true);
    await home.waitForState('sensor.timelapse_last_video', 'Shown');
    const { cards } = parse(card) as { cards: { type: string; content?: string }[] };
    const template = cards.find(({ type }) => type === 'markdown')?.content;
    const shown = await (await home.rest('POST', 'template', { template })).text();
    expect(shown).toContain('Shown');
    expect(shown).toContain(id);
  });
});
