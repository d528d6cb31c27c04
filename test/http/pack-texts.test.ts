import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express from 'express';
import { expect, it } from 'vitest';
import { packTexts } from '../../src/http/pack-texts.ts';
import { listen } from '../../src/http/server.ts';
import { createLoggers } from '../../src/lib/logger.ts';
import { rawRequest } from '../helpers/raw-request.ts';
import { cleanUp, makeFolders } from '../helpers/start-app.ts';

const LONG = Array.from({ length: 2000 }, (_, id) => ({ id, name: 'Gehäuse' }));
const PATHS = ['/long', '/long.js'];

async function ask(path: string, headers: Record<string, string> = {}) {
  const { data } = await makeFolders();
  for (const name of ['long.js', 'film.mp4']) await writeFile(join(data, name), JSON.stringify(LONG));
  const app = express().use(packTexts(), express.static(data));
  app.get('/long', (_req, res) => void res.json(LONG));
  app.get('/short', (_req, res) => void res.json(LONG.slice(0, 2)));
  const http = await listen(app, {
    host: '127.0.0.1',
    port: 0,
    logger: createLoggers({ level: 'warning' }).http,
  });
  cleanUp(() => http.stop());
  return rawRequest(http.port, { path, headers });
}

it.each(PATHS)('a long text comes packed to who takes it, and is the same: %s', async (path) => {
  for (const [encoding, unpack] of [
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ] as const) {
    const answer = await ask(path, { 'accept-encoding': encoding });
    expect(answer.headers).toMatchObject({ 'content-encoding': encoding, vary: 'Accept-Encoding' });
    expect(answer.bytes.length).toBeLessThan(JSON.stringify(LONG).length / 4);
    expect(JSON.parse(unpack(answer.bytes).toString())).toEqual(LONG);
  }
});

it.each(PATHS)('a long text comes as it is to who does not: %s', async (path) => {
  for (const headers of [{}, { 'accept-encoding': 'identity' }, { 'accept-encoding': 'gzip;q=0' }]) {
    const answer = await ask(path, headers);
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers.vary).toBe('Accept-Encoding');
    expect(JSON.parse(answer.bytes.toString())).toEqual(LONG);
  }
});

it('a short text, a film, a part of a file and what ingress asks for come as they are', async () => {
  const range = { range: 'bytes=0-9999' };
  for (const [path, headers, status] of [
    ['/short', {}, 200],
    ['/film.mp4', {}, 200],
    ['/film.mp4', range, 206],
    ['/long.js', range, 206],
    ['/long.js', { 'x-ingress-path': '/api/hassio_ingress/token' }, 200],
  ] as const) {
    const answer = await ask(path, { 'accept-encoding': 'gzip, br', ...headers });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers['content-length']).toBe(String(answer.bytes.length));
  }
});
