import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import createKnex from 'knex';
import { describe, expect, it } from 'vitest';
import { startApp } from '../../../src/app.ts';
import { loadConfig } from '../../../src/config/config.ts';
import type { WireHealth } from '../../../src/shared/system.ts';
import { VERSION } from '../../../src/version.ts';
import { cleanUp, engine, makeFolders, startTestApp, type TestApp } from '../../helpers/start-app.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { BY_HAND, startWithFolders } from '../../helpers/with-video.ts';

/** The health of the app as soon as it says something of this kind. */
function healthWith(app: TestApp, test: (health: WireHealth) => boolean): Promise<WireHealth> {
  return waitFor('this health', async () => {
    const answer = await app.request('GET', '/health');
    expect(answer.status).toBe(200);
    const health = (await answer.json()) as WireHealth;
    return test(health) && health;
  });
}

/** The health as soon as it bears a notice with this code. */
function healthWithNotice(app: TestApp, code: string): Promise<WireHealth> {
  return healthWith(app, ({ notices }) => notices.some((notice) => notice.code === code));
}

describe('GET /health', () => {
  it('says that all is well', async () => {
    const app = await startTestApp(BY_HAND);
    const health = await healthWith(app, ({ status, engine: { path } }) => status === 'ok' && path !== null);
    expect(health).toEqual({
      status: 'ok',
      version: VERSION,
      checks: {
        source: 'ok',
        output: 'ok',
        engine: 'ok',
        database: 'ok',
        home_assistant: 'off',
        options: 'ok',
        print_jobs: 'off',
      },
      engine: {
        path: engine('foreign.sh'),
        why: 'found at the configured path',
        code: 'configured',
        configured: engine('foreign.sh'),
      },
      home_assistant: null,
      archive: { folder: null, away: [] },
      offers: [],
      notices: [],
    });
  });

  it('names a source folder that cannot be reached, and takes it back when it can', async () => {
    const folders = await makeFolders();
    await rm(folders.source, { recursive: true });
    const app = await startTestApp(BY_HAND, { folders });
    const health = await healthWithNotice(app, 'source_unreachable');
    expect(health).toMatchObject({ status: 'degraded', checks: { source: 'degraded', output: 'ok' } });
    expect(health.notices[0]!.remedy).toContain('timelapse_source_folder');
    await mkdir(folders.source);
    await healthWith(app, ({ checks }) => checks.source === 'ok');
  });

  it('names links in the source folder that are passed over', async () => {
    const folders = await makeFolders();
    await symlink(folders.output, join(folders.source, 'a link'));
    const app = await startTestApp(BY_HAND, { folders });
    const health = await healthWithNotice(app, 'entries_skipped');
    expect(health.notices[0]!.message).toContain('"a link"');
  });

  it('names an output folder that cannot be written to', async () => {
    const timelapse_output_folder = '/nowhere/at/all';
    const app = await startTestApp({ ...BY_HAND, timelapse_output_folder });
    const health = await healthWithNotice(app, 'output_not_writable');
    expect(health).toMatchObject({ status: 'degraded', checks: { output: 'degraded', source: 'ok' } });
    expect(health.notices[0]!.message).toContain(timelapse_output_folder);
  });

  it('names a configured engine that is not there', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: '/nowhere/do_timelapse.sh' });
    const health = await healthWithNotice(app, 'engine_not_found');
    expect(health).toMatchObject({ status: 'degraded', checks: { engine: 'degraded' } });
    expect(health.notices[0]!.remedy).toContain('/nowhere/do_timelapse.sh');
  });

  it('names every bad option, each with its value and what to do, and serves', async () => {
    const app = await startTestApp({
      ...BY_HAND,
      timelapse_source_folder: 'not/absolute',
      timelapse_cleanup_age_days: 1000,
      video: { quality: 99 },
      ...({ timelapse_colour: 'red' } as object),
    });
    const health = await healthWith(app, ({ engine: { path } }) => path !== null);
    const options = health.notices.filter(({ area }) => area === 'options');
    expect(health.checks.options).toBe('degraded');
    expect(options.map(({ message }) => message.split(' ')[0]).sort()).toEqual([
      'timelapse_cleanup_age_days',
      'timelapse_colour',
      'timelapse_source_folder',
      'video.quality',
    ]);
    expect(options.map(({ message }) => message).join()).toContain('1000');
    for (const { remedy } of options) expect(remedy).toMatch(/\w/);
    expect((await app.request('GET', '/timelapses')).status).toBe(200);
  });

  it('says that nothing is watched when the app is switched off, and shows what there is', async () => {
    const { app } = await startWithFolders(['one']);
    await app.stop();
    const off = await startTestApp({ ...BY_HAND, timelapse_enabled: false }, { folders: app.folders });
    await healthWith(off, ({ checks }) => checks.source === 'off');
    expect(await off.list()).toHaveLength(1);
  });
});

