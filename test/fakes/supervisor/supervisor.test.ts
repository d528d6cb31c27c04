import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createConnection, createLongLivedTokenAuth } from 'home-assistant-js-websocket';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { cleanUp, startTestApp } from '../../helpers/start-app.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { startSupervisor, type Supervisor } from './supervisor.ts';

/** Calls the Supervisor with the app's token. */
async function call(supervisor: Supervisor, method: string, path: string, body?: unknown) {
  const response = await fetch(`${supervisor.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${supervisor.token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
}

describe('the stand-in Supervisor', () => {
  it('asks for the token, and knows what an app may call', async () => {
    const supervisor = await startSupervisor();
    expect((await fetch(`${supervisor.url}/supervisor/ping`)).status).toBe(200);
    expect((await fetch(`${supervisor.url}/addons/self/info`)).status).toBe(401);
    expect((await call(supervisor, 'GET', '/addons/self/info')).body.data.slug).toBe(supervisor.slug);
    for (const path of ['/addons/self/options/validate', '/host/info', '/core/api/hassio/x']) {
      expect((await call(supervisor, 'GET', path)).status, path).toBe(403);
    }
    supervisor.setToken('another');
    const old = await fetch(`${supervisor.url}/info`, { headers: { authorization: 'Bearer old' } });
    expect(old.status).toBe(403);
  });

  it('replaces options, checks them, and reports the first that does not fit', async () => {
    const supervisor = await startSupervisor({ options: { min_frames: 5 } });
    const post = (options: unknown) => call(supervisor, 'POST', '/addons/self/options', { options });
    const { data } = (await call(supervisor, 'GET', '/addons/self/options/config')).body;
    expect(data).toMatchObject({ min_frames: 5, log_level: 'info' });
    expect((await post({ ...data, min_frames: '7', gone: 1 })).status).toBe(200);
    expect(supervisor.userOptions).toMatchObject({ min_frames: 7 });
    expect(supervisor.userOptions).not.toHaveProperty('gone');
    const broken = [{ ...data, min_frames: 0 }, { ...data, printernizer_url: null }, { min_frames: 3 }];
    for (const options of broken) expect(await post(options)).toMatchObject({ status: 400 });
    expect((await post({ ...data, min_frames: 0 })).body.message).toMatch(/at least 1 .*'min_frames'/);
    expect(supervisor.effectiveOptions()).toMatchObject({ min_frames: 7 });
  });

  it('offers a broker when there is one', async () => {
    const supervisor = await startSupervisor();
    expect(await call(supervisor, 'GET', '/services/mqtt')).toEqual({
      status: 400,
      body: { result: 'error', message: 'Service not enabled' },
    });
    supervisor.mqtt = { host: '127.0.0.1', port: 1883, username: 'addons', password: 'secret' };
    const { body } = await call(supervisor, 'GET', '/services/mqtt');
    expect(body.data).toMatchObject({ host: '127.0.0.1', port: 1883, ssl: false, username: 'addons' });
    const stranger = await startSupervisor({ rights: { services: [] } });
    expect((await call(stranger, 'GET', '/services/mqtt')).status).toBe(403);
  });

  it('passes calls and sockets on to Core with the token of its own user, while Core runs', async () => {
    const core = await startTinyCore();
    const supervisor = await startSupervisor({ core: { url: core.url, token: 'of the supervisor' } });
    expect(await call(supervisor, 'POST', '/core/api/events/x?y=1', { a: 1 })).toMatchObject({ status: 200 });
    expect(core.seen.at(-1)).toBe('POST /api/events/x?y=1 Bearer of the supervisor');
    expect((await call(supervisor, 'PUT', '/core/api/events/x', {})).status).toBe(405);
    supervisor.stopCore();
    expect((await call(supervisor, 'GET', '/core/api/config')).status).toBe(502);
    supervisor.startCore();
    const wrong = await fetch(`${supervisor.url}/core/api/config`, {
      headers: { authorization: 'Bearer x' },
    });
    expect(wrong.status).toBe(401);
  });

  it('lets the app speak to Core over its WebSocket, but not as the frontend', async () => {
    const core = await startTinyCore();
    const supervisor = await startSupervisor({ core: { url: core.url, token: 'of the supervisor' } });
    const socket = new WebSocket(`${supervisor.url.replace('http', 'ws')}/core/websocket`);
    const messages: Record<string, unknown>[] = [];
    socket.on('message', (data) => messages.push(JSON.parse(String(data))));
    await waitFor('the question', () => messages[0]?.type === 'auth_required');
    socket.send(JSON.stringify({ type: 'auth', access_token: supervisor.token }));
    await waitFor('the welcome', () => messages[1]?.type === 'auth_ok');
    socket.send(JSON.stringify({ id: 1, type: 'supervisor/api' }));
    socket.send(JSON.stringify({ id: 2, type: 'get_states' }));
    await waitFor('both answers', () => messages.length === 4);
    expect(messages.find((each) => each.id === 1)).toMatchObject({ error: { code: 'unauthorized' } });
    expect(messages.find((each) => each.id === 2)).toMatchObject({ echo: 'get_states' });
    expect(supervisor.coreSockets).toBe(1);
    supervisor.stopCore();
    await once(socket, 'close');
  });

  it('refuses a wrong token on the WebSocket', async () => {
    const core = await startTinyCore();
    const supervisor = await startSupervisor({ core: { url: core.url, token: 'x' } });
    const auth = createLongLivedTokenAuth(supervisor.url, 'wrong');
    Object.defineProperty(auth, 'wsUrl', {
      get: () => `${supervisor.url.replace('http', 'ws')}/core/websocket`,
    });
    await expect(createConnection({ auth, setupRetry: 0 })).rejects.toBe(2);
  });
});

describe('ingress', () => {
  it('strips the prefix, names the user, and filters URLs', async () => {
    const supervisor = await startSupervisor();
    const echo = await startEcho();
    supervisor.appPort = echo.port;
    const user = { id: 'u1', username: 'anna', name: 'Anna' };
    const headers = {
      cookie: supervisor.signIn(user),
      'x-remote-user-id': 'forged',
      'x-supervisor-token': 'x',
    };
    const ask = (path: string) => fetch(`${supervisor.ingressUrl}${path}`, { headers });
    const seen = (await (await ask('a%20b/c?q=1')).json()) as {
      url: string;
      headers: Record<string, string>;
    };
    expect(seen.url).toBe('/a%20b/c?q=1');
    expect(seen.headers).toMatchObject({ 'x-remote-user-id': 'u1', 'x-remote-user-name': 'anna' });
    expect(`${seen.headers['x-ingress-path']}/`).toBe(new URL(supervisor.ingressUrl).pathname);
    expect(seen.headers).not.toHaveProperty('x-supervisor-token');
    expect(((await (await ask('50%25off%3Fx')).json()) as { url: string }).url).not.toBe('/50%25off%3Fx');
    expect((await ask('x?a=<script>1</script>')).status).toBe(400);
    expect((await fetch(supervisor.ingressUrl)).status).toBe(401);
    supervisor.appPort = null;
    expect((await ask('')).status).toBe(502);
  });

  it('keeps the length of small answers only, and the limit of bodies', async () => {
    const supervisor = await startSupervisor();
    const echo = await startEcho();
    supervisor.appPort = echo.port;
    const cookie = supervisor.signIn({ id: 'u1' });
    const small = await fetch(`${supervisor.ingressUrl}size/4193999`, { headers: { cookie } });
    expect(small.headers.get('content-length')).toBe('4193999');
    expect(small.headers.get('content-type')).toBe('text/html');
    const large = await fetch(`${supervisor.ingressUrl}size/4194000`, { headers: { cookie } });
    expect(large.headers.get('content-length')).toBeNull();
    expect((await large.arrayBuffer()).byteLength).toBe(4_194_000);
    const body = Buffer.alloc(16 * 1024 * 1024 + 1);
    const tooLong = await fetch(supervisor.ingressUrl, { method: 'POST', headers: { cookie }, body }).catch(
      () => null,
    );
    expect(tooLong?.status ?? 413).toBe(413);
    expect(echo.bodies).not.toContain(body.length);
  });

  it('brings the page and live events of the real app', async () => {
    const supervisor = await startSupervisor();
    const app = await startTestApp({}, { env: supervisor.env() });
    supervisor.appPort = app.app.port;
    const user = { id: 'u1' };
    expect(await (await supervisor.request(user, 'GET', '/timelapses')).json()).toEqual([]);
    const socket = new WebSocket(`${supervisor.ingressUrl.replace('http', 'ws')}ws`, {
      headers: { cookie: supervisor.signIn(user) },
    });
    const [data] = (await once(socket, 'message')) as [Buffer];
    expect(JSON.parse(String(data))).toMatchObject({ event: 'snapshot' });
    socket.close();
  });
});

/** Answers every HTTP request, and every WebSocket command with its name. */
async function startTinyCore() {
  const seen: string[] = [];
  const { WebSocketServer } = await import('ws');
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ state: 'RUNNING' }));
  });
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.send(JSON.stringify({ type: 'auth_required' }));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { id?: number; type: string };
      const answer = message.type === 'auth' ? { type: 'auth_ok' } : { id: message.id, echo: message.type };
      socket.send(JSON.stringify(answer));
    });
  });
  return { url: await listen(server), seen };
}

async function startEcho() {
  const bodies: number[] = [];
  const server = createServer((request, response) => {
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
    });
    request.on('end', () => {
      bodies.push(length);
      const size = /^\/size\/(\d+)/.exec(request.url ?? '')?.[1];
      const body = size
        ? Buffer.alloc(Number(size))
        : JSON.stringify({ url: request.url, headers: request.headers });
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length });
      response.end(body);
    });
  });
  return { port: Number(new URL(await listen(server)).port), bodies };
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
