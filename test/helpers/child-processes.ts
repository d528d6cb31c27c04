import { readdir, readFile } from 'node:fs/promises';
import { cleanUp } from './start-app.ts';
import { waitFor } from './wait-for.ts';

/** Ids of the living processes that a test's own app has started from a program of this name. */
export async function childProcesses(program: string): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      const status = command.includes(program)
        ? await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
        : '';
      return status.includes(`PPid:\t${process.pid}\n`) ? [Number(id)] : [];
    }),
  );
  return found.flat();
}

/**
 * Stops the look at the source folder that is under way, or the next one. A stopped process is what a call on a
 * hanging share looks like from outside: alive, and silent.
 */
export async function stopOneLook(): Promise<void> {
  const stopped = await waitFor('a look under way', async () => {
    const [id] = await childProcesses('scan-process');
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
}
