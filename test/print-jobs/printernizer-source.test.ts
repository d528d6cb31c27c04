import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WirePrintJob } from '../../src/shared/print-job.ts';
import type { WireHealth, WireQueue } from '../../src/shared/system.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { serverJob, startPrinternizer } from '../fakes/fake-printernizer.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { engine, makeFolders, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { BY_HAND } from '../helpers/with-video.ts';

const POLL_MS = 30_000;

function jobs(app: TestApp): Promise<WirePrintJob[]> {
  return app.get<WirePrintJob[]>('/jobs');
}

function waitForJobs(app: TestApp, count: number): Promise<WirePrintJob[]> {
  return waitFor(`${count} print jobs`, async () => {
    const found = await jobs(app);
    return found.length === count && found;
  });
}

/** Waits until `/health` says this of the print jobs. */
function waitForCheck(app: TestApp, check: string): Promise<WireHealth> {
  return waitFor(`print jobs to be ${check}`, async () => {
    const health = await app.get<WireHealth>('/health');
    return health.checks.print_jobs === check && health;
  });
}

/** Lets the time between two polls pass, until there is an answer. */
function waitForPoll<T>(
  clock: FakeClock,
  what: string,
  ask: () => Promise<T | false> | T | false,
): Promise<T> {
  return waitFor(what, () => {
    clock.advance(POLL_MS);
    return ask();
  });
}

/** Lines of the log that warn of the server. */
function warnings(app: TestApp): string[] {
  return app.log.filter((line) => line.includes('WARNING: (jobs)'));
}

describe('a Printernizer server', () => {
  it('is read as it writes: some things null, with a zone and without, more than asked for', async () => {
    const server = await startPrinternizer([
      serverJob({
        id: 'a',
        status: 'completed',
        start_time: '2025-01-07T10:00:00.123456+01:00',
        end_time: '2025-01-07T12:00:00+00:00',
        progress: 100,
      }),
      serverJob({
        id: 'b',
        job_name: null,
        filename: 'Gehäuse.3mf',
        printer_id: null,
        status: 'RUNNING',
        start_time: '2025-01-08 10:00:00',
        created_at: null,
      }),
      serverJob({ id: 3, status: 'sleeping', start_time: null, created_at: '2025-01-06T08:00:00' }),
      serverJob({
        id: 'd',
        start_time: '2025-01-09T10:00:00Z',
        end_time: '2025-01-09T09:00:00Z',
        status: 'cancelled',
      }),
      // What makes no sense is left out and keeps nothing else.
      serverJob({ id: null }),
      serverJob({ id: 'e', job_name: ' ', filename: null }),
      'nonsense',
      null,
    ]);
    const app = await startTestApp({ ...BY_HAND, printernizer_url: `${server.url}/` });
    const found = await waitForJobs(app, 4);
    expect(found.map(({ external_id }) => external_id)).toEqual(['d', 'b', 'a', '3']);
    expect(found[0]).toMatchObject({ status: 'cancelled', ended_at: null, source: 'printernizer' });
    expect(found[1]).toMatchObject({
      name: 'Gehäuse.3mf',
      file_name: 'Gehäuse.3mf',
      printer: null,
      status: 'printing',
      started_at: new Date('2025-01-08T10:00:00').toISOString(),
      ended_at: null,
    });
    expect(found[2]).toMatchObject({
      name: 'Benchy',
      file_name: 'Benchy.gcode.3mf',
      printer: 'Bambu Lab A1',
      started_at: '2025-01-07T09:00:00.123Z',
      ended_at: '2025-01-07T12:00:00.000Z',
    });
    expect(found[3]).toMatchObject({
      status: 'unknown',
      started_at: null,
      created_at: new Date('2025-01-06T08:00:00').toISOString(),
    });
    expect(server.requests[0]).toMatchObject({ method: 'GET', url: '/api/v1/jobs' });
  });

  it.each([
    ['jobs', { jobs: [serverJob()], total_count: 1, pagination: { page: 1 } }],
    ['data', { success: true, data: { jobs: [serverJob()] } }],
    ['items', { items: [serverJob()] }],
  ])('may wrap its list in "%s"', async (_name, answer) => {
    const server = await startPrinternizer(answer);
    const app = await startTestApp({ ...BY_HAND, printernizer_url: server.url });
    await waitForJobs(app, 1);
    expect((await waitForCheck(app, 'ok')).notices).toEqual([]);
  });

  it('is asked again and again, and a print is known once', async () => {
    const clock = new FakeClock();
    const server = await startPrinternizer([serverJob()]);
    const app = await startTestApp({ ...BY_HAND, printernizer_url: server.url }, { clock });
    const [running] = await waitForJobs(app, 1);
    server.answer = [serverJob({ status: 'completed' }), serverJob({ id: 'job-2' })];
    const after = await waitForPoll(clock, 'the second job', async () => {
      const found = await jobs(app);
      return found.length === 2 && found;
    });
    const ended = after.find(({ id }) => id === running!.id);
    // The server does not say when it ended: then it has ended now.
    expect(ended).toMatchObject({ status: 'completed', ended_at: expect.any(String) });
    const asked = server.requests.length;
    await waitForPoll(clock, 'more questions', () => server.requests.length >= asked + 3);
    expect(await jobs(app)).toEqual(after);
  });

  it('that cannot be reached is one notice and one line in the log, and is found again automatically', async () => {
    const clock = new FakeClock();
    const server = await startPrinternizer([serverJob()]);
    await server.stop();
    const app = await startTestApp({ ...BY_HAND, printernizer_url: server.url }, { clock });
    const { status, notices } = await waitForCheck(app, 'degraded');
    expect(status).toBe('degraded');
    expect(notices).toEqual([
      {
        code: 'print_jobs_unreachable',
        area: 'print_jobs',
        message: expect.stringContaining(server.url),
        remedy: expect.stringContaining('printernizer_url'),
        facts: { url: server.url, cause: 'ECONNREFUSED', reason: 'connection refused' },
      },
    ]);
    let rounds = 0;
    await waitForPoll(clock, 'some rounds', () => {
      rounds += 1;
      return rounds > 5;
    });
    expect(warnings(app)).toHaveLength(1);
    expect(app.log.filter((line) => line.includes('ERROR'))).toEqual([]);
    await server.start();
    await waitForPoll(clock, 'the print job', async () => (await jobs(app)).length === 1);
    expect((await waitForCheck(app, 'ok')).notices).toEqual([]);
    await app.live.waitForEvent('system.changed', ({ health }) => health.checks.print_jobs === 'ok');
  });

  it.each([
    ['an error', { status: 503, answer: {} }, '503', 'http_503'],
    ['no JSON', { status: 200, answer: '<html>' }, 'not JSON', 'no_json'],
    ['no list', { status: 200, answer: { message: 'hello' } }, 'no list of jobs', 'no_jobs'],
  ])('that answers %s is as good as not there', async (_what, reply, reason, cause) => {
    const server = Object.assign(await startPrinternizer(), reply);
    const app = await startTestApp({ ...BY_HAND, printernizer_url: server.url });
    const { notices } = await waitForCheck(app, 'degraded');
    expect(notices[0]).toMatchObject({ message: expect.stringContaining(reason), facts: { cause } });
    expect(await jobs(app)).toEqual([]);
  });

  it('is changed, taken away and set up while the app runs', async () => {
    const [one, two] = [
      await startPrinternizer([serverJob({ id: '1' })]),
      await startPrinternizer([serverJob({ id: '2' })]),
    ];
    const app = await startTestApp(BY_HAND);
    await waitForCheck(app, 'off');
    const { options } = app.app;
    options.replace({ ...options.current, printernizer_url: one.url });
    await waitForJobs(app, 1);
    options.replace({ ...options.current, printernizer_url: two.url });
    await waitForJobs(app, 2);
    const { printernizer_url: _, ...without } = options.current;
    options.replace(without);
    await waitForCheck(app, 'off');
  });

  it('is greeted with the name and password in its URL, which are shown to nobody', async () => {
    const server = await startPrinternizer();
    server.status = 401;
    const secret = server.url.replace('://', '://user:s%C3%A4cret@');
    const app = await startTestApp({ ...BY_HAND, printernizer_url: secret });
    const health = await waitForCheck(app, 'degraded');
    const login = Buffer.from('user:säcret').toString('base64');
    expect(server.requests[0]?.headers.authorization).toBe(`Basic ${login}`);
    expect(JSON.stringify(health) + app.log.join('')).not.toMatch(/s(?:ä|%C3%A4)cret/);
  });
});

it('keeps renders waiting while a print of the server is under way, if the option says so', async () => {
  const clock = new FakeClock();
  const server = await startPrinternizer([serverJob({ printer_name: 'Mini' })]);
  const folders = await makeFolders();
  const app = await startTestApp(
    {
      ...BY_HAND,
      printernizer_url: server.url,
      pause_while_printing: true,
      timelapse_flickerfree_path: engine('foreign.sh'),
    },
    { clock, folders },
  );
  await waitForJobs(app, 1);
  await putFrames(join(folders.source, 'Waiting'));
  const { id } = await waitForPoll(clock, 'the folder', async () => (await app.list())[0] ?? false);
  const waiting = await app.request('POST', `/timelapses/${id}/process`);
  expect(waiting.status).toBe(202);
  const queue = (await (await app.request('POST', '/queue/resume')).json()) as WireQueue;
  expect(queue).toMatchObject({ waiting_for: 'Mini', pending_ids: [id] });
  server.answer = [serverJob({ printer_name: 'Mini', status: 'completed' })];
  await waitForPoll(clock, 'the video', async () => (await app.one(id)).status === 'completed');
});
