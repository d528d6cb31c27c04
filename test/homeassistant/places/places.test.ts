import { realpath } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { WireTargets } from '../../../src/shared/places.ts';
import { engine, startTestApp } from '../../helpers/start-app.ts';
import { startWithPlaces, type WithPlaces } from '../../helpers/start-with-places.ts';
import { waitFor } from '../../helpers/wait-for.ts';

async function post({ app, id }: WithPlaces, what: string, body: object) {
  const answer = await app.request('POST', `/timelapses/${id}/${what}`, body);
  return { status: answer.status, body: (await answer.json()) as Record<string, never> };
}

function lastCall({ core }: WithPlaces) {
  const { domain, service, service_data: data } = core.calls.at(-1)!;
  return { action: `${domain}.${service}`, data };
}

describe('places that Home Assistant can bring a video to', () => {
  it('are phones, players that show something, and actions with their accounts', async () => {
    const { app, id } = await startWithPlaces();
    const targets = await app.get<WireTargets>(`/home-assistant/targets?timelapse=${id}`);
    expect(targets.notify).toEqual([
      { target: 'notify.broken', name: 'Broken', takes_video: false },
      { target: 'notify.chat', name: 'Family chat', takes_video: false },
      { target: 'notify.mail', name: 'Mail', takes_video: false },
      { target: 'notify.persistent_notification', name: 'Persistent notification', takes_video: false },
      { target: 'notify.mobile_app_pixel_9', name: 'Pixel 9', takes_video: true },
    ]);
    expect(targets.players).toEqual([
      { entity_id: 'media_player.broken', name: 'Old set', is_available: false },
      { entity_id: 'media_player.tv', name: 'Television', is_available: true },
    ]);
    expect(targets.uploads.map(({ action, accounts, reaches }) => ({ action, accounts, reaches }))).toEqual([
      {
        action: 'google_photos.upload',
        accounts: [{ config_entry_id: 'g1', name: 'me@example.org' }],
        reaches: false,
      },
      { action: 'immich.upload_file', accounts: [{ config_entry_id: 'i1', name: 'Photos' }], reaches: true },
      { action: 'telegram_bot.send_video', accounts: [], reaches: false },
    ]);
  });

  it('read by path what lies in the folders that Home Assistant allows, links followed', async () => {
    const house = await startWithPlaces();
    const reaching = async () => {
      const { uploads } = await house.app.get<WireTargets>(`/home-assistant/targets?timelapse=${house.id}`);
      return uploads.filter(({ reaches }) => reaches).map(({ action }) => action);
    };
    house.core.allowedFolders = [house.media];
    expect(await reaching()).toEqual(['immich.upload_file']);
    expect(await post(house, 'upload', { action: 'google_photos.upload' })).toMatchObject({
      status: 409,
      body: {
        error: { code: 'video_out_of_reach', remedy: expect.stringContaining('allowlist_external_dirs') },
      },
    });
    expect(house.core.calls).toEqual([]);
    house.core.allowedFolders = [await realpath(house.folders.output)];
    expect(await reaching()).toEqual([
      'google_photos.upload',
      'immich.upload_file',
      'telegram_bot.send_video',
    ]);
  });

  it('are none where there is no Home Assistant', async () => {
    const app = await startTestApp();
    const none = { notify: [], players: [], uploads: [], allowed_folders: [] };
    expect(await app.get('/home-assistant/targets')).toEqual(none);
  });
});

