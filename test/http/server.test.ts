import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/config.ts';
import { apiErrorSchema } from '../../src/shared/api-error.ts';
import { type EndpointSpec, endpoints } from '../../src/shared/endpoints.ts';
import { jsonOf, type RawAnswer, type RawQuestion, rawRequest } from '../helpers/raw-request.ts';
import { makeFolders, startTestApp } from '../helpers/start-app.ts';
import { BY_HAND, startWithFolders, startWithVideo } from '../helpers/with-video.ts';

/** The error of an answer, which has the one shape and tells nothing of the inside. */
function errorOf(answer: RawAnswer, label: string) {
  const json = jsonOf(answer);
  const parsed = apiErrorSchema.strict().safeParse(json);
  expect(parsed.error, label).toBeUndefined();
  expect(answer.headers['content-type'], label).toBe('application/json; charset=utf-8');
  expect(answer.bytes.toString(), label).not.toMatch(/node_modules|\.ts:\d|\\n {4}at |SQLITE/);
  return parsed.data!.error;
}

const ID = '00000000-0000-4000-8000-000000000000';
const withId = Object.entries<EndpointSpec>(endpoints).filter(([, { path }]) => path.includes('{id}'));

/** Bodies for endpoints that do not go without one. */
const VALID_BODIES: Record<string, unknown> = {
  updateTimelapse: { title: 'x' },
  linkTimelapse: { job_id: null },
};

/** A request to an endpoint with an id, valid but for the id. */
function question(name: string, spec: EndpointSpec, id: string): RawQuestion {
  const body = VALID_BODIES[name] === undefined ? {} : { body: JSON.stringify(VALID_BODIES[name]) };
  const headers = { 'content-type': 'application/json' };
  return { method: spec.method, path: pathOf(spec, id), ...body, headers };
}

/** Path of an endpoint with an id in its place, and 1 for whatever else it asks for. */
function pathOf({ path }: EndpointSpec, id: string): string {
  return `/api/v1${path.replace('{id}', id).replaceAll(/\{\w+\}/g, '1')}`;
}

describe('an unknown id', () => {
  it.each(withId)('is told by %s as a 404 that names it', async (name, spec) => {
    const { app } = await startTestApp(BY_HAND);
    const answer = await rawRequest(app.port, question(name, spec, ID));
    expect(answer.status).toBe(404);
    expect(errorOf(answer, spec.path)).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining(ID),
    });
  });
});

/** Ids as an attacker or a broken client would send them, with the statuses they may get. */
const IDS: [id: string, statuses: number[]][] = [
  ['..', [404]],
  ['%2e%2e', [404]],
  ['..%2f..%2fetc%2fpasswd', [404]],
  ['%00', [404]],
  ['a%00b', [404]],
  ['%F0%9F%96%A8', [404]],
  ['%ff%fe', [400]],
  ['%', [400]],
  ['%zz', [400]],
  ["'%20OR%201=1--", [404]],
  ['__proto__', [404]],
  ['constructor', [404]],
  ['%0d%0aX-Evil:%201', [404]],
  ['x'.repeat(100), [404]],
  ['x'.repeat(101), [400]],
  ['x'.repeat(8000), [400]],
  ['%20', [404]],
];

describe('a bad id', () => {
  it.each(withId)('never upsets %s', async (name, spec) => {
    const { app } = await startTestApp(BY_HAND);
    for (const [id, statuses] of IDS) {
      const answer = await rawRequest(app.port, question(name, spec, id));
      const label = `${name} ${id.slice(0, 50)}`;
      expect(statuses, label).toContain(answer.status);
      errorOf(answer, label);
    }
  });
});

/** Queries of the list that are not valid, with the field that is named. */
const QUERIES: [query: string, field: string][] = [
  ['limit=0', 'limit'],
  ['limit=1001', 'limit'],
  ['limit=-1', 'limit'],
  ['limit=ten', 'limit'],
  ['limit=', 'limit'],
  ['limit=1.5', 'limit'],
  ['limit=Infinity', 'limit'],
  ['limit=1&limit=2', 'limit'],
  ['offset=-1', 'offset'],
  ['offset=1e30', 'offset'],
  ['offset=1000000001', 'offset'],
  ['offset=9007199254740993', 'offset'],
  ['status=done', 'status'],
  ['status=', 'status'],
  ['status=completed&status=done', 'status'],
  ['sort=size;DROP%20TABLE', 'sort'],
  ['sort=--name', 'sort'],
  ['sort=name&sort=size', 'sort'],
  ['linked=perhaps', 'linked'],
  ['linked_only=', 'linked_only'],
  ['pinned=2', 'pinned'],
  ['pinned=true&pinned=false', 'pinned'],
  [`status=${'x'.repeat(9000)}`, 'status'],
  ['status=%00', 'status'],
];

