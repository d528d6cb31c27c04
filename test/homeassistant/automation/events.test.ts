import { readdir, readFile, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/db/open.ts';
import { MAX_EVENTS } from '../../../src/outbox/outbox-store.ts';
import type { WireHealth } from '../../../src/shared/system.ts';
import { putFrames } from '../../fixtures/make-frames.ts';
import { cleanUp, engine, makeFolders, startTestApp } from '../../helpers/start-app.ts';
import { startProcess } from '../../helpers/start-process.ts';
import { allTaken, heard, heardInTime, startMirrored, story } from '../../helpers/start-mirrored.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { BY_HAND, render } from '../../helpers/with-video.ts';

const HOUR_MS = 3_600_000;

describe('events', () => {
  it('report the life of a timelapse in order, with everything an automation needs', async () => {
    const house = await startMirrored({ names: ['Benchy'] });
    const found = await house.app.waitForStatus('Benchy', 'discovered');
    const done = await render(house.app, found);
    const completed = await heard(house, 'completed', 'Benchy');
    expect(story(house, 'Benchy')).toEqual(['discovered', 'pending', 'processing', 'completed']);
    expect(completed).toEqual({
      event_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      happened_at: done.processing_completed_at,
      id: done.id,
      folder_name: 'Benchy',
      status: 'completed',
      image_count: done.image_count,
      video_duration: done.video_duration,
      file_size_bytes: done.file_size_bytes,
      output_video_path: done.output_video_path,
      media_content_id: `media-source://media_source/local/timelapses/${basename(done.output_video_path!)}`,
      media_url: `/media/local/timelapses/${basename(done.output_video_path!)}`,
      poster_url: `/media/local/timelapses/.posters/${done.id}.jpg`,
      media_path: null,
      panel_url: `/app/${house.supervisor.slug}/timelapses/${done.id}`,
      job_id: null,
      job_name: null,
      printer: null,
      error_code: null,
      error_message: null,
      retry_count: 0,
    });
  });

  it('lead to files that are there, and that leave with the timelapse', async () => {
    const house = await startMirrored({ names: ['Bénchy #1 100%'] });
    const found = await house.app.waitForStatus('Bénchy #1 100%', 'discovered');
    await render(house.app, found);
    const { media_url, poster_url } = await heard(house, 'completed', 'Bénchy #1 100%');
    const fileOf = (url: unknown) =>
      join(house.media, decodeURIComponent(String(url).replace('/media/local/', '')));
    expect((await readFile(fileOf(media_url))).subarray(4, 8).toString()).toBe('ftyp');
    expect((await readFile(fileOf(poster_url))).subarray(0, 2).toString('hex')).toBe('ffd8');
    await house.app.request('DELETE', `/timelapses/${found.id}`);
    const deleted = await heard(house, 'deleted', 'Bénchy #1 100%');
    expect(deleted).toMatchObject({ id: found.id, status: 'completed', media_url: null, poster_url: null });
    expect(await readdir(join(house.folders.output, '.posters'))).toEqual([]);
  });

  it('have no media address when the videos are not in the Media panel', async () => {
    const house = await startMirrored({ names: ['Benchy'], options: { timelapse_show_in_media: false } });
    await render(house.app, await house.app.waitForStatus('Benchy', 'discovered'));
    const completed = await heard(house, 'completed', 'Benchy');
    expect(completed).toMatchObject({ media_content_id: null, media_url: null, poster_url: null });
    expect(completed.panel_url).toMatch(/^\/app\//);
    expect(await readdir(house.folders.output)).not.toContain('.posters');
  });

  it('have the path of the video where actions of Home Assistant may read it', async () => {
    const house = await startMirrored({ names: ['Benchy'] });
    house.core.allowedFolders = [await realpath(house.folders.output)];
    const { output_video_path: path } = await render(
      house.app,
      await house.app.waitForStatus('Benchy', 'discovered'),
    );
    expect(await heard(house, 'completed', 'Benchy')).toMatchObject({ media_path: await realpath(path!) });
    house.core.allowedFolders = [house.media];
    house.supervisor.cutSockets();
    await house.app.request('DELETE', `/timelapses/${(await house.app.list())[0]!.id}`);
    expect(await heardInTime(house, 'deleted', 'Benchy')).toMatchObject({ media_path: null });
  });

  it('report a failure with its reason', async () => {
    const options = { timelapse_flickerfree_path: engine('garbage.sh') };
    const house = await startMirrored({ names: ['Benchy'], options });
    const { id } = await house.app.waitForStatus('Benchy', 'discovered');
    await house.app.request('POST', `/timelapses/${id}/process`);
    const failed = await heard(house, 'failed', 'Benchy');
    expect(failed).toMatchObject({ status: 'failed', error_code: 'bad_output', media_url: null });
    expect(failed.error_message).toMatch(/\.$/);
  });
});

describe('while Home Assistant is away', () => {
  it('nothing is lost for hours, and all comes in order when it is back, once', async () => {
    const names = ['Benchy', 'Vase'];
    const house = await startMirrored({ names });
    for (const name of names) await heard(house, 'discovered', name);
    await allTaken(house);
    house.supervisor.stopCore();
    const [benchy, vase] = [
      await house.app.waitForStatus('Benchy', 'discovered'),
      await house.app.waitForStatus('Vase', 'discovered'),
    ];
    await render(house.app, benchy);
    await house.app.request('POST', '/queue/pause');
    await house.app.request('POST', `/timelapses/${vase.id}/process`);
    await house.app.request('POST', `/timelapses/${vase.id}/cancel`);
    await house.app.request('DELETE', `/timelapses/${benchy.id}`);
    house.clock.advance(HOUR_MS);
    expect(house.core.eventsOf('timelapse.completed')).toEqual([]);
    house.supervisor.startCore();
    const deleted = await heardInTime(house, 'deleted', 'Benchy');
    expect(story(house, 'Benchy')).toEqual(['discovered', 'pending', 'processing', 'completed', 'deleted']);
    expect(story(house, 'Vase')).toEqual(['discovered', 'pending', 'discovered']);
    const ids = house.core.events.map(({ data }) => data.event_id);
    expect(new Set(ids).size).toBe(ids.length);
    const completed = await heard(house, 'completed', 'Benchy');
    expect(completed).toMatchObject({ status: 'completed', output_video_path: expect.any(String) });
    expect(Date.parse(String(deleted.happened_at))).toBeLessThan(house.clock.now() - HOUR_MS);
  });

  it('nothing is sent while it is only starting', async () => {
    const house = await startMirrored({ names: ['Benchy'], prepare: (core) => (core.phase = 'STARTING') });
    await house.app.waitForStatus('Benchy', 'discovered');
    house.clock.advance(60_000);
    expect(house.core.events).toEqual([]);
    house.core.becomeReady();
    house.clock.advance(60_000);
    await heard(house, 'discovered', 'Benchy');
    expect(story(house, 'Benchy')).toEqual(['discovered']);
  });

  it('nothing is lost when it refuses the token', async () => {
    const house = await startMirrored({ names: ['Benchy'] });
    await heard(house, 'discovered', 'Benchy');
    await allTaken(house);
    const { token } = house.supervisor;
    house.supervisor.setToken('the next one');
    house.supervisor.cutSockets();
    await waitFor('the notice', async () => {
      const { notices } = await house.app.get<{ notices: { code: string }[] }>('/health');
      return notices.some(({ code }) => code === 'home_assistant_refused');
    });
    await render(house.app, await house.app.waitForStatus('Benchy', 'discovered'));
    house.supervisor.setToken(token);
    await heardInTime(house, 'completed', 'Benchy');
    expect(story(house, 'Benchy')).toEqual(['discovered', 'pending', 'processing', 'completed']);
  });

  it('our own restart loses nothing and repeats nothing', async () => {
    const house = await startMirrored({ names: ['Benchy'] });
    await heard(house, 'discovered', 'Benchy');
    await allTaken(house);
    house.supervisor.stopCore();
    await render(house.app, await house.app.waitForStatus('Benchy', 'discovered'));
    await house.app.stop();
    house.supervisor.startCore();
    await house.start();
    await heard(house, 'completed', 'Benchy');
    expect(story(house, 'Benchy')).toEqual(['discovered', 'pending', 'processing', 'completed']);
  });
});

describe('more events than are kept', () => {
  it('cost the oldest, with one line in the log and a notice', async () => {
    const house = await startMirrored({ names: ['Benchy'] });
    await heard(house, 'discovered', 'Benchy');
    await house.app.stop();
    const { db } = await openDatabase(house.folders.data, 0);
    const old = { event_id: 'old', event: 'timelapse.pending', fact: '{}', happened_at: 0 };
    await db.batchInsert(
      'outbox',
      Array.from({ length: MAX_EVENTS }, () => old),
      100,
    );
    await db.destroy();
    house.supervisor.stopCore();
    const app = await house.start();
    const { id } = await app.waitForStatus('Benchy', 'discovered');
    await app.request('POST', '/queue/pause');
    for (const wish of ['process', 'cancel', 'process']) {
      await app.request('POST', `/timelapses/${id}/${wish}`);
    }
    await waitFor('the notice', async () => {
      const { notices } = await app.get<WireHealth>('/health');
      return notices.some(({ code, message }) => code === 'events_dropped' && message.includes('3 oldest'));
    });
    expect(app.log.filter((line) => line.includes('too many events'))).toHaveLength(1);
    await app.stop();
    const { db: left } = await openDatabase(house.folders.data, 0);
    cleanUp(() => left.destroy());
    const rows = (await left('outbox').orderBy('seq')) as { event: string; event_id: string }[];
    expect(rows).toHaveLength(MAX_EVENTS);
    expect(rows.filter(({ event_id }) => event_id !== 'old').map(({ event }) => event)).toEqual([
      'timelapse.pending',
      'timelapse.discovered',
      'timelapse.pending',
    ]);
  });
});

describe('an event that Home Assistant refuses', () => {
  it('is tried again, and given up at last so that the others go on', async () => {
    const house = await startMirrored({ names: ['Benchy'] });
    await heard(house, 'discovered', 'Benchy');
    house.core.refuses.add('fire_event');
    const { id } = await house.app.waitForStatus('Benchy', 'discovered');
    await house.app.request('POST', '/queue/pause');
    await house.app.request('POST', `/timelapses/${id}/process`);
    await waitFor('it to be given up', () => {
      house.clock.advance(30_000);
      return house.app.log.some((line) => line.includes('gave up on an event'));
    });
    house.core.refuses.clear();
    await house.app.request('POST', `/timelapses/${id}/cancel`);
    await heard(house, 'discovered', 'Benchy', 2);
    expect(story(house, 'Benchy')).toEqual(['discovered', 'discovered']);
  });
});

describe('stand-alone', () => {
  it('no events are kept, since nobody would ever receive them', async () => {
    const folders = await makeFolders();
    await putFrames(join(folders.source, 'Benchy'));
    const app = await startTestApp(BY_HAND, { folders });
    await render(app, await app.waitForStatus('Benchy', 'discovered'));
    await app.stop();
    const { db } = await openDatabase(folders.data, 0);
    cleanUp(() => db.destroy());
    expect(await db('outbox')).toEqual([]);
  });
});

describe('a Home Assistant that refuses the app', () => {
  it('is waited for, however often it refuses', async () => {
    const house = await startMirrored({ names: ['Benchy'] });
    await heard(house, 'discovered', 'Benchy');
    house.core.refuses.add('fire_event');
    house.core.refusal = 'unauthorized';
    const { id } = await house.app.waitForStatus('Benchy', 'discovered');
    await house.app.request('POST', '/queue/pause');
    await house.app.request('POST', `/timelapses/${id}/process`);
    await waitFor('many refusals', () => {
      house.clock.advance(30_000);
      return house.core.refused > 10;
    });
    house.core.refuses.clear();
    house.clock.advance(30_000);
    await heard(house, 'pending', 'Benchy');
    expect(story(house, 'Benchy')).toEqual(['discovered', 'pending']);
  });
});

describe('a kill', () => {
  /** The app as a process of its own below the Supervisor; it renders nothing by itself. */
  async function startKillable() {
    const house = await startMirrored({ names: ['Benchy'] });
    await heard(house, 'discovered', 'Benchy');
    await house.app.stop();
    const start = () =>
      startProcess(house.folders, {
        ...house.supervisor.env(),
        HOST: '127.0.0.1',
        TIMELAPSE_AUTO_PROCESS_TIMEOUT: '0',
        TIMELAPSE_FLICKERFREE_PATH: BY_HAND.timelapse_flickerfree_path!,
      });
    return { house, start };
  }

  const post = async (url: string, path: string) => {
    expect((await fetch(`${url}api/v1${path}`, { method: 'POST' })).ok).toBe(true);
  };

  it('between the change and its event loses nothing', async () => {
    const { house, start } = await startKillable();
    house.supervisor.stopCore();
    const first = start();
    const url = `${await first.ready()}/`;
    const id = (await first.list())[0]!.id;
    await post(url, '/queue/pause');
    await post(url, `/timelapses/${id}/process`);
    await first.end('SIGKILL');
    house.supervisor.startCore();
    const second = start();
    await second.ready();
    await heard(house, 'pending', 'Benchy');
    expect(story(house, 'Benchy')).toEqual(['discovered', 'pending']);
  });

  it('between an event and its answer sends it once more, with the same id', async () => {
    const { house, start } = await startKillable();
    const first = start();
    const url = `${await first.ready()}/`;
    const id = (await first.list())[0]!.id;
    await waitFor('the connection', () => house.supervisor.coreSockets === 1);
    house.core.swallows = true;
    await post(url, '/queue/pause');
    await post(url, `/timelapses/${id}/process`);
    const before = await heard(house, 'pending', 'Benchy');
    await first.end('SIGKILL');
    house.core.swallows = false;
    await start().ready();
    const after = await heard(house, 'pending', 'Benchy', 2);
    expect(after.event_id).toBe(before.event_id);
  });
});

describe('the end of the app', () => {
  it('is clean though Home Assistant takes everything and answers nothing, and the event stays', async () => {
    const house = await startMirrored({ names: ['Benchy'] });
    const { id } = await house.app.waitForStatus('Benchy', 'discovered');
    await heard(house, 'discovered', 'Benchy');
    house.core.swallows = true;
    await house.app.request('POST', '/queue/pause');
    await house.app.request('POST', `/timelapses/${id}/process`);
    const unanswered = await heard(house, 'pending', 'Benchy');
    house.core.hangs = true;
    await house.app.request('POST', '/queue/resume');
    await waitFor('a state that is not answered', () => house.core.unanswered > 0);
    await house.app.stop();
    expect(house.app.log.filter((line) => /ERROR/.test(line))).toEqual([]);
    house.core.swallows = false;
    house.core.hangs = false;
    await house.start();
    const again = await heard(house, 'pending', 'Benchy', 2);
    expect(again.event_id).toBe(unanswered.event_id);
    // Sooner than a call over REST, or a missing pong, shows that nobody answers.
  }, 17_000);
});
