import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WirePrintJob } from '../../src/shared/print-job.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { serverJob, startPrinternizer } from '../fakes/fake-printernizer.ts';
import { frameName, putFrames } from '../fixtures/make-frames.ts';
import { engine, startTestApp, type TestApp, type TestOptions } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

/** The quiet period never ends within a test; renders are those of a foreign script. */
const PATIENT: TestOptions = {
  timelapse_auto_process_timeout: 3600,
  timelapse_flickerfree_path: engine('foreign.sh'),
};
const POLL_MS = 30_000;

function iso(secondsAgo: number): string {
  return new Date(Date.now() - secondsAgo * 1000).toISOString();
}

async function post(app: TestApp, body: unknown): Promise<WirePrintJob> {
  return (await (await app.request('POST', '/jobs', body)).json()) as WirePrintJob;
}

async function linkedJob(app: TestApp, id: string): Promise<string> {
  return waitFor('the link', async () => (await app.one(id)).job_id);
}

describe('the end of a print', () => {
  it('starts the render of its folder without the quiet period', async () => {
    const app = await startTestApp(PATIENT);
    await putFrames(join(app.folders.source, 'Benchy'), { gapSeconds: 20 });
    const found = await app.waitForStatus('Benchy', 'discovered');
    const reported = { name: 'Benchy.gcode', external_id: '1', started_at: iso(600) };
    await post(app, reported);
    await linkedJob(app, found.id);
    await app.scan();
    expect((await app.one(found.id)).status).toBe('discovered');
    await post(app, { ...reported, status: 'completed' });
    await app.live.waitForEvent('timelapse.completed');
    expect(app.live.statuses(found.id)).toEqual(['discovered', 'pending', 'processing', 'completed']);
  });

  it('reported by a Printernizer server does the same', async () => {
    const clock = new FakeClock();
    const server = await startPrinternizer([serverJob()]);
    const app = await startTestApp({ ...PATIENT, printernizer_url: server.url }, { clock });
    await putFrames(join(app.folders.source, 'Benchy'));
    const found = await app.waitForStatus('Benchy', 'discovered');
    await linkedJob(app, found.id);
    server.answer = [serverJob({ status: 'completed', end_time: iso(0) })];
    const asked = server.requests.length;
    await waitFor('the next poll', () => {
      if (server.requests.length > asked) return true;
      clock.advance(POLL_MS);
      return false;
    });
    const done = await app.waitForCompleted('Benchy');
    expect(done).toMatchObject({ linked_job_name: 'Benchy', link_source: 'auto', printer: 'Bambu Lab A1' });
  });

  it('starts the folder that was linked by hand, whatever its name', async () => {
    const app = await startTestApp(PATIENT);
    await putFrames(join(app.folders.source, 'IMG_0001'));
    const found = await app.waitForStatus('IMG_0001', 'discovered');
    const job = await post(app, { name: 'Vase', started_at: iso(600), ended_at: iso(0) });
    await app.request('PATCH', `/timelapses/${found.id}/link`, { job_id: job.id });
    await app.waitForCompleted('IMG_0001');
  });

  it('starts nothing where the user starts by hand, or has taken the folder out of the queue', async () => {
    const app = await startTestApp({ ...PATIENT, timelapse_auto_process_timeout: 0 });
    await putFrames(join(app.folders.source, 'By hand'));
    const found = await app.waitForStatus('By hand', 'discovered');
    await post(app, { name: 'By hand', started_at: iso(600), ended_at: iso(0) });
    await linkedJob(app, found.id);
    await app.scan();
    expect(await app.one(found.id)).toMatchObject({ status: 'discovered', auto_process_eligible_at: null });
  });

  it('long before the last frame says nothing of the folder', async () => {
    const app = await startTestApp(PATIENT);
    await putFrames(join(app.folders.source, 'Benchy'));
    const found = await app.waitForStatus('Benchy', 'discovered');
    const job = await post(app, { name: 'Benchy', started_at: iso(90_000), ended_at: iso(86_400) });
    await app.request('PATCH', `/timelapses/${found.id}/link`, { job_id: job.id });
    await app.scan();
    expect((await app.one(found.id)).status).toBe('discovered');
  });

  it('does not start a folder whose newest frame still grows', async () => {
    const app = await startTestApp(PATIENT);
    const folder = join(app.folders.source, 'Growing');
    await putFrames(folder);
    const found = await app.waitForStatus('Growing', 'discovered');
    let growing = true;
    // Every time before anything else happens: no two scans see the same.
    const grow = (): void => {
      if (!growing) return;
      appendFileSync(join(folder, frameName(12)), Buffer.alloc(10));
      setImmediate(grow);
    };
    grow();
    await post(app, { name: 'Growing', started_at: iso(600), ended_at: iso(-1) });
    await linkedJob(app, found.id);
    await app.scan();
    expect((await app.one(found.id)).status).toBe('discovered');
    growing = false;
    await app.waitForCompleted('Growing');
  });

  it('is not missed when the app was down', async () => {
    const app = await startTestApp(PATIENT);
    await putFrames(join(app.folders.source, 'Benchy'));
    const found = await app.waitForStatus('Benchy', 'discovered');
    const server = await startPrinternizer([serverJob({ start_time: iso(600) })]);
    app.app.options.replace({ ...app.app.options.current, printernizer_url: server.url });
    await linkedJob(app, found.id);
    await app.stop();
    server.answer = [serverJob({ start_time: iso(600), end_time: iso(0), status: 'completed' })];
    const again = await startTestApp({ ...PATIENT, printernizer_url: server.url }, { folders: app.folders });
    await again.waitForCompleted('Benchy');
  });
});

describe('a link made automatically', () => {
  it('is taken back when more frames show that it was another print', async () => {
    const app = await startTestApp(PATIENT);
    const folder = join(app.folders.source, 'Benchy');
    await putFrames(folder, { secondsAgo: 3000, frames: 3 });
    const found = await app.waitForStatus('Benchy', 'discovered');
    // All three frames seem to be copied, so their time says nothing yet.
    await post(app, { name: 'Benchy', started_at: iso(90_000), ended_at: iso(86_400) });
    await linkedJob(app, found.id);
    await putFrames(folder, { gapSeconds: 200 });
    await waitFor('the new frames', async () => (await app.one(found.id)).image_count === 12);
    const right = await post(app, { name: 'Vase', started_at: iso(60) });
    await waitFor('the link to go', async () => (await app.one(found.id)).job_id === null);
    expect(await app.one(found.id)).toMatchObject({ link_source: null, linked_job_name: null });
    expect((await app.one(found.id)).job_id).not.toBe(right.id);
  });

  it('moves to the print that it really was', async () => {
    const app = await startTestApp(PATIENT);
    await putFrames(join(app.folders.source, 'Benchy'), { frames: 3, secondsAgo: 60 });
    const found = await app.waitForStatus('Benchy', 'discovered');
    await post(app, { name: 'Benchy_PLA_0.2mm.gcode', started_at: iso(600) });
    const first = await linkedJob(app, found.id);
    await putFrames(join(app.folders.source, 'Benchy'), { gapSeconds: 600 });
    await waitFor('the new frames', async () => (await app.one(found.id)).image_count === 12);
    const right = await post(app, { name: 'Benchy', started_at: iso(7000), ended_at: iso(0) });
    await waitFor('the right link', async () => (await app.one(found.id)).job_id === right.id);
    expect(first).not.toBe(right.id);
  });
});
