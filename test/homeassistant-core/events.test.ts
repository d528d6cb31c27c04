import { join } from 'node:path';
import type { HassEvent } from 'home-assistant-js-websocket';
import { describe, expect, it } from 'vitest';
import { engine } from '../helpers/start-app.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { makeHouse, shareCore } from './helpers/house.ts';

/** An automation that pins every video, as a user would write it. */
const PIN_EVERY_VIDEO = {
  id: 'pin_every_video',
  alias: 'Pin every video',
  mode: 'queued',
  trigger: [{ platform: 'event', event_type: 'timelapse.completed' }],
  action: [{ event: 'timelapse.command', event_data: { action: 'pin', id: '{{ trigger.event.data.id }}' } }],
};

const core = shareCore({ automation: [PIN_EVERY_VIDEO] });

const FACTS = ['discovered', 'pending', 'processing', 'completed', 'failed', 'deleted'];
const EVENTS = FACTS.map((fact) => `timelapse.${fact}`);

const named = (events: HassEvent[], folder: string): string[] =>
  events.filter(({ data }) => data.folder_name === folder).map(({ event_type }) => event_type);

describe('events on the bus of Home Assistant', () => {
  it('report each change of a timelapse once and in order, and an automation acts on it', async () => {
    const { start, folders } = await makeHouse(core());
    const app = await start();
    const events = await core().listen(...EVENTS, 'timelapse.command_result');
    await putFrames(join(folders.source, 'Benchy'), { secondsAgo: 60 });
    const { id } = await app.waitForCompleted('Benchy');
    const answer = await waitFor('the answer', () =>
      events.find(({ event_type }) => event_type === 'timelapse.command_result'),
    );
    expect(answer.data).toMatchObject({ action: 'pin', id });
    expect((await app.one(id)).pinned).toBe(true);
    expect(named(events, 'Benchy').filter((type) => type !== 'timelapse.command_result')).toEqual([
      'timelapse.discovered',
      'timelapse.pending',
      'timelapse.processing',
      'timelapse.completed',
    ]);
    const { data } = events.find(({ event_type }) => event_type === 'timelapse.completed')!;
    expect(data).toMatchObject({
      id,
      status: 'completed',
      image_count: 12,
      error_code: null,
      retry_count: 0,
    });
    expect(JSON.stringify(data).length).toBeLessThan(32_768);
  });

  it('say why a render failed', async () => {
    const { start, folders } = await makeHouse(core(), {
      timelapse_flickerfree_path: engine('no-ffmpeg.sh'),
    });
    await start();
    const events = await core().listen('timelapse.failed');
    await putFrames(join(folders.source, 'Broken'), { secondsAgo: 60 });
    const failed = await waitFor('the failure', () => events[0]);
    expect(failed.data).toMatchObject({
      folder_name: 'Broken',
      status: 'failed',
      error_code: 'ffmpeg_missing',
    });
    expect(failed.data.error_message).toMatch(/\S/);
  });

  it('wait while Home Assistant is away, and are all sent when it is back, none twice', async () => {
    const { start, folders } = await makeHouse(core());
    const app = await start();
    await core().stop();
    await putFrames(join(folders.source, 'Meanwhile'), { secondsAgo: 60 });
    const { id } = await app.waitForCompleted('Meanwhile');
    await app.request('DELETE', `/timelapses/${id}`);
    // Our own restart in between loses nothing either.
    await app.stop();
    await core().start();
    const events = await core().listen(...EVENTS);
    await start();
    await waitFor('the last fact', () => named(events, 'Meanwhile').includes('timelapse.deleted'), 90_000);
    expect(named(events, 'Meanwhile')).toEqual([
      'timelapse.discovered',
      'timelapse.pending',
      'timelapse.processing',
      'timelapse.completed',
      'timelapse.deleted',
    ]);
  });

  it.each([
    ['an unknown action', { action: 'explode', folder_name: 'x' }, /explode|action/],
    ['an unknown folder', { action: 'process', folder_name: 'nowhere' }, /nowhere/],
    ['nothing to act on', { action: 'cancel' }, /id|folder_name/],
    ['no action at all', {}, /action/],
  ])('answer a command with %s by the reason', async (_what, command, reason) => {
    const { start } = await makeHouse(core());
    await start();
    const answers = await core().listen('timelapse.command_result');
    const answer = await waitFor('the answer', async () => {
      if (answers.length === 0) await core().fire('timelapse.command', command);
      return answers[0];
    });
    expect(JSON.stringify(answer.data)).toMatch(reason);
    expect(answer.data.success ?? answer.data.ok).toBe(false);
  });

  it('carry out commands: process, cancel, unpin, pause, resume, scan, delete', async () => {
    const { start, folders } = await makeHouse(core(), { timelapse_auto_process_timeout: 0 });
    const app = await start();
    const answers = await core().listen('timelapse.command_result');
    const command = async (data: Record<string, unknown>): Promise<void> => {
      const before = answers.length;
      await core().fire('timelapse.command', data);
      // Not just any answer: the automation has its own commands answered meanwhile.
      await waitFor(`the answer to ${JSON.stringify(data)}`, () =>
        answers.slice(before).some((answer) => answer.data.action === data.action),
      );
    };
    await command({ action: 'pause' });
    await putFrames(join(folders.source, 'Vase'), { secondsAgo: 60 });
    await command({ action: 'scan' });
    await app.waitForStatus('Vase', 'discovered');
    await command({ action: 'resume' });
    await command({ action: 'process', folder_name: 'Vase' });
    const { id } = await app.waitForCompleted('Vase');
    await waitFor('the pin of the automation', async () => (await app.one(id)).pinned);
    await command({ action: 'unpin', id });
    expect((await app.one(id)).pinned).toBe(false);
    await command({ action: 'delete', id });
    expect(await app.list()).toEqual([]);
  });
});
