import { mkdtempSync } from 'node:fs';
import { cp, mkdir, readdir, rm, stat } from 'node:fs/promises';
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
import { ARRIVED, usePlaces } from './helpers/place-integrations.ts';

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
  use('phone', 'send_to_phone', { notifier: 'notify.mobile_app_pixel' }),
  use('telegram', 'send_to_telegram', { chat: '-1001234', account: 'account_of_telegram_bot' }),
  use('telegram_first', 'send_to_telegram', { printer: 'Another printer' }),
  use('google_photos', 'upload_to_google_photos', { account: 'account_of_google_photos', album: 'Prints' }),
  use('onedrive', 'upload_to_onedrive', { account: 'account_of_onedrive' }),
  use('immich', 'upload_to_immich', { account: 'account_of_immich', album: 'an-album' }),
];

/** Puts the blueprints where an import puts them, and a camera into the house. */
async function prepare(core: Core): Promise<void> {
  const folder = core.path('blueprints', 'automation', 'timelapse');
  await mkdir(folder, { recursive: true });
  await cp(BLUEPRINTS, folder, { recursive: true });
  await addCamera(core, pictures);
  await usePlaces(core);
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

describe('the blueprints that bring a video somewhere', () => {
  const PLACES = {
    phone: 'notify.mobile_app_pixel',
    telegram: 'telegram_bot.send_video',
    google: 'google_photos.upload',
    onedrive: 'onedrive.upload',
    immich: 'immich.upload_file',
  };

  /** A video, in Home Assistant's media folder unless it is to be out of reach. */
  async function withArrivals(name: string, isInReach = true) {
    const home = core();
    const [said, arrived, completed] = await Promise.all(
      ['call_service', ARRIVED, 'timelapse.completed'].map((event) => home.listen(event)),
    );
    const { start, folders } = await makeHouse(home, {
      ...{ timelapse_auto_process_timeout: 0, timelapse_flickerfree_path: engine('foreign.sh') },
      ...(isInReach
        ? { timelapse_output_folder: join(pictures, 'prints') }
        : { timelapse_show_in_media: false }),
    });
    const app = await start({ mediaRoot: pictures });
    await putFrames(join(folders.source, name));
    const { id } = await app.waitForStatus(name, 'discovered');
    await app.request('POST', `/timelapses/${id}/process`);
    const { output_video_path: path } = await app.waitForCompleted(name);
    const event = await waitFor('the event', () => completed!.find(({ data }) => data.id === id));
    const arrivals = (action: string) =>
      arrived!.map(({ data }) => data).filter((data) => data.action === action);
    const arrival = (action: string, at = 0) => waitFor(action, () => arrivals(action)[at]);
    const problems = (words: string) =>
      notificationsIn(said!).filter(({ message }) => message?.includes(words));
    const problem = (words: string) => waitFor(words, () => problems(words)[0]);
    return { home, id, path: path!, event: event.data, arrivals, arrival, problems, problem };
  }

  it('bring it, whatever its name is, with what their actions take', async () => {
    const name = '[1, 2] *Größe* {{ 3 }}';
    const { home, event, id, path, arrivals, arrival } = await withArrivals(name);
    const { size } = await stat(path);
    const { data: message } = (await arrival(PLACES.phone)) as unknown as { data: Notification };
    expect(message).toMatchObject({
      title: 'Timelapse ready',
      message: expect.stringMatching(/^\[1, 2\] \*Größe\* \{\{ 3 \}\}: \d+ seconds\.$/),
      data: {
        tag: `timelapse-${id}`,
        video: expect.stringMatching(/^\/media\/local\/prints\/.+\.mp4$/),
        image: expect.stringMatching(/\.jpg$/),
        url: expect.stringContaining(id),
      },
    });
    expect(await arrival(PLACES.telegram)).toMatchObject({
      size,
      data: {
        ...{ file: path, caption: name, parse_mode: 'plain_text' },
        ...{ chat_id: [-1001234], config_entry_id: 'account_of_telegram_bot' },
      },
    });
    expect(await arrival(PLACES.google)).toMatchObject({
      size,
      data: { filename: [path], album: 'Prints', config_entry_id: 'account_of_google_photos' },
    });
    expect(await arrival(PLACES.onedrive)).toMatchObject({
      size,
      data: { filename: [path], destination_folder: 'Timelapses', config_entry_id: 'account_of_onedrive' },
    });
    expect(await arrival(PLACES.immich)).toMatchObject({
      size,
      data: { album_id: 'an-album', config_entry_id: 'account_of_immich' },
    });
    // To the first chat of the only bot.
    await home.fire('timelapse.completed', { ...event, printer: 'Another printer' });
    const isPlain = ({ data }: Record<string, unknown>) =>
      Object.keys(data as object)
        .toSorted()
        .join() === 'caption,file,parse_mode';
    await waitFor('the default chat', () => arrivals(PLACES.telegram).some(isPlain));
  });

  it('say what is too large, and how large it is', async () => {
    const { home, event, arrival, arrivals, problem } = await withArrivals('Large');
    for (const action of Object.values(PLACES)) await arrival(action);
    await home.fire('timelapse.completed', { ...event, file_size_bytes: 251 * 1024 * 1024 });
    for (const takes of ['Telegram takes 50', 'Google Photos takes 20', 'OneDrive takes 250'])
      expect((await problem(takes)).message).toMatch(/^Large: It has 251 MB, and .+ for a copy that fits\.$/);
    // Of any size.
    await arrival(PLACES.immich, 1);
    const { data: message } = (await arrival(PLACES.phone, 1)) as unknown as { data: Notification };
    expect(message.message).toContain('It has 251 MB, and phones take 50.');
    expect(message.data).toMatchObject({ image: expect.any(String) });
    expect(message.data).not.toHaveProperty('video');
    for (const action of [PLACES.telegram, PLACES.google, PLACES.onedrive])
      expect(arrivals(action)).toHaveLength(1);
  });

  it('say what Home Assistant may not read, and what helps', async () => {
    const { event, arrival, arrivals, problems, problem } = await withArrivals('Hidden', false);
    expect(event).toMatchObject({ media_path: null, media_content_id: null });
    const outOfReach = await waitFor('three of them', () => {
      const found = problems('choose Move the videos');
      return found.length === 3 && found;
    });
    expect(outOfReach.map(({ title }) => title).toSorted()).toEqual([
      'Timelapse not sent',
      'Timelapse not uploaded',
      'Timelapse not uploaded',
    ]);
    expect((await problem('turn on Show in the Media panel')).title).toBe('Timelapse not uploaded');
    const { data: message } = (await arrival(PLACES.phone)) as unknown as { data: Notification };
    expect(message.message).toContain('only in the app');
    expect(message.data).not.toHaveProperty('video');
    for (const action of Object.values(PLACES).filter((each) => each !== PLACES.phone))
      expect(arrivals(action)).toEqual([]);
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