describe('a bad query', () => {
  it('of the list is refused, and the field is named', async () => {
    const { app } = await startTestApp(BY_HAND);
    for (const [query, field] of QUERIES) {
      const answer = await rawRequest(app.port, { path: `/api/v1/timelapses?${query}` });
      expect([query.slice(0, 60), answer.status]).toEqual([query.slice(0, 60), 400]);
      const { code, message, detail } = errorOf(answer, query);
      expect(code).toBe('invalid_request');
      expect(message).toContain(`"${field}`);
      expect(detail).toMatchObject({ in: 'query', field: expect.stringMatching(new RegExp(`^${field}`)) });
    }
  });

  it.each([
    '?unknown=1',
    '?',
    '?&&&',
    '?=',
    '?%00=1',
    '?status[]=x',
    '?__proto__=1&constructor=2',
    '?limit=5&%zz',
  ])('with what nobody asked for, %s, is answered as if it were not there', async (query) => {
    const { app } = await startTestApp(BY_HAND);
    expect((await rawRequest(app.port, { path: `/api/v1/timelapses${query}` })).status).toBe(200);
  });

  it('of a deletion or a download is refused, and nothing happens', async () => {
    const { app, done } = await startWithVideo();
    const path = `/api/v1/timelapses/${done.id}`;
    for (const question of [
      { method: 'DELETE', path: `${path}?delete_source=maybe` },
      { path: `${path}/video?download=x` },
    ]) {
      const answer = await rawRequest(app.app.port, question);
      expect(answer.status, question.path).toBe(400);
      errorOf(answer, question.path);
    }
    expect((await app.one(done.id)).status).toBe('completed');
  });
});

const JSON_TYPE = { 'content-type': 'application/json' };

