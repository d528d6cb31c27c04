import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { json, text } from 'node:stream/consumers';
import createKnex from 'knex';
import { describe, expect, it } from 'vitest';
import type { Status } from '../../src/shared/statuses.ts';
import { timelapseSchema } from '../../src/shared/timelapse.ts';
import { LiveClient } from '../helpers/live-client.ts';
import { rawRequest } from '../helpers/raw-request.ts';
import { cleanUp, engine, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { BY_HAND, render, startWithFolders, startWithVideo } from '../helpers/with-video.ts';

/** Opens one more socket. */
function open(app: TestApp, headers: Record<string, string> = {}, path = '/ws'): LiveClient {
  const client = new LiveClient(`${app.url.replace('http', 'ws')}${path}`, headers);
  cleanUp(async () => client.close());
  return client;
}

/** The HTTP status that refuses a socket. */
async function refusal(client: LiveClient): Promise<number | undefined> {
  const [, response] = (await once(client.socket, 'unexpected-response')) as [
    unknown,
    { statusCode?: number },
  ];
  return response.statusCode;
}

const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
const LIFE: Status[] = ['pending', 'processing', 'completed'];

describe('a socket', () => {
  it('first gets the state of everything', async () => {
    const { app, done } = await startWithVideo('Benchy');
    const client = open(app);
    const snapshot = await client.waitForEvent('snapshot');
    expect(client.messages[0]).toMatchObject({ event: 'snapshot', seq: 1, at: expect.stringMatching(/Z$/) });
    expect(snapshot).toMatchObject({
      queue: { paused: false, processing_id: null, processing_ids: [], pending_ids: [] },
      stats: { total_videos: 1, total_size_bytes: done.file_size_bytes },
      health: { checks: { source: 'ok' } },
      progress: null,
    });
  });

  it('first gets the progress of a running render', async () => {
    const { app, found } = await startWithFolders(['one'], { timelapse_flickerfree_path: engine('slow.sh') });
    await app.request('POST', `/timelapses/${found[0]!.id}/process`);
    await app.live.waitForEvent('timelapse.progress');
    const { progress, queue } = await open(app).waitForEvent('snapshot');
    expect(progress).toMatchObject({ id: found[0]!.id, current_step: 'encoding' });
    expect(queue.processing_id).toBe(found[0]!.id);
  });

  it('counts its messages by one, whatever others get', async () => {
    const { app, found } = await startWithFolders(['one', 'two']);
    await render(app, found[0]!);
    const late = open(app);
    await late.waitForEvent('snapshot');
    await render(app, found[1]!);
    await late.waitForEvent('timelapse.completed');
    for (const { messages } of [app.live, late])
      expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
    expect(late.messages.length).toBeLessThan(app.live.messages.length);
  });

  it('is found below any prefix', async () => {
    const app = await startTestApp(BY_HAND);
    await open(app, {}, '/api/hassio_ingress/token/ws?x=1').waitForEvent('snapshot');
  });

  it('is refused at another path, and to a page of another site', async () => {
    const app = await startTestApp(BY_HAND);
    expect(await refusal(open(app, {}, '/nothing'))).toBe(404);
    expect(await refusal(open(app, { origin: 'http://evil.example' }))).toBe(403);
    expect(await refusal(open(app, { 'sec-fetch-site': 'cross-site' }))).toBe(403);
    expect(await refusal(open(app, { 'sec-fetch-site': 'same-site' }))).toBe(403);
    await open(app, { origin: app.url }).waitForEvent('snapshot');
  });

  it('is refused under a name that another site points here, in the one error shape [1.18]', async () => {
    const app = await startTestApp(BY_HAND);
    for (const path of ['/ws', '/nothing']) {
      const client = open(app, { host: 'evil.test', origin: 'http://evil.test' }, path);
      const [, response] = (await once(client.socket, 'unexpected-response')) as [unknown, IncomingMessage];
      expect(response.statusCode).toBe(421);
      expect(response.headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'x-content-type-options': 'nosniff',
      });
      expect(await json(response)).toMatchObject({ error: { code: 'unknown_host' } });
    }
  });

  it.each([
    ['without a key', 'GET', 'Sec-WebSocket-Version: 13\r\n', 400],
    ['of an unknown version', 'GET', `Sec-WebSocket-Version: 99\r\n${KEY}`, 400],
    ['that is posted', 'POST', `Sec-WebSocket-Version: 13\r\n${KEY}`, 405],
    ['with odd protocols', 'GET', `Sec-WebSocket-Version: 13\r\n${KEY}Sec-WebSocket-Protocol: ,,\r\n`, 400],
  ])('is refused in the one error shape: %s [1.20]', async (_what, method, headers, status) => {
    const app = await startTestApp(BY_HAND);
    const socket = connect(app.app.port, '127.0.0.1');
    socket.write(
      `${method} /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`,
    );
    socket.write(`${headers}\r\n`);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(JSON.parse(body)).toMatchObject({ error: { message: expect.stringMatching(/WebSocket.+\.$/) } });
  });

  it('is left out by those who offer another protocol with an ordinary request [1.20]', async () => {
    const app = await startTestApp(BY_HAND);
    const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': '' };
    const answer = await rawRequest(app.app.port, { path: '/api/v1/health', headers });
    expect(answer.status).toBe(200);
  });

  it('may say what it likes without harm', async () => {
    const app = await startTestApp(BY_HAND);
    const client = open(app);
    await once(client.socket, 'open');
    client.socket.send('{"event":');
    client.socket.send(Buffer.from([0, 255]));
    await client.waitForEvent('snapshot');
    client.socket.send('x'.repeat(100_000));
    await once(client.socket, 'close');
    await open(app).waitForEvent('snapshot');
  });

  it('may hang up at any moment without harm', async () => {
    const app = await startTestApp(BY_HAND);
    const head = 'Host: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n';
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
    for (const path of ['/ws', '/nothing', '//', '/ws?', '*']) {
      for (const extra of ['', '\xff\xff\xff\xff\xff']) {
        const socket = connect(app.app.port, '127.0.0.1');
        socket.on('error', () => {});
        await once(socket, 'connect');
        socket.write(`GET ${path} HTTP/1.1\r\n${head}${key}${extra}`, 'latin1');
        socket.resetAndDestroy();
      }
    }
    await open(app).waitForEvent('snapshot');
    expect((await app.request('GET', '/health')).status).toBe(200);
  });
});