describe('a message about a video', () => {
  it('reaches a phone with poster, video, and buttons', async () => {
    const house = await startWithPlaces();
    expect(await post(house, 'notify', { target: 'notify.mobile_app_pixel_9' })).toEqual({
      status: 202,
      body: { is_done: true },
    });
    const { action, data } = lastCall(house);
    expect(action).toBe('notify.mobile_app_pixel_9');
    const page = `/app/${house.supervisor.slug}/timelapses/${house.id}`;
    expect(data).toMatchObject({
      title: 'Timelapse ready',
      message: expect.stringMatching(/^Benchy \(\d+ seconds?\)$/),
      data: {
        image: `/media/local/timelapses/.posters/${house.id}.jpg`,
        video: '/media/local/timelapses/Benchy.mp4',
        ...{ clickAction: page, url: page, tag: `timelapse-${house.id}` },
        actions: [
          { action: 'URI', title: 'Watch', uri: page },
          { action: `PRINTERNIZER_KEEP_${house.id}`, title: 'Keep' },
          { action: `PRINTERNIZER_DELETE_${house.id}`, title: 'Delete', destructive: true },
        ],
      },
    });
  });

  it('has the copy that fits where the video is too large for a phone', async () => {
    const house = await startWithPlaces({ options: { timelapse_flickerfree_path: engine('large.sh') } });
    const { app, id } = house;
    const video = async (): Promise<unknown> => {
      await post(house, 'notify', { target: 'notify.mobile_app_pixel_9' });
      return (lastCall(house).data as { data: Record<string, unknown> }).data.video;
    };
    expect(await video()).toBeUndefined();
    const { id: copy } = (await (
      await app.request('POST', `/timelapses/${id}/shares`, { kind: 'mp4' })
    ).json()) as {
      id: string;
    };
    await waitFor('the copy', async () => {
      const shares = await app.get<{ id: string; state: string }[]>(`/timelapses/${id}/shares`);
      return shares.find((each) => each.id === copy)?.state === 'ready';
    });
    expect(await video()).toMatch(/^\/media\/local\/timelapses\/\.timelapse-shares\/.+\.mp4$/);
  });

  it('is only text elsewhere, in the language of Home Assistant, and a name is no markup', async () => {
    const name = '[x](evil) *b*';
    const house = await startWithPlaces({
      names: [name],
      prepare: (core) => {
        core.language = 'de-AT';
      },
    });
    await post(house, 'notify', { target: 'notify.chat', message: 'Look' });
    expect(lastCall(house)).toEqual({
      action: 'notify.send_message',
      data: { entity_id: 'notify.chat', title: 'Zeitraffer fertig', message: 'Look' },
    });
    await post(house, 'notify', { target: 'notify.mail' });
    expect(lastCall(house).data).toMatchObject({ message: expect.stringContaining(name) });
    await post(house, 'notify', { target: 'notify.persistent_notification' });
    const { message } = lastCall(house).data as { message: string };
    expect(message).toContain('\\[x\\]\\(evil\\) \\*b\\*');
    expect(message).toContain('[Öffnen](/app/');
  });

  it('is refused with the reason of Home Assistant, or where nothing takes it', async () => {
    const house = await startWithPlaces();
    house.core.failing.set('notify.mail', 'Mailbox is full.');
    expect(await post(house, 'notify', { target: 'notify.mail' })).toMatchObject({
      status: 409,
      body: { error: { code: 'not_sent', message: expect.stringContaining('Mailbox is full.') } },
    });
    expect(await post(house, 'notify', { target: 'notify.nobody' })).toMatchObject({ status: 404 });
    // Not a way to call any other action.
    expect(await post(house, 'notify', { target: 'media_player.play_media' })).toMatchObject({ status: 404 });
    expect(await post(house, 'notify', { target: 'light' })).toMatchObject({ status: 400 });
    expect(house.core.calls).toHaveLength(1);
  });
});

describe('a button of a message', () => {
  it('keeps, deletes, or tries again, as a command that is answered', async () => {
    const house = await startWithPlaces();
    const { core, app, id } = house;
    const press = async (action: string): Promise<Record<string, unknown>> => {
      const before = core.eventsOf('timelapse.command_result').length;
      await waitFor('the app to listen', () => core.listeners('mobile_app_notification_action') === 1);
      core.fire('mobile_app_notification_action', { action });
      return waitFor('the answer', () => core.eventsOf('timelapse.command_result')[before]);
    };
    expect(await press(`PRINTERNIZER_KEEP_${id}`)).toMatchObject({ action: 'pin', id, ok: true });
    expect((await app.one(id)).pinned).toBe(true);
    core.fire('mobile_app_notification_action', { action: 'PRINTERNIZER_PAINT_x' });
    core.fire('mobile_app_notification_action', { action: 7 });
    expect(await press('PRINTERNIZER_RETRY_nobody')).toMatchObject({ action: 'process', code: 'not_found' });
    expect(await press(`PRINTERNIZER_DELETE_${id}`)).toMatchObject({ action: 'delete', ok: true });
    expect(await app.list()).toEqual([]);
    expect(core.eventsOf('timelapse.command_result')).toHaveLength(3);
  });
});

