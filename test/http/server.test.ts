import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/config.ts';
import { apiErrorSchema } from '../../src/shared/api-error.ts';
import type { EndpointSpec } from '../../src/shared/endpoint-parts.ts';
import { endpoints } from '../../src/shared/endpoints.ts';
import { jsonOf, type RawAnswer, type RawQuestion, rawRequest } from '../helpers/raw-request.ts';
import { makeFolders, startTestApp } from '../helpers/start-app.ts';
import { BY_HAND, startWithFolders, startWithVideo } from '../helpers/with-video.ts';

/** The error of an answer, which has the one shape and shows nothing of the inside. */
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
  putPreset: { name: 'x', recipe: {} },
  putRecipe: {},
  createShare: { kind: 'mp4' },
  createUpload: { destination_id: 'x' },
  putDestination: { kind: 'webdav', name: 'x', url: 'http://127.0.0.1:9', user: 'x' },
  notifyTimelapse: { target: 'notify.mail' },
  playTimelapse: { entity_id: 'media_player.tv' },
  uploadTimelapse: { action: 'immich.upload_file' },
  previewRecipe: {},
  updateRule: { definition: { kind: 'video_age', action: 'delete', days: 30 }, enabled: false },
};
/** Queries likewise. */
const VALID_QUERIES: Record<string, string> = { previewRecipe: '?frame=1', getShareCrop: '?aspect=1:1' };

