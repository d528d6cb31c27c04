import { gunzipSync } from 'node:zlib';
import express from 'express';
import { expect, it } from 'vitest';
import { sendJson } from '../../src/http/send-json.ts';
import { listen } from '../../src/http/server.ts';
import { rawRequest } from '../helpers/raw-request.ts';
import { cleanUp } from '../helpers/start-app.ts';

const LONG = Array.from({ length: 2000 }, (_, id) => ({ id, name: 'Gehäuse' }));

async function ask(body: unknown, headers: Record<string, string> = {}) {
  const app = express().get('/', (req, res) => sendJson(req, res.status(200), body));
  const http = await listen(app, '127.0.0.1', 0);
  cleanUp(() => http.stop());
  return rawRequest(http.port, { path: '/', headers });
}

it('a long answer comes packed to who takes it, and is the same', async () => {
  const answer = await ask(LONG, { 'accept-encoding': 'gzip, br' });
  expect(answer.headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(answer.bytes.length),
    vary: 'Accept-Encoding',
  });
  expect(answer.bytes.length).toBeLessThan(JSON.stringify(LONG).length / 4);
  expect(JSON.parse(gunzipSync(answer.bytes).toString())).toEqual(LONG);
});

it('a long answer comes as it is to who does not', async () => {
  for (const headers of [{}, { 'accept-encoding': 'identity' }, { 'accept-encoding': 'gzip;q=0' }]) {
    const answer = await ask(LONG, headers);
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers.vary).toBe('Accept-Encoding');
    expect(JSON.parse(answer.bytes.toString())).toEqual(LONG);
  }
});

it('a short answer always comes as it is', async () => {
  const answer = await ask({ name: 'Gehäuse' }, { 'accept-encoding': 'gzip' });
  expect(answer.headers['content-encoding']).toBeUndefined();
  expect(JSON.parse(answer.bytes.toString())).toEqual({ name: 'Gehäuse' });
});
