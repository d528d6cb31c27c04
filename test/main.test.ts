import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cleanUp, makeFolders, startTestApp } from './helpers/start-app.ts';
import { waitFor } from './helpers/wait-for.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** Starts the app as a process of its own on a data folder, with whatever else its environment holds. */
function start(data: string, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, DATA_DIR: data, PORT: '0', ...env },
  });
  cleanUp(async () => child.kill('SIGKILL'));
  const output = { text: '' };
  child.stdout.on('data', (chunk) => {
    output.text += String(chunk);
  });
  const address = () =>
    waitFor(
      'the address',
      () => /Open (http:\S+)/.exec(output.text)?.[1] ?? (child.exitCode !== null && 'ended'),
    );
  return { child, address, ended: once(child, 'exit'), errors: text(child.stderr) };
}

/** The environments of everything that a process has started and that still runs; null = nothing does. */
async function environmentsOfChildren(parent: number): Promise<string | null> {
  const ids = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8').catch(() => '');
  const look = (id: string, what: string) => readFile(`/proc/${id}/${what}`, 'utf8').catch(() => '');
  // Before it has become the other program, it is a copy of us.
  const read = async (id: string) =>
    (await look(id, 'cmdline')).includes('-process') ? look(id, 'environ') : '';
  return (await Promise.all(ids.trim().split(' ').map(read))).join('') || null;
}

describe('the process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('serves, and ends cleanly on %s', async (signal) => {
    const { child, address, ended, errors } = start((await makeFolders()).data);
    expect((await fetch(`${await address()}api/v1/health`)).status).toBe(200);
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
    expect(await errors).toBe('');
  });

  it('ends cleanly though the signal comes in the middle of the start, and twice', async () => {
    const { data } = await makeFolders();
    // Told as soon as it is found, long before the app listens.
    await writeFile(join(data, 'timelapse.sqlite3'), 'no database '.repeat(200));
    const { child, ended } = start(data);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('starts nothing that knows its secrets [1.24]', async () => {
    const { data, source } = await makeFolders();
    const secrets = {
      SUPERVISOR_TOKEN: 'sesame',
      HASSIO_TOKEN: 'sesame',
      MQTT_PASSWORD: 'sesame',
      My_Api_Key: 'sesame',
    };
    const mark = join(data, 'environment');
    const engine = join(data, 'engine.sh');
    await writeFile(engine, `#!/bin/sh\nenv > '${mark}'\n`, { mode: 0o755 });
    const { child, address } = start(data, {
      ...secrets,
      KEPT: 'yes',
      HOST: '127.0.0.1',
      SUPERVISOR_URL: 'http://127.0.0.1:9',
      TIMELAPSE_SOURCE_FOLDER: source,
      TIMELAPSE_SCAN_INTERVAL: '2',
      TIMELAPSE_FLICKERFREE_PATH: engine,
    });
    const url = `${await address()}api/v1/settings`;
    const own = await waitFor('a process of its own', async () => {
      void fetch(`${url}/folders?path=${source}`).catch(() => {});
      return environmentsOfChildren(child.pid!);
    });
    expect(own).toContain('KEPT=yes');
    expect(own).not.toContain('sesame');
    await fetch(`${url}/test`, { method: 'POST' });
    const engines = await readFile(mark, 'utf8');
    expect(engines).toContain('KEPT=yes');
    expect(engines).not.toContain('sesame');
  });

  it('says in one sentence why it cannot start, and ends with 1', async () => {
    const first = await startTestApp();
    const { ended, errors } = start((await makeFolders()).data, { PORT: String(first.app.port) });
    expect(await ended).toEqual([1, null]);
    expect(await errors).toMatch(/^The app cannot listen on .+ used by another program\. Stop .+\.\n$/);
  });

  it('says so when its data folder cannot be made', async () => {
    const { ended, errors } = start('/dev/null/data');
    expect(await ended).toEqual([1, null]);
    expect(await errors).toMatch(/^The data folder \/dev\/null\/data cannot be created: .+DATA_DIR.+\n$/);
  });
});