describe('bad options', () => {
  it.each([
    ['broken', '{"timelapse_scan_interval": '],
    ['of another kind', '[]'],
    ['nonsense throughout', '{"timelapse_enabled": "maybe", "video": 5, "printers": {"a": 1}, "x": [[[]]]}'],
  ])('that are %s never stop the start', async (_how, text) => {
    const { data } = await makeFolders();
    await writeFile(join(data, 'options.json'), text);
    const app = await startApp(loadConfig({ DATA_DIR: data, PORT: '0', LOG_LEVEL: 'fatal' }));
    const answer = await fetch(`http://127.0.0.1:${app.port}/api/v1/health`);
    await app.stop();
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: 'degraded', checks: { options: 'degraded' } });
  });
});

describe('GET /queue', () => {
  it('calls nothing rendered from the moment that its row says so', async () => {
    const { app, found } = await startWithFolders(['Benchy']);
    const db = createKnex({
      client: 'sqlite3',
      connection: { filename: join(app.folders.data, 'timelapse.sqlite3') },
      useNullAsDefault: true,
    });
    cleanUp(() => db.destroy());
    // The run is ended after its timelapse: a database that takes its time makes the moment between the two long.
    await db.raw(`CREATE TRIGGER slow_end BEFORE UPDATE ON runs WHEN NEW.ended_at IS NOT NULL BEGIN
      WITH RECURSIVE steps(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM steps WHERE n < 3000000)
      SELECT count(*) FROM steps;
    END`);
    await app.request('POST', `/timelapses/${found[0]!.id}/process`);
    await waitFor('the row', async () => (await db('timelapses').first('status')).status === 'completed');
    expect(await app.get('/queue')).toMatchObject({ processing_id: null });
  });
});

describe('POST /queue/pause and /queue/resume', () => {
  it('hold the queue and let it go on', async () => {
    const { app, found } = await startWithFolders(['one']);
    const paused = await app.request('POST', '/queue/pause');
    expect([paused.status, await paused.json()]).toEqual([
      200,
      { paused: true, waiting_for: null, processing_id: null, processing_ids: [], pending_ids: [] },
    ]);
    await app.request('POST', `/timelapses/${found[0]!.id}/process`);
    const still = await app.request('POST', '/queue/pause');
    expect(await still.json()).toEqual({
      paused: true,
      waiting_for: null,
      processing_id: null,
      processing_ids: [],
      pending_ids: [found[0]!.id],
    });
    const resumed = await app.request('POST', '/queue/resume');
    expect(await resumed.json()).toMatchObject({ paused: false });
    await app.waitForCompleted('one');
  });

  it('survive a restart', async () => {
    const { app, found } = await startWithFolders(['one']);
    await app.request('POST', '/queue/pause');
    await app.request('POST', `/timelapses/${found[0]!.id}/process`);
    await app.stop();
    const second = await startTestApp(BY_HAND, { folders: app.folders });
    const { queue } = await second.live.waitForEvent('snapshot');
    expect(queue).toEqual({
      paused: true,
      waiting_for: null,
      processing_id: null,
      processing_ids: [],
      pending_ids: [found[0]!.id],
    });
    await second.request('POST', '/queue/resume');
    await second.waitForCompleted('one');
    await second.stop();
    const third = await startTestApp(BY_HAND, { folders: app.folders });
    expect((await third.live.waitForEvent('snapshot')).queue.paused).toBe(false);
  });

  it('let a running render end', async () => {
    const { app, found } = await startWithFolders(['one'], { timelapse_flickerfree_path: engine('slow.sh') });
    await app.request('POST', `/timelapses/${found[0]!.id}/process`);
    await app.waitForStatus('one', 'processing');
    const paused = await app.request('POST', '/queue/pause');
    expect(await paused.json()).toMatchObject({
      paused: true,
      waiting_for: null,
      processing_id: found[0]!.id,
      processing_ids: [found[0]!.id],
    });
    await app.waitForCompleted('one');
  });
});

describe('GET /openapi.json', () => {
  it('is the contract of this version', async () => {
    const app = await startTestApp(BY_HAND);
    expect(await app.get('/openapi.json')).toMatchObject({ openapi: '3.1.0', info: { version: VERSION } });
  });
});
