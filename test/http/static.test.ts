import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { createErrorHandler, noSuchRoute } from '../../src/http/error-handler.ts';
import { listen } from '../../src/http/server.ts';
import { servePage } from '../../src/http/static.ts';
import { createLoggers } from '../../src/lib/logger.ts';
import { jsonOf, type RawAnswer, rawRequest } from '../helpers/raw-request.ts';
import { cleanUp, makeFolders } from '../helpers/start-app.ts';

type Ask = (path: string, headers?: Record<string, string>) => Promise<RawAnswer>;

/** Serves a page with these files. @returns how to ask for one */
async function serve(files: Record<string, string | Buffer>): Promise<Ask> {
  const { data } = await makeFolders();
  await mkdir(join(data, 'assets'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(data, name), text);
  const logger = createLoggers({ level: 'fatal' }).http;
  const app = express().use(servePage(data), noSuchRoute, createErrorHandler(logger));
  const http = await listen(app, { host: '127.0.0.1', port: 0, logger });
  cleanUp(() => http.stop());
  return (path, headers = {}) => rawRequest(http.port, { path, headers });
}

describe('the page', () => {
  it('is asked for anew each time, its hashed parts never again', async () => {
    const ask = await serve({ 'index.html': '<!doctype html>', 'assets/main-1a2b.js': 'export {};' });
    const page = await ask('/');
    expect([page.status, page.bytes.toString()]).toEqual([200, '<!doctype html>']);
    expect(page.headers['cache-control']).toBe('no-cache');
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    const script = await ask('/assets/main-1a2b.js');
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(script.headers['content-type']).toMatch(/^text\/javascript/);
  });

  it('that has not been built says what to do', async () => {
    const answer = await (await serve({}))('/');
    expect(answer.status).toBe(503);
    expect(jsonOf(answer)).toMatchObject({ error: { code: 'page_missing', remedy: 'Run: npm start' } });
  });
  it.each([
    '/assets',
    '/assets/',
    '/assets/../assets',
    '/assets/%00',
    '/assets/%',
    '/..%2f..%2fetc%2fpasswd',
  ])('answers what is no file of it in the one error shape: %s [1.20]', async (path) => {
    const answer = await (await serve({ 'assets/main.js': '' }))(path);
    expect([400, 404]).toContain(answer.status);
    expect(jsonOf(answer)).toMatchObject({ error: { message: expect.stringMatching(/\.$/) } });
  });
});