describe('a video', () => {
  it('plays on a television, by an id that Home Assistant resolves', async () => {
    const house = await startWithPlaces();
    expect(await post(house, 'play', { entity_id: 'media_player.tv' })).toMatchObject({ status: 202 });
    expect(lastCall(house)).toEqual({
      action: 'media_player.play_media',
      data: {
        entity_id: 'media_player.tv',
        media_content_id: 'media-source://media_source/local/timelapses/Benchy.mp4',
        media_content_type: 'video/mp4',
      },
    });
    expect(await post(house, 'play', { entity_id: 'media_player.none' })).toMatchObject({ status: 404 });
    expect(await post(house, 'play', { entity_id: 'media_player.broken' })).toMatchObject({
      status: 409,
      body: { error: { code: 'not_sent', detail: { cause: 'unavailable' } } },
    });
    expect(await post(house, 'play', { entity_id: 'light.shed' })).toMatchObject({ status: 400 });
  });

  it.each(['Part #2', 'Why?', '100%41'])(
    'does not play under a name that Home Assistant gets wrong: %s',
    async (name) => {
      const house = await startWithPlaces({ names: [name] });
      expect(await post(house, 'play', { entity_id: 'media_player.tv' })).toMatchObject({
        status: 409,
        body: { error: { code: 'not_sent', detail: { cause: 'name' } } },
      });
      expect(house.core.calls).toEqual([]);
    },
  );

  it('does not play where it is not in the media folder', async () => {
    const house = await startWithPlaces({ options: { timelapse_show_in_media: false } });
    expect(await post(house, 'play', { entity_id: 'media_player.tv' })).toMatchObject({
      status: 409,
      body: { error: { code: 'not_in_media', remedy: expect.stringContaining('timelapse_show_in_media') } },
    });
  });

  it('is uploaded with the account, by path or by media id', async () => {
    const house = await startWithPlaces();
    house.core.allowedFolders = [await realpath(house.folders.output)];
    await post(house, 'upload', { action: 'google_photos.upload', album: 'Prints' });
    const path = `${await realpath(house.folders.output)}/Benchy.mp4`;
    expect(lastCall(house)).toEqual({
      action: 'google_photos.upload',
      data: { config_entry_id: 'g1', filename: [path], album: 'Prints' },
    });
    await post(house, 'upload', { action: 'immich.upload_file' });
    expect(lastCall(house).data).toMatchObject({
      config_entry_id: 'i1',
      file: { media_content_id: 'media-source://media_source/local/timelapses/Benchy.mp4' },
    });
    await post(house, 'upload', { action: 'telegram_bot.send_video', chat: '-100123' });
    expect(lastCall(house).data).toEqual({
      ...{ file: path, caption: 'Benchy', parse_mode: 'plain_text', chat_id: [-100123] },
    });
    for (const body of [
      { action: 'shell_command.run' },
      { action: 'google_photos.upload', config_entry_id: 'g2' },
      { action: 'onedrive.upload' },
      { action: 'dropbox.upload' },
    ]) {
      expect(await post(house, 'upload', body), body.action).toMatchObject({ status: 404 });
    }
    expect(house.core.calls).toHaveLength(3);
  });

  it('that takes long to be uploaded is not waited for; its failure is told later', async () => {
    const house = await startWithPlaces();
    const { promise, resolve } = Promise.withResolvers<void>();
    house.core.slow.set('immich.upload_file', promise);
    expect(await post(house, 'upload', { action: 'immich.upload_file' })).toEqual({
      status: 202,
      body: { is_done: false },
    });
    house.core.failing.set('immich.upload_file', 'Server is full');
    resolve();
    const told = await waitFor('a notice', async () => {
      const { notices } = await house.app.get<{ notices: { code: string }[] }>('/health');
      return notices.find(({ code }) => code === 'not_sent');
    });
    expect(told).toMatchObject({
      message: '"Benchy" was not sent to Immich: Server is full.',
      facts: { target: 'Immich', title: 'Benchy', reason: 'Server is full' },
    });
    house.core.slow.clear();
    house.core.failing.clear();
    await post(house, 'upload', { action: 'immich.upload_file' });
    const { notices } = await house.app.get<{ notices: { code: string }[] }>('/health');
    expect(notices.filter(({ code }) => code === 'not_sent')).toEqual([]);
  }, 30_000);

  it('that is not there is not sent', async () => {
    const house = await startWithPlaces();
    await house.app.request('DELETE', `/timelapses/${house.id}`);
    expect(await post(house, 'play', { entity_id: 'media_player.tv' })).toMatchObject({ status: 404 });
  });
});