/** Bodies that are no valid request to pin, with the status they get. */
const BODIES: [what: string, headers: Record<string, string>, body: string | Buffer, status: number][] = [
  ['broken JSON', JSON_TYPE, '{"pinned": tru', 400],
  ['an empty text of JSON type with blanks', JSON_TYPE, '   ', 400],
  ['a word', JSON_TYPE, '"pinned"', 400],
  ['null', JSON_TYPE, 'null', 400],
  ['a list', JSON_TYPE, '[true]', 400],
  ['another kind of value', JSON_TYPE, '{"pinned": "yes"}', 400],
  ['no text at all', JSON_TYPE, Buffer.from([0, 255, 254, 0]), 400],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'pinned=true', 400],
  ['plain text', { 'content-type': 'text/plain' }, '{"pinned": true}', 400],
  ['no content type', {}, '{"pinned": true}', 400],
  ['a nonsensical content type', { 'content-type': ';;;' }, '{"pinned": true}', 400],
  ['an unknown charset', { 'content-type': 'application/json; charset=klingon' }, '{"pinned": true}', 415],
  ['an unknown encoding', { ...JSON_TYPE, 'content-encoding': 'rot13' }, '{"pinned": true}', 415],
  ['a wrong encoding', { ...JSON_TYPE, 'content-encoding': 'gzip' }, '{"pinned": true}', 400],
  ['2 MB', JSON_TYPE, `{"pinned": "${'x'.repeat(2_000_000)}"}`, 413],
  ['deep nesting', JSON_TYPE, `{"pinned": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 400],
];

describe('a bad body', () => {
  it.each(BODIES)('of %s is refused, and nothing happens', async (what, headers, body, status) => {
    const { app, found } = await startWithFolders(['one']);
    const path = `/api/v1/timelapses/${found[0]!.id}/pin`;
    const answer = await rawRequest(app.app.port, { method: 'PATCH', path, headers, body });
    expect(answer.status).toBe(status);
    expect(errorOf(answer, what).message).toMatch(/\.$/);
    expect((await app.one(found[0]!.id)).pinned).toBe(false);
  });

  it('that is broken JSON is told as that', async () => {
    const { app } = await startTestApp(BY_HAND);
    const question = { method: 'PATCH', path: `/api/v1/timelapses/${ID}/pin`, headers: JSON_TYPE, body: '{' };
    expect(errorOf(await rawRequest(app.port, question), 'broken')).toMatchObject({
      message: expect.stringMatching(/^The body is not valid JSON: .+\.$/),
      detail: { in: 'body' },
    });
  });

  it('where none is asked for does no harm', async () => {
    const { app } = await startTestApp(BY_HAND);
    const headers = { 'content-type': 'text/plain' };
    const question = { method: 'POST', path: '/api/v1/queue/pause', headers, body: 'whatever' };
    expect((await rawRequest(app.port, question)).status).toBe(200);
  });

  it('that is empty but comes in pieces is none', async () => {
    const { app, found } = await startWithFolders(['one']);
    const path = `/api/v1/timelapses/${found[0]!.id}/pin`;
    const headers = { 'transfer-encoding': 'chunked' };
    for (const type of [{}, { 'content-type': 'application/octet-stream' }, JSON_TYPE]) {
      const before = (await app.one(found[0]!.id)).pinned;
      const answer = await rawRequest(app.app.port, {
        method: 'PATCH',
        path,
        headers: { ...headers, ...type },
      });
      expect([type, answer.status, jsonOf(answer)]).toMatchObject([type, 200, { pinned: !before }]);
    }
  });
});

describe('a path that leads nowhere', () => {
  const paths: RawQuestion[] = [
    { path: '/api/v1' },
    { path: '/api/v1/' },
    { path: '/api/v1/nothing' },
    { path: '/api/v2/timelapses' },
    { path: '/api/v1/timelapses/a/b/c' },
    { path: '/api/v1//timelapses' },
    { path: '/nothing.js' },
    { path: '/assets/nothing.js' },
    { path: '/../package.json' },
    { path: '/%2e%2e/package.json' },
    { path: '/assets/..%2f..%2f..%2fpackage.json' },
    { path: '/api/v1/..%2f..%2fetc%2fpasswd' },
    { path: '//evil.example/' },
    { path: '/.git/config' },
    { path: '/api/v1/timelapses', method: 'PUT' },
    { path: '/api/v1/timelapses', method: 'DELETE' },
    { path: '/api/v1/health', method: 'POST' },
    { path: '/', method: 'POST' },
    { path: '/api/v1/timelapses', method: 'PROPFIND' },
  ];

  it('is a 404 of the one shape', async () => {
    const { app } = await startTestApp(BY_HAND);
    for (const question of paths) {
      const label = `${question.method ?? 'GET'} ${question.path}`;
      const answer = await rawRequest(app.port, question);
      expect([label, answer.status]).toEqual([label, 404]);
      expect(errorOf(answer, label).code).toBe('not_found');
    }
  });

  it.each(['/%', '/assets/%zz', '/%00', '/assets/a%00b', '/%ff'])('is at most a 4xx: %s', async (path) => {
    const { app } = await startTestApp(BY_HAND);
    const answer = await rawRequest(app.port, { path });
    expect([400, 404]).toContain(answer.status);
    errorOf(answer, path);
  });
});

/** Everything a server says to these bytes until it hangs up. */
async function talk(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (chunk) => {
    heard += String(chunk);
  });
  socket.on('error', () => {});
  socket.end(bytes);
  await new Promise((resolve) => socket.once('close', resolve));
  return heard;
}

describe('bytes that are no request', () => {
  it.each([
    ['noughts', '\0\0\0\0\r\n\r\n'],
    ['half a line', 'GET\r\n\r\n'],
    ['another protocol', 'GET / HTTP/9.9\r\n\r\n'],
    ['a line without end', `GET /${'x'.repeat(70_000)} HTTP/1.1\r\n\r\n`],
    [
      'an upgrade without a path',
      'GET // HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ],
    ['an upgrade to nothing', 'GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'],
  ])('do no harm: %s', async (_what, bytes) => {
    const { app } = await startTestApp(BY_HAND);
    expect(await talk(app.port, bytes)).toMatch(/^$|^HTTP\/1\.1 4\d\d /);
    expect((await rawRequest(app.port, { path: '/api/v1/health' })).status).toBe(200);
  });
});

describe('every answer', () => {
  it('forbids to guess its type, to be framed elsewhere, and to be kept by a proxy', async () => {
    const { app } = await startTestApp(BY_HAND);
    for (const path of ['/api/v1/timelapses', '/api/v1/nothing']) {
      const { headers } = await rawRequest(app.port, { path });
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringContaining("frame-ancestors 'self'"),
      });
      expect(headers).not.toHaveProperty('x-powered-by');
    }
    const { headers } = await rawRequest(app.port, { path: '/api/v1/timelapses' });
    expect(headers['cache-control']).toBe('no-store');
  });

  it('to HEAD is that to GET without a body', async () => {
    const { app } = await startTestApp(BY_HAND);
    const answer = await rawRequest(app.port, { method: 'HEAD', path: '/api/v1/timelapses' });
    expect([answer.status, answer.headers['x-total-count'], answer.bytes.length]).toEqual([200, '0', 0]);
  });
});

describe('a page of another site', () => {
  const foreign = [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }];

  it('may change nothing', async () => {
    const { app, found } = await startWithFolders(['one']);
    const path = `/api/v1/timelapses/${found[0]!.id}`;
    for (const headers of foreign as Record<string, string>[]) {
      for (const [method, target] of [
        ['POST', `${path}/process`],
        ['PATCH', `${path}/pin`],
        ['DELETE', path],
        ['POST', '/api/v1/queue/pause'],
      ] as const) {
        const answer = await rawRequest(app.app.port, { method, path: target, headers });
        expect([method, target, answer.status]).toEqual([method, target, 403]);
        expect(errorOf(answer, target).code).toBe('forbidden');
      }
    }
    expect(await app.one(found[0]!.id)).toMatchObject({ status: 'discovered', pinned: false });
  });

  it('is not meant by the page itself, nor by a program', async () => {
    const { app } = await startTestApp(BY_HAND);
    const own = [{}, { origin: `http://127.0.0.1:${app.port}` }, { 'sec-fetch-site': 'same-origin' }];
    for (const headers of own as Record<string, string>[]) {
      const answer = await rawRequest(app.port, { method: 'POST', path: '/api/v1/queue/pause', headers });
      expect([headers, answer.status]).toEqual([headers, 200]);
    }
  });
});

