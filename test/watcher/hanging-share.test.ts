import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { putFrames } from '../fixtures/make-frames.ts';
import { cleanUp, engine, startTestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

/** Ids of the look that a test's own app has under way. */
async function looksUnderWay(): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      const status = command.includes('scan-process')
        ? await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
        : '';
      return status.includes(`PPid:\t${process.pid}\n`) ? [Number(id)] : [];
    }),
  );
  return found.flat();
}

test('a look that hangs is given up, the server goes on meanwhile, and the next look works', async () => {
  const app = await startTestApp(
    { timelapse_flickerfree_path: engine('foreign.sh') },
    { times: { scanStallMs: 1500 } },
  );
  // A stopped process is what a call on a hanging share looks like from outside: alive, and silent.
  const stopped = await waitFor('a look under way', async () => {
    const [id] = await looksUnderWay();
    if (id === undefined) return null;
    process.kill(id, 'SIGSTOP');
    return id;
  });
  cleanUp(async () => {
    try {
      process.kill(stopped, 'SIGKILL');
    } catch {
      // It has been given up and killed, as it should.
    }
  });
  await putFrames(join(app.folders.source, 'After the hang'), { secondsAgo: 5000 });
  expect((await app.request('GET', '/health')).status).toBe(200);
  await app.live.waitForEvent('system.changed', ({ health }) =>
    health.notices.some(({ message }) => message.includes('no answer for')),
  );
  await app.waitForCompleted('After the hang');
  expect((await app.get<{ status: string }>('/health')).status).toBe('ok');
});
