import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WireFolderList } from '../../../src/shared/settings.ts';
import { startTestApp } from '../../helpers/start-app.ts';
import { startInHomeAssistant } from '../../helpers/start-in-home-assistant.ts';
import { BY_HAND } from '../../helpers/with-video.ts';

const ADMIN = { id: 'a1', name: 'Ada', group_ids: ['system-admin'] };

/** Names that Home Assistant takes for an attack when they stand in an address. */
const HARMFUL = [
  'concat (a)',
  'Concat plate(2)',
  'union select (1)',
  'union all select',
  '../up',
  'a=/b/c',
  '<b>script</b>',
  'proc/self/environ',
];

const hidden = (text: string) => Buffer.from(text).toString('base64url');

describe('a text that Home Assistant would take for an attack', () => {
  it('finds print jobs and timelapses through ingress all the same [1.31]', async () => {
    const { app, supervisor } = await startInHomeAssistant(BY_HAND, {
      prepare: (core) => core.users.push(ADMIN),
    });
    for (const name of HARMFUL) await app.request('POST', '/jobs', { name });
    const ask = async (query: string) => {
      const answer = await supervisor.request(ADMIN, 'GET', `/jobs?${query}`);
      return { status: answer.status, body: answer.status === 200 ? await answer.json() : null };
    };
    for (const name of HARMFUL) {
      expect(await ask(`q=${encodeURIComponent(name)}`), name).toMatchObject({ status: 400, body: null });
      expect(await ask(`q64=${hidden(name)}`), name).toMatchObject({ status: 200, body: [{ name }] });
      const list = await supervisor.request(ADMIN, 'GET', `/timelapses?q64=${hidden(name)}`);
      expect(await list.json(), name).toEqual([]);
    }
  });

  it('names a folder of the folder picker all the same [1.31]', async () => {
    const app = await startTestApp(BY_HAND);
    for (const name of HARMFUL.map((each) => each.replaceAll(/\.\.\/|\//g, '-'))) {
      const folder = join(app.folders.source, name);
      await mkdir(join(folder, 'inside'), { recursive: true });
      const { folders } = await app.get<WireFolderList>(`/settings/folders?path64=${hidden(folder)}`);
      expect([name, folders.map((each) => each.name)]).toEqual([name, ['inside']]);
    }
  });

  it('must be base64url of UTF-8, and keep to the limits of the text [1.31]', async () => {
    const app = await startTestApp(BY_HAND);
    const status = async (path: string) => (await app.request('GET', path)).status;
    for (const bad of ['a', 'a+b=', '%F0', '_w', hidden('x'.repeat(201))])
      expect([bad, await status(`/jobs?q64=${bad}`)]).toEqual([bad, 400]);
    for (const bad of ['relative', '/a\0b', '', `/${'x'.repeat(4095)}`])
      expect([bad, await status(`/settings/folders?path64=${hidden(bad)}`)]).toEqual([bad, 400]);
    expect(await status('/jobs?q64=')).toBe(200);
    expect(await status(`/settings/folders?path64=${hidden('/proc')}`)).toBe(403);
  });
});
