import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { HassEvent } from 'home-assistant-js-websocket';
import { describe, expect, it } from 'vitest';
import type { WireTargets } from '../../src/shared/places.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { beginMove, whenMove } from '../helpers/moving-library.ts';
import type { TestOptions } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { makeHouse, shareCore } from './helpers/house.ts';
import { ARRIVED, usePlaces } from './helpers/place-integrations.ts';

const core = shareCore({}, usePlaces);

/** The app with a video that Core finds in its media. */
async function withVideo(name: string, options: TestOptions = {}) {
  const home = core();
  const arrived = await home.listen(ARRIVED);
  const house = await makeHouse(home, options);
  const app = await house.start();
  await putFrames(join(house.folders.source, name), { secondsAgo: 60 });
  const { id, output_video_path: path } = await app.waitForCompleted(name);
  const targets = () => app.get<WireTargets>(`/home-assistant/targets?timelapse=${id}`);
  const reaching = async () =>
    (await targets()).uploads.filter(({ reaches }) => reaches).map(({ action }) => action);
  await waitFor('the link', async () => (await reaching()).includes('immich.upload_file'));
  const send = async (what: string, body: object) => {
    const answer = await app.request('POST', `/timelapses/${id}/${what}`, body);
    return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
  };
  return { ...house, home, app, id, path: path!, arrived, targets, reaching, send };
}

const arrival = (arrived: readonly HassEvent[], action: string) =>
  waitFor(`something at ${action}`, () => arrived.find(({ data }) => data.action === action)?.data);

describe('places of a real Home Assistant', () => {
  it('are found with their accounts', async () => {
    const { targets } = await withVideo('Benchy');
    const { notify, players, uploads, allowed_folders: folders } = await targets();
    expect(notify).toContainEqual({ target: 'notify.mobile_app_pixel', name: 'Pixel', takes_video: true });
    expect(notify.map(({ target }) => target)).toContain('notify.persistent_notification');
    expect(players).toEqual([
      { entity_id: 'media_player.television', name: 'Television', is_available: true },
    ]);
    expect(uploads.map(({ action, accounts }) => [action, accounts.map(({ name }) => name)])).toEqual(
      ['google_photos.upload', 'onedrive.upload', 'immich.upload_file', 'telegram_bot.send_video'].map(
        (action) => [action, [`Account of ${action.split('.')[0]}`]],
      ),
    );
    expect(folders).toContain(core().mediaDir);
  });

  it('play what they are told to', async () => {
    const { send, arrived, path } = await withVideo('Über 100% Größe');
    expect(await send('play', { entity_id: 'media_player.television' })).toEqual({
      status: 202,
      is_done: true,
    });
    const { url, type } = await arrival(arrived, 'play');
    expect(type).toBe('video/mp4');
    const bytes = Buffer.from(await (await fetch(String(url))).arrayBuffer());
    expect(bytes.equals(await readFile(path))).toBe(true);
  });

  it('are told of a video as soon as it is there, with files that Home Assistant serves', async () => {
    const { arrived, home, id, app } = await withVideo('Vase', { notify: ['notify.mobile_app_pixel'] });
    const { data } = await arrival(arrived, 'notify.mobile_app_pixel');
    const { image, video, actions } = (data as { data: Record<string, unknown> }).data;
    for (const [address, type] of [
      [image, 'image/jpeg'],
      [video, 'video/mp4'],
    ]) {
      const answer = await fetch(`${home.url}${address}`, {
        headers: { authorization: `Bearer ${home.user.token}` },
      });
      expect(answer.headers.get('content-type')).toBe(type);
      await answer.body?.cancel();
    }
    const answers = await home.listen('timelapse.command_result');
    const [, keep] = actions as { action: string }[];
    await home.ask({
      type: 'fire_event',
      event_type: 'mobile_app_notification_action',
      event_data: { action: keep!.action },
    });
    const answer = await waitFor('the answer', () => answers[0]);
    expect(answer.data).toMatchObject({ action: 'pin', id, ok: true });
    expect((await app.one(id)).pinned).toBe(true);
  });

  it('read by path only what Home Assistant allows, and by media id what the link leads to', async () => {
    const { send, reaching, arrived, path } = await withVideo('Cube');
    expect(await reaching()).toEqual(['immich.upload_file']);
    for (const action of ['google_photos.upload', 'onedrive.upload', 'telegram_bot.send_video']) {
      expect(await send('upload', { action }), action).toMatchObject({
        status: 409,
        error: { code: 'video_out_of_reach' },
      });
    }
    expect(await send('upload', { action: 'immich.upload_file' })).toMatchObject({ status: 202 });
    expect((await arrival(arrived, 'immich.upload_file')).size).toBe((await stat(path)).size);
    expect(arrived).toHaveLength(1);
  });

  it('read by path what has moved into the media folder', async () => {
    const completed = await core().listen('timelapse.completed');
    const { app, send, reaching, arrived, id, path } = await withVideo('Gear');
    const actions = ['google_photos.upload', 'onedrive.upload', 'telegram_bot.send_video'];
    for (const action of actions)
      expect(await send('upload', { action }), action).toMatchObject({ status: 409 });
    const pathInEvent = async (times: number) =>
      (await waitFor('the event', () => completed[times - 1])).data.media_path as string | null;
    expect(await pathInEvent(1)).toBeNull();
    const playable = { entity_id: 'media_player.television' };
    expect(await send('play', playable)).toMatchObject({ status: 202 });
    const before = await arrival(arrived, 'play');

    await beginMove(app);
    await whenMove(app, ({ state }) => state === 'done');
    const moved = (await app.one(id)).output_video_path!;
    expect(moved).toBe(join(core().mediaDir, 'timelapses', basename(path)));
    expect(await reaching()).toEqual([actions[0], actions[1], 'immich.upload_file', actions[2]]);
    for (const action of actions) {
      expect(await send('upload', { action }), action).toEqual({ status: 202, is_done: true });
      expect((await arrival(arrived, action)).size).toBe((await stat(moved)).size);
    }
    // What plays by its media id has the same one, and so has what was sent before.
    expect(await send('play', playable)).toMatchObject({ status: 202 });
    const bytes = Buffer.from(await (await fetch(String(before.url))).arrayBuffer());
    expect(bytes.equals(await readFile(moved))).toBe(true);
    await app.request('POST', `/timelapses/${id}/process`);
    expect(await pathInEvent(2)).toBe(await realpath(moved));
  });

  it('read by path what is in the media folder itself', async () => {
    const output = join(core().mediaDir, 'prints');
    const { send, reaching, arrived, path } = await withVideo('Ring', { timelapse_output_folder: output });
    const actions = ['google_photos.upload', 'onedrive.upload', 'telegram_bot.send_video'];
    expect(await reaching()).toEqual([
      'google_photos.upload',
      'onedrive.upload',
      'immich.upload_file',
      'telegram_bot.send_video',
    ]);
    for (const action of actions) {
      expect(await send('upload', { action }), action).toEqual({ status: 202, is_done: true });
      expect((await arrival(arrived, action)).size).toBe((await stat(path)).size);
    }
    expect(await realpath(path)).toContain('/prints/');
  });
});