describe('the life of a timelapse', () => {
  it('is sent in its order, with the whole record each time', async () => {
    const { app, done } = await startWithVideo('Benchy');
    await app.live.waitForEvent('timelapse.completed');
    expect(app.live.statuses(done.id)).toEqual(['discovered', ...LIFE]);
    for (const status of ['discovered', ...LIFE] as const) {
      const [reported] = app.live.all(`timelapse.${status}`);
      expect(timelapseSchema.strict().safeParse(reported).error, status).toBeUndefined();
    }
    expect(app.live.all('timelapse.completed')).toMatchObject([
      { id: done.id, video_exists: true, video_duration: 1 },
    ]);
  });

  it('includes a failure with its reason', async () => {
    const { app, found } = await startWithFolders(['one'], { timelapse_flickerfree_path: engine('fail.sh') });
    await app.request('POST', `/timelapses/${found[0]!.id}/process`);
    expect(await app.live.waitForEvent('timelapse.failed')).toMatchObject({
      id: found[0]!.id,
      error_code: 'engine_failed',
    });
    expect(app.live.all('timelapse.completed')).toEqual([]);
  });

  it('is sent when it is true for everyone who asks', async () => {
    const { app, done } = await startWithVideo('Benchy');
    const { id, updated_at } = await app.live.waitForEvent('timelapse.completed');
    expect(await app.one(id)).toMatchObject({ status: 'completed', updated_at });
    expect(done.updated_at).toBe(updated_at);
  });

  it('includes a pin, the pause, and the totals', async () => {
    const { app, found } = await startWithFolders(['one']);
    await app.request('PATCH', `/timelapses/${found[0]!.id}/pin`);
    await app.live.waitForEvent('timelapse.updated', ({ pinned }) => pinned);
    await app.request('POST', '/queue/pause');
    await app.live.waitForEvent('system.changed', ({ queue }) => queue.paused);
    await app.request('POST', `/timelapses/${found[0]!.id}/process`);
    await app.live.waitForEvent('stats.changed', ({ pending_count }) => pending_count === 1);
    await app.live.waitForEvent('system.changed', ({ queue }) => queue.pending_ids[0] === found[0]!.id);
  });

  it('may be nothing at all, and still the pause is sent', async () => {
    const app = await startTestApp(BY_HAND);
    await app.live.waitForEvent('snapshot');
    await app.request('POST', '/queue/pause');
    await app.live.waitForEvent('system.changed', ({ queue }) => queue.paused);
  });

  it('ends with its deletion', async () => {
    const { app, found } = await startWithFolders(['one']);
    await app.request('DELETE', `/timelapses/${found[0]!.id}`);
    expect(await app.live.waitForEvent('timelapse.deleted')).toEqual({ id: found[0]!.id });
    await app.live.waitForEvent('stats.changed', ({ total_timelapses }) => total_timelapses === 0);
  });
});

