import { execFileSync } from 'node:child_process';
import { chmod, copyFile, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WireCapture } from '../src/shared/capture.ts';
import type { WireHealth, WireNotice } from '../src/shared/system.ts';
import { startFakeCamera } from './fakes/fake-camera.ts';
import { putFrames } from './fixtures/make-frames.ts';
import { childProcesses } from './helpers/child-processes.ts';
import { cleanUp, engine, makeFolders } from './helpers/start-app.ts';
import { type AppProcess, startProcess } from './helpers/start-process.ts';
import { waitFor } from './helpers/wait-for.ts';

/** A user without the right to pass over limits; undefined when we have no such right ourselves. */
const NOBODY = process.getuid?.() === 0 ? 65534 : undefined;

/** The app as a process that the limits of the system apply to. */
async function start(node?: string) {
  const folders = await makeFolders();
  const top = dirname(folders.data);
  for (const folder of [top, ...Object.values(folders)]) await chmod(folder, 0o777);
  const options = {
    TIMELAPSE_FLICKERFREE_PATH: engine('foreign.sh'),
    HOME: top,
    ...(node === undefined ? {} : { PATH: `${dirname(node)}:${process.env.PATH}` }),
  };
  const app = startProcess(folders, options, {
    ...(node === undefined ? {} : { node }),
    ...(NOBODY === undefined ? {} : { uid: NOBODY }),
  });
  const url = await app.ready();
  await waitFor('a first scan', async () => (await health(url)).checks.source === 'ok');
  return { folders, app, url };
}

async function health(url: string): Promise<{ checks: { source: string } }> {
  return (await fetch(`${url}/api/v1/health`)).json() as Promise<{ checks: { source: string } }>;
}

async function noticesOf(url: string): Promise<WireNotice[]> {
  return ((await (await fetch(`${url}/api/v1/health`)).json()) as WireHealth).notices;
}

/** Sets a limit of the running app; null = the highest it may have. */
function setLimit({ child }: AppProcess, name: 'nproc' | 'nofile', limit: number | null): void {
  // By the same user: the limits of another's process are not ours to set.
  const as = NOBODY === undefined ? {} : { uid: NOBODY, gid: NOBODY };
  const prlimit = (...args: string[]): string =>
    String(execFileSync('prlimit', ['--pid', String(child.pid), ...args], as)).trim();
  const value = limit ?? prlimit(`--${name}`, '--noheadings', '--output', 'HARD');
  prlimit(`--${name}=${value}:`);
}

/** How many scans failed. */
function missed(app: AppProcess): number {
  return app.output().split('a scan failed').length - 1;
}

/** Puts a print in and waits for its video. */
async function expectVideo({ folders, app }: Awaited<ReturnType<typeof start>>): Promise<void> {
  await putFrames(join(folders.source, 'After it'), { secondsAgo: 5000 });
  await chmod(join(folders.source, 'After it'), 0o777);
  await waitFor('its video', async () => (await app.list())[0]?.status === 'completed');
}

describe('the app goes on where the system refuses it', () => {
  it('a process [1.3]', async () => {
    const started = await start();
    setLimit(started.app, 'nproc', 0);
    await waitFor('missed scans', () => missed(started.app) >= 2);
    expect((await health(started.url)).checks).toBeDefined();
    setLimit(started.app, 'nproc', null);
    await expectVideo(started);
  });

  it('a process, while pictures are taken [1.3]', async () => {
    const camera = await startFakeCamera();
    const { app, url, folders } = await start();
    const body = JSON.stringify({ name: 'Plant', still_image_url: camera.url, interval_seconds: 1 });
    const headers = { 'content-type': 'application/json' };
    const begun = await fetch(`${url}/api/v1/captures`, { method: 'POST', headers, body });
    const { id, folder_name: name } = (await begun.json()) as WireCapture;
    const until = (what: string, test: (capture: WireCapture) => boolean) =>
      waitFor(what, async () => {
        const [capture] = (await (await fetch(`${url}/api/v1/captures`)).json()) as WireCapture[];
        return test(capture!) && capture!;
      });
    const { image_count: before } = await until('pictures', ({ image_count: count }) => count >= 3);
    setLimit(app, 'nproc', 0);
    await until('pictures nevertheless', ({ image_count: count }) => count >= before + 3);
    // Whoever writes the pictures ends, too.
    for (const id of await childProcesses('share-call-process', app.child.pid)) process.kill(id, 'SIGKILL');
    const refused = await until('a problem', ({ problem }) => problem !== null);
    expect(refused).toMatchObject({
      state: 'capturing',
      problem: {
        code: 'no_process',
        message: 'The system is short of processes, files or memory: no more processes can be started.',
      },
    });
    expect(refused.refused.no_process).toBeGreaterThanOrEqual(5);
    expect(await noticesOf(url)).toContainEqual(expect.objectContaining({ code: 'capture_problem' }));
    setLimit(app, 'nproc', null);
    const again = await until('pictures again', ({ image_count: count, problem }) => {
      return problem === null && count >= refused.image_count + 3;
    });
    expect(again.folder_name).toBe(name);
    await fetch(`${url}/api/v1/captures/${id}/stop`, { method: 'POST' });
    const { image_count: count } = await until('its end', ({ state }) => state === 'closed');
    const pictures = (await readdir(join(folders.source, name))).filter((each) => each.endsWith('.jpg'));
    expect(pictures).toHaveLength(count);
    await waitFor('its video', async () => (await app.list())[0]?.status === 'completed');
    expect(await noticesOf(url)).not.toContainEqual(expect.objectContaining({ code: 'capture_problem' }));
  });

  it('the program of a process [1.3]', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'node-'));
    cleanUp(() => rm(folder, { recursive: true, force: true }));
    await chmod(folder, 0o755);
    const node = join(folder, 'node');
    await copyFile(process.execPath, node);
    await chmod(node, 0o755);
    const started = await start(node);
    await rename(node, `${node}.away`);
    await waitFor('it to be called unreachable', async () => {
      return missed(started.app) >= 3 && (await health(started.url)).checks.source === 'degraded';
    });
    await rename(`${node}.away`, node);
    await waitFor('the next scan', async () => (await health(started.url)).checks.source === 'ok');
    await expectVideo(started);
  });

  it('file descriptors, for processes and for connections [1.3]', async () => {
    const started = await start();
    const { app, url } = started;
    // What is open stays open, and nothing more can be.
    setLimit(app, 'nofile', 3);
    const { hostname, port } = new URL(url);
    const sockets = Array.from({ length: 20 }, () => createConnection(Number(port), hostname));
    for (const socket of sockets) socket.on('error', () => {});
    await waitFor('missed scans', () => missed(app) >= 2);
    setLimit(app, 'nofile', null);
    for (const socket of sockets as Socket[]) socket.destroy();
    expect((await health(url)).checks).toBeDefined();
    await expectVideo(started);
  });
});
