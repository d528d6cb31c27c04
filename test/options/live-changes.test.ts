import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WireHealth } from '../../src/shared/system.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { haltOneScan } from '../helpers/child-processes.ts';
import { putSettings } from '../helpers/settings.ts';
import { engine, makeFolders, startTestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { BY_HAND, render, startWithFolders, startWithVideo } from '../helpers/with-video.ts';

/** Milliseconds since 1970 of a time on the wire. */
function at(time: string | null): number {
  return Date.parse(time ?? '');
}

describe('timelapse_source_folder', () => {
  test('is watched as soon as it is changed; what is known of the earlier one stays, without a countdown', async () => {
    const { app, found } = await startWithFolders(['Before'], { timelapse_auto_process_timeout: 3600 });
    const next = join(app.folders.data, 'other-images');
    await putFrames(join(next, 'After'));
    await putSettings(app, { timelapse_source_folder: next });
    expect(await app.waitForStatus('After', 'discovered')).toMatchObject({
      source_folder: join(next, 'After'),
    });
    expect(at(found[0]!.auto_process_eligible_at)).toBeGreaterThan(0);
    const told = await app.live.waitForEvent(
      'timelapse.updated',
      ({ id, auto_process_eligible_at: due }) => id === found[0]!.id && due === null,
    );
    expect(told).toMatchObject({ status: 'discovered', source_missing: false });
    expect(await app.one(found[0]!.id)).toMatchObject({ auto_process_eligible_at: null });
  });

  test('is watched even while a scan of the earlier one hangs', async () => {
    const app = await startTestApp({ ...BY_HAND, timelapse_scan_interval: 2 });
    await haltOneScan();
    const next = join(app.folders.data, 'other-images');
    await putFrames(join(next, 'After'));
    await putSettings(app, { timelapse_source_folder: next });
    await app.waitForStatus('After', 'discovered');
    const { checks, notices } = await app.get<WireHealth>('/health');
    expect(checks.source, JSON.stringify(notices)).toBe('ok');
    // A scan that was given up for another folder says nothing of that one.
    expect(app.log.filter((line) => line.includes('the source folder is unreachable'))).toEqual([]);
  });

  test('that is not there is reported, and put right again by another change', async () => {
    const app = await startTestApp(BY_HAND);
    await putSettings(app, { timelapse_source_folder: join(app.folders.data, 'nowhere') });
    await app.live.waitForEvent('system.changed', ({ health }) => health.checks.source === 'degraded');
    await putSettings(app, { timelapse_source_folder: app.folders.source });
    await waitFor('the source to be fine', async () => {
      const { checks } = await app.get<WireHealth>('/health');
      return checks.source === 'ok';
    });
  });
});

describe('timelapse_output_folder and timelapse_output_strategy', () => {
  test('are those of the next render', async () => {
    const { app, found } = await startWithFolders(['Benchy']);
    const next = join(app.folders.data, 'other-videos');
    await putSettings(app, { timelapse_output_folder: next });
    expect(await render(app, found[0]!)).toMatchObject({ output_video_path: join(next, 'Benchy.mp4') });
    await putSettings(app, { timelapse_output_strategy: 'same' });
    await app.request('POST', `/timelapses/${found[0]!.id}/process`);
    const beside = join(app.folders.source, 'Benchy', 'Benchy.mp4');
    await waitFor(
      'the video beside its frames',
      async () => (await app.one(found[0]!.id)).output_video_path === beside,
    );
    // What is out of date goes after the row has changed.
    await waitFor('the earlier video to go', async () => (await readdir(next)).length === 0);
    expect(await readdir(app.folders.output)).toEqual([]);
  });

  test('that can be written to clear the notice about the one before', async () => {
    const folders = await makeFolders();
    const app = await startTestApp(
      { ...BY_HAND, timelapse_output_folder: join(folders.data, 'no', 'such', 'folder') },
      { folders },
    );
    await app.live.waitForEvent('system.changed', ({ health }) => health.checks.output === 'degraded');
    await putSettings(app, { timelapse_output_folder: folders.output });
    await waitFor('the output to be fine', async () => {
      const { checks } = await app.get<WireHealth>('/health');
      return checks.output === 'ok';
    });
  });
});

describe('timelapse_auto_process_timeout', () => {
  test('moves the countdown of the cards that are there, and pages are notified', async () => {
    const { app, found } = await startWithFolders(['Benchy'], { timelapse_auto_process_timeout: 3600 });
    await putSettings(app, { timelapse_auto_process_timeout: 1800 });
    const moved = await app.live.waitForEvent(
      'timelapse.updated',
      ({ auto_process_eligible_at: due }) => due !== found[0]!.auto_process_eligible_at,
    );
    expect(at(found[0]!.auto_process_eligible_at) - at(moved.auto_process_eligible_at)).toBe(1_800_000);
    await putSettings(app, { timelapse_auto_process_timeout: 0 });
    await app.live.waitForEvent('timelapse.updated', (data) => data.auto_process_eligible_at === null);
    expect((await app.one(found[0]!.id)).auto_process_eligible_at).toBeNull();
  });

  test('starts what a shorter one makes due', async () => {
    const { app } = await startWithFolders(['Benchy'], { timelapse_auto_process_timeout: 3600 });
    await putSettings(app, { timelapse_auto_process_timeout: 1 });
    await app.waitForCompleted('Benchy');
  });
});

describe('min_frames', () => {
  test('lets a folder start automatically that had too few frames', async () => {
    const { app, found } = await startWithFolders(['Few'], {
      timelapse_auto_process_timeout: 1,
      min_frames: 100,
    });
    expect(found[0]!.auto_process_eligible_at).toBeNull();
    await putSettings(app, { min_frames: 5 });
    await app.waitForCompleted('Few');
    expect(app.live.all('timelapse.updated').some(({ auto_process_eligible_at: due }) => due !== null)).toBe(
      true,
    );
  });
});

describe('timelapse_enabled', () => {
  test('off starts nothing new and lets the running render end; on goes on', async () => {
    const options = { timelapse_flickerfree_path: engine('slow.sh') };
    const { app, found } = await startWithFolders(['A', 'B'], options);
    for (const { id } of found) await app.request('POST', `/timelapses/${id}/process`);
    await app.waitForStatus('A', 'processing');
    await putSettings(app, { timelapse_enabled: false });
    await app.waitForCompleted('A');
    expect((await app.one(found[1]!.id)).status).toBe('pending');
    const refused = await app.request('POST', `/timelapses/${found[1]!.id}/process`);
    expect(refused.status).toBe(409);
    await app.live.waitForEvent('system.changed', ({ health }) => health.checks.source === 'off');
    await putFrames(join(app.folders.source, 'C'));
    expect((await app.one(found[1]!.id)).status).toBe('pending');
    expect(await app.list()).toHaveLength(2);
    await putSettings(app, { timelapse_enabled: true });
    await app.waitForCompleted('B');
    await app.waitForStatus('C', 'discovered');
  });

  test('off takes the countdown off the cards', async () => {
    const { app, found } = await startWithFolders(['A'], { timelapse_auto_process_timeout: 3600 });
    await putSettings(app, { timelapse_enabled: false });
    await app.live.waitForEvent('timelapse.updated', (data) => data.auto_process_eligible_at === null);
    expect((await app.one(found[0]!.id)).auto_process_eligible_at).toBeNull();
  });
});

test('timelapse_processing_timeout limits the next render', async () => {
  const { app, found } = await startWithFolders(
    ['Stuck'],
    { timelapse_flickerfree_path: engine('hang.sh'), timelapse_processing_timeout: 1440 },
    { times: { minuteMs: 300 } },
  );
  await putSettings(app, { timelapse_processing_timeout: 1 });
  await app.request('POST', `/timelapses/${found[0]!.id}/process`);
  expect(await app.waitForStatus('Stuck', 'failed')).toMatchObject({ error_code: 'time_limit' });
});

test('timelapse_scan_interval is that of the scans from now on', async () => {
  const app = await startTestApp({ ...BY_HAND, timelapse_scan_interval: 3600 });
  await putSettings(app, { timelapse_scan_interval: 2 });
  // The change itself brings a scan, so only the second folder shows that scans continue.
  for (const name of ['First', 'Second']) {
    await putFrames(join(app.folders.source, name));
    await app.waitForStatus(name, 'discovered');
  }
});

test('timelapse_flickerfree_path is the engine of the next render, and health names it', async () => {
  const { app, found } = await startWithFolders(['Benchy']);
  await putSettings(app, { timelapse_flickerfree_path: engine('fail.sh') });
  await app.request('POST', `/timelapses/${found[0]!.id}/process`);
  expect(await app.waitForStatus('Benchy', 'failed')).toMatchObject({ error_code: 'engine_failed' });
  await waitFor('the engine to be named', async () => {
    const health = await app.get<WireHealth>('/health');
    return health.engine.path === engine('fail.sh');
  });
});

test('video.* goes to the engine of the next render', async () => {
  const { app, found } = await startWithFolders(['Benchy'], {
    timelapse_flickerfree_path: engine('tell-settings.sh'),
  });
  await putSettings(app, {
    video: {
      target_seconds: 7,
      fps: 12.5,
      min_fps: 4,
      max_fps: 44,
      max_height: 480,
      quality: 31,
      preset: 'medium',
      hold_last_frame_seconds: 3,
      deflicker: 'light',
    },
  });
  const { id } = await render(app, found[0]!);
  const log = await (await app.request('GET', `/timelapses/${id}/log`)).text();
  const told = Object.fromEntries(log.split('\n').map((line) => line.split('=')));
  expect(told).toMatchObject({
    TIMELAPSE_TARGET_SECONDS: '7',
    TIMELAPSE_FPS: '12.5',
    TIMELAPSE_MIN_FPS: '4',
    TIMELAPSE_MAX_FPS: '44',
    TIMELAPSE_MAX_HEIGHT: '480',
    TIMELAPSE_QUALITY: '31',
    TIMELAPSE_PRESET: 'medium',
    TIMELAPSE_HOLD_SECONDS: '3',
    TIMELAPSE_DEFLICKER: 'light',
  });
});

test('timelapse_cleanup_age_days changes what clean-up offers, and pages are notified', async () => {
  const clock = new FakeClock();
  const { app, found } = await startWithFolders(['Old'], {}, { clock });
  const { id } = await render(app, found[0]!);
  clock.advance(10 * 86_400_000);
  expect(await app.one(id)).toMatchObject({ is_cleanup_candidate: false, age_days: 10 });
  await putSettings(app, { timelapse_cleanup_age_days: 7 });
  const told = await app.live.waitForEvent('timelapse.updated', (data) => data.is_cleanup_candidate);
  expect(told).toMatchObject({
    id,
    video_exists: true,
    output_video_path: expect.stringContaining('Old.mp4'),
  });
  await app.live.waitForEvent('stats.changed', (stats) => stats.cleanup_candidates_count === 1);
  await putSettings(app, { timelapse_cleanup_age_days: 11 });
  await app.live.waitForEvent('stats.changed', (stats) => stats.cleanup_candidates_count === 0);
  expect(await app.one(id)).toMatchObject({ is_cleanup_candidate: false });
});

test('log_level decides from now on what is written', async () => {
  const { app, done } = await startWithVideo();
  await putSettings(app, { log_level: 'fatal' });
  const quiet = app.log.length;
  await render(app, done);
  await app.live.waitForEvent('timelapse.completed', () => app.live.all('timelapse.completed').length === 2);
  expect(app.log.slice(quiet)).toEqual([]);
  await putSettings(app, { log_level: 'info' });
  await render(app, done);
  await waitFor('a line of the log', () =>
    app.log.slice(quiet).some((line) => line.includes('video finished')),
  );
});

test('options whose part is still to come are taken over all the same', async () => {
  const app = await startTestApp(BY_HAND);
  const values = {
    timelapse_show_in_media: false,
    printers: [{ name: 'Mini', status_entity: 'sensor.mini' }],
    printernizer_url: 'http://127.0.0.1:9/',
    pause_while_printing: true,
    non_admins_may_change: true,
  };
  await putSettings(app, values);
  expect(app.app.options.current).toMatchObject(values);
});

test('a problem of an option leaves health and settings with its correction, and pages are notified', async () => {
  const folders = await makeFolders();
  await mkdir(join(folders.source, 'x'));
  const app = await startTestApp({ ...BY_HAND, min_frames: 5000 }, { folders });
  expect((await app.get<WireHealth>('/health')).checks.options).toBe('degraded');
  const { problems } = await putSettings(app, { min_frames: 3 });
  expect(problems).toEqual([]);
  expect((await app.get<WireHealth>('/health')).checks.options).toBe('ok');
  await app.live.waitForEvent('system.changed', ({ health }) => health.checks.options === 'ok');
});