const ownAddress = Object.values(networkInterfaces())
  .flat()
  .find((each) => each?.family === 'IPv4' && !each.internal)?.address;

describe('under the Supervisor', () => {
  it.skipIf(ownAddress === undefined)('other apps of its network are not answered', async () => {
    const { app } = await startTestApp(BY_HAND, { env: { SUPERVISOR_TOKEN: 'secret', HOST: '0.0.0.0' } });
    const question = { path: '/api/v1/health', host: ownAddress! };
    const stranger = await rawRequest(app.port, question);
    expect(stranger.status).toBe(403);
    expect(errorOf(stranger, 'stranger')).toMatchObject({
      code: 'forbidden',
      remedy: expect.stringMatching(/\w/),
    });
    expect((await rawRequest(app.port, { path: '/api/v1/health' })).status).toBe(200);
  });
});

describe('a port that is taken', () => {
  it('is told in a clear sentence, and everything is let go of again', async () => {
    const first = await startTestApp(BY_HAND);
    const { data } = await makeFolders();
    const PORT = String(first.app.port);
    const start = () => startApp(loadConfig({ DATA_DIR: data, PORT, LOG_LEVEL: 'fatal' }));
    for (let i = 0; i < 2; i += 1) {
      await expect(start()).rejects.toMatchObject({
        code: 'cannot_listen',
        message: `The app cannot listen on 127.0.0.1:${PORT}: port ${PORT} is taken by another program.`,
        remedy: expect.stringContaining('PORT'),
      });
    }
    await first.stop();
    const second = await start();
    expect(second.port).toBe(Number(PORT));
    await second.stop();
  });

  it('is not the only reason: an address of another machine is told too', async () => {
    const { data } = await makeFolders();
    const config = loadConfig({ DATA_DIR: data, PORT: '0', HOST: '192.0.2.1', LOG_LEVEL: 'fatal' });
    await expect(startApp(config)).rejects.toMatchObject({
      code: 'cannot_listen',
      message: expect.stringContaining('192.0.2.1'),
    });
  });
});

describe('a stop', () => {
  it('may be asked for twice, and frees the port', async () => {
    const first = await startTestApp(BY_HAND);
    await Promise.all([first.app.stop(), first.app.stop()]);
    await expect(rawRequest(first.app.port, { path: '/api/v1/health' })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});