/** A request to an endpoint with an id, valid but for the id. */
function question(name: string, spec: EndpointSpec, id: string): RawQuestion {
  const body = VALID_BODIES[name] === undefined ? {} : { body: JSON.stringify(VALID_BODIES[name]) };
  const headers = { 'content-type': 'application/json' };
  return { method: spec.method, path: pathOf(spec, id) + (VALID_QUERIES[name] ?? ''), ...body, headers };
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
  ['limit=1e2', 'limit'],
  ['limit=0x10', 'limit'],
  ['limit=%205', 'limit'],
  ['offset=', 'offset'],
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

/** JSON of so many levels. */
function nested(levels: number): string {
  return `{"pinned": ${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
}

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
  ['33 levels', JSON_TYPE, nested(33), 400],
  ['5,000 levels', JSON_TYPE, nested(5000), 400],
  ['100,000 levels', JSON_TYPE, nested(100_000), 400],
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

  it('that is broken JSON is refused as that', async () => {
    const { app } = await startTestApp(BY_HAND);
    const question = { method: 'PATCH', path: `/api/v1/timelapses/${ID}/pin`, headers: JSON_TYPE, body: '{' };
    expect(errorOf(await rawRequest(app.port, question), 'broken')).toMatchObject({
      message: expect.stringMatching(/^The body is not valid JSON: .+\.$/),
      detail: { in: 'body' },
    });
  });

  it('that is nested deep is refused by every endpoint that takes one [1.20]', async () => {
    const { app } = await startTestApp(BY_HAND);
    for (const [name, spec] of Object.entries<EndpointSpec>(endpoints)) {
      if (spec.body === undefined) continue;
      for (const body of ['{"options":{"video":', '{"title":', '{"timelapse_ids":', '[', '{"job_id":{"x":']) {
        const end = body
          .replaceAll(/[^[{]/g, '')
          .replaceAll('[', ']')
          .replaceAll('{', '}')
          .split('')
          .toReversed()
          .join('');
        for (const [open, close] of [
          ['[', ']'],
          ['{"a":', '}'],
        ] as const) {
          const text = `${body}${open.repeat(5000)}1${close.repeat(5000)}${end}`;
          const answer = await rawRequest(app.port, {
            method: spec.method,
            path: pathOf(spec, ID),
            headers: JSON_TYPE,
            body: text,
          });
          expect([name, answer.status]).toEqual([name, 400]);
          errorOf(answer, name);
        }
      }
    }
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
    { path: '/api/v1/nothing', method: 'PUT' },
    { path: '/ws' },
    { path: '/assets' },
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

describe('a method that a path does not take [1.24]', () => {
  it.each([
    ['PUT', '/timelapses', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/timelapses', 'GET, HEAD, OPTIONS'],
    ['PROPFIND', '/timelapses', 'GET, HEAD, OPTIONS'],
    ['POST', '/health', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/timelapses/stats', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/timelapses/cleanup', 'GET, HEAD, OPTIONS'],
    ['GET', '/timelapses/bulk-delete', 'POST, OPTIONS'],
    ['HEAD', '/queue/pause', 'POST, OPTIONS'],
    ['GET', `/timelapses/${ID}/pin`, 'PATCH, OPTIONS'],
    ['PUT', `/timelapses/${ID}`, 'PATCH, GET, DELETE, HEAD, OPTIONS'],
    ['DELETE', '/settings', 'GET, PUT, HEAD, OPTIONS'],
    ['POST', `/timelapses/${'x'.repeat(101)}`, 'PATCH, GET, DELETE, HEAD, OPTIONS'],
  ])('is a 405 for %s %s, with those that it takes', async (method, path, allow) => {
    const { app } = await startTestApp(BY_HAND);
    const headers = { 'content-type': 'application/json', 'content-length': '1' };
    const body = { body: '{' };
    const answer = await rawRequest(app.port, { method, path: `/api/v1${path}`, headers, ...body });
    expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
    if (method !== 'HEAD') expect(errorOf(answer, path).code).toBe('method_not_allowed');
  });

  it('is one that changes something, for the page', async () => {
    const { app } = await startTestApp(BY_HAND);
    for (const [method, path] of [
      ['POST', '/'],
      ['DELETE', '/index.html'],
    ] as const) {
      const answer = await rawRequest(app.port, { method, path });
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
      errorOf(answer, path);
    }
  });

  it('is answered to OPTIONS', async () => {
    const { app } = await startTestApp(BY_HAND);
    const answer = await rawRequest(app.port, { method: 'OPTIONS', path: '/api/v1/settings' });
    expect([answer.status, answer.headers.allow]).toEqual([204, 'GET, PUT, HEAD, OPTIONS']);
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
  // Not ended from here: Node gives up an answer to whoever has hung up.
  socket.write(bytes);
  await new Promise((resolve) => socket.once('close', resolve));
  return heard;
}

const POST = 'POST /api/v1/queue/pause HTTP/1.1\r\nHost: localhost\r\n';

/** One answer of the one error shape, with its headers, and nothing behind it. */
function expectRefusal(heard: string): void {
  const [head = '', body = ''] = heard.split(/\r\n\r\n(.*)/s);
  expect(head).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(head).toMatch(/^content-type: application\/json; charset=utf-8$/im);
  expect(head).toMatch(/^x-content-type-options: nosniff$/im);
  expect(apiErrorSchema.strict().safeParse(JSON.parse(body)).error).toBeUndefined();
}

describe('bytes that are no request [1.20]', () => {
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
    ['no host', 'GET / HTTP/1.0\r\n\r\n'],
    ['no host where one has to be', 'GET / HTTP/1.1\r\n\r\n'],
    ['a wish to reach another server', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n'],
    ['two lengths', `${POST}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}`],
    ['a length and pieces', `${POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a broken piece', `${POST}Transfer-Encoding: chunked\r\n\r\nxyz\r\n`],
    ['pieces with long remarks', `${POST}Transfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(40_000)}\r\n`],
    ['headers without end', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`],
    [
      'an odd expectation',
      'GET /nothing HTTP/1.1\r\nHost: localhost\r\nExpect: x\r\nConnection: close\r\n\r\n',
    ],
  ])('do no harm: %s', async (_what, bytes) => {
    const { app } = await startTestApp(BY_HAND);
    expectRefusal(await talk(app.port, bytes));
    expect((await rawRequest(app.port, { path: '/api/v1/health' })).status).toBe(200);
  });
});

describe('every answer', () => {
  it('forbids to guess its type, to be embedded elsewhere, and to be kept by a proxy [1.24]', async () => {
    const { app } = await startTestApp(BY_HAND);
    const strange = [{ host: 'evil.test' }, { 'x-a': 'b' }];
    const paths = [
      '/',
      '/api/v1/timelapses',
      '/api/v1/nothing',
      '/assets/none.js',
      '/%',
      '/api/v1/timelapses/%',
    ];
    for (const [path, given] of paths.flatMap((each) => strange.map((more) => [each, more] as const))) {
      const { headers } = await rawRequest(app.port, { path, headers: given as Record<string, string> });
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'SAMEORIGIN',
        'cross-origin-resource-policy': 'same-origin',
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
  const foreign = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];

  it('may change nothing [1.19]', async () => {
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

describe('a name that another site points at this machine [1.18]', () => {
  /** What such a page sends: every header is as our own page would send it. */
  const rebound = (host: string) => ({
    host,
    origin: `http://${host}`,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
    'x-forwarded-host': 'localhost',
    'x-ingress-path': '/api/hassio_ingress/x',
    'x-remote-user-id': 'a1',
  });

  it.each(['evil.test', 'localhost.evil.test', '127.0.0.1.evil.test', '192.168.1.5', '0.0.0.0'])(
    'is answered with 421 and nothing else: %s',
    async (name) => {
      const { app, folders } = await startTestApp(BY_HAND);
      const headers = rebound(`${name}:${app.port}`);
      for (const question of [
        { path: '/' },
        { path: '/api/v1/settings' },
        { path: '/api/v1/settings/folders?path=/root' },
        { path: '/api/v1/timelapses/x/video' },
        { path: '/api/v1/settings', method: 'PUT', body: '{"options":{"min_frames":7}}' },
        { path: '/api/v1/settings/test', method: 'POST' },
        { path: '/api/v1/queue/pause', method: 'POST' },
        { path: '/api/v1/nothing' },
      ]) {
        const answer = await rawRequest(app.port, { ...question, headers });
        expect([question.path, answer.status]).toEqual([question.path, 421]);
        expect(errorOf(answer, question.path)).toMatchObject({
          code: 'unknown_host',
          message: expect.stringContaining(name),
          remedy: expect.stringContaining('ALLOWED_HOSTS'),
        });
      }
      expect(await readFile(join(folders.data, 'options.json'), 'utf8')).not.toContain('"min_frames": 7');
    },
  );

  it('is answered when it was configured, and so are this machine’s own', async () => {
    const env = { ALLOWED_HOSTS: 'timelapse.example.org, NAS.local:8099' };
    const { app } = await startTestApp(BY_HAND, { env });
    for (const host of ['timelapse.example.org', 'nas.local:1', 'localhost', '127.0.0.2:80', '[::1]:9']) {
      const headers = { host, origin: `http://${host}` };
      const answer = await rawRequest(app.port, { method: 'POST', path: '/api/v1/queue/pause', headers });
      expect([host, answer.status]).toEqual([host, 200]);
    }
  });

  it('may be an address where other machines are answered', async () => {
    const { app } = await startTestApp(BY_HAND, { env: { HOST: '0.0.0.0' } });
    const ask = async (host: string) =>
      (await rawRequest(app.port, { path: '/api/v1/health', headers: { host } })).status;
    expect(await ask('192.168.1.5:8099')).toBe(200);
    expect(await ask('[fe80::1]:8099')).toBe(200);
    expect(await ask('localhost')).toBe(200);
    expect(await ask('evil.test')).toBe(421);
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
  it('is reported in a clear sentence, and everything is let go of again', async () => {
    const first = await startTestApp(BY_HAND);
    const { data } = await makeFolders();
    const PORT = String(first.app.port);
    const start = () => startApp(loadConfig({ DATA_DIR: data, PORT, LOG_LEVEL: 'fatal' }));
    for (let i = 0; i < 2; i += 1) {
      await expect(start()).rejects.toMatchObject({
        code: 'cannot_listen',
        message: `The app cannot listen on 127.0.0.1:${PORT}: port ${PORT} is used by another program.`,
        remedy: expect.stringContaining('PORT'),
      });
    }
    await first.stop();
    const second = await start();
    expect(second.port).toBe(Number(PORT));
    await second.stop();
  });

  it('is not the only reason: an address of another machine is reported too', async () => {
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