describe('progress', () => {
  it('is sent now and then, however often the engine reports it, and never goes back', async () => {
    const { app, found } = await startWithFolders(['one'], { timelapse_flickerfree_path: engine('slow.sh') });
    await render(app, found[0]!);
    await app.live.waitForEvent('timelapse.completed');
    const reported = app.live.all('timelapse.progress');
    // Ten lines of its own and those of ffmpeg come within some two seconds.
    expect(reported.length).toBeGreaterThan(0);
    expect(reported.length).toBeLessThan(8);
    const percents = reported.map(({ progress_percent }) => progress_percent);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(reported[0]).toMatchObject({ id: found[0]!.id, current_step: 'encoding', frames_total: 10 });
  });
});

describe('a hundred sockets', () => {
  it('all get the same statuses', async () => {
    const { app, found } = await startWithFolders(['one']);
    const clients = Array.from({ length: 100 }, () => open(app));
    await Promise.all(clients.map((client) => client.waitForEvent('snapshot')));
    await render(app, found[0]!);
    await Promise.all(clients.map((client) => client.waitForEvent('timelapse.completed')));
    for (const client of clients) expect(client.statuses(found[0]!.id)).toEqual(LIFE);
  });
});

describe('a client that reads nothing', () => {
  it('is dropped, and the others get everything', async () => {
    const { app, found } = await startWithFolders(['one']);
    const slow = open(app);
    await slow.waitForEvent('snapshot');
    slow.socket.pause();
    const closed = once(slow.socket, 'close');
    const path = `/timelapses/${found[0]!.id}/pin`;
    // More than its socket and our patience hold; notes make each record large.
    const db = createKnex({
      client: 'sqlite3',
      connection: { filename: `${app.folders.data}/timelapse.sqlite3` },
      useNullAsDefault: true,
    });
    await db('timelapses').update({ notes: 'x'.repeat(200_000) });
    await db.destroy();
    const pins = 120;
    for (let i = 0; i < pins; i += 1) await app.request('PATCH', path, { pinned: i % 2 === 0 });
    await waitFor('all changes', () => app.live.all('timelapse.updated').length === pins);
    slow.socket.resume();
    await closed;
    expect(slow.all('timelapse.updated').length).toBeLessThan(pins);
    expect(app.live.all('bye')).toEqual([]);
    expect(app.live.messages.map(({ seq }) => seq)).toEqual(app.live.messages.map((_, index) => index + 1));
  });
});

describe('the end of the app', () => {
  it('is sent to everyone, last of all', async () => {
    const { app } = await startWithFolders(['one']);
    const client = open(app);
    await client.waitForEvent('snapshot');
    const closed = once(client.socket, 'close');
    await app.app.stop();
    await closed;
    expect(client.messages.at(-1)).toMatchObject({ event: 'bye', data: { reason: 'shutdown' } });
  });

  it('does not wait for a client that no longer answers', async () => {
    const app = await startTestApp(BY_HAND);
    const client = open(app);
    await client.waitForEvent('snapshot');
    client.socket.pause();
    await app.app.stop();
    await expect(app.request('GET', '/health')).rejects.toThrow();
  });
});
