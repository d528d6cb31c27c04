import { readdir, readFile } from 'node:fs/promises';
import { cleanUp } from './start-app.ts';
import { waitFor } from './wait-for.ts';

/**
 * Ids of the living processes that the app has started from a program of this name.
 *
 * @param app id of its process; this one by default
 */
export async function childProcesses(program: string, app = process.pid): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      const status = command.includes(program)
        ? await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
        : '';
      return status.includes(`PPid:\t${app}\n`) ? [Number(id)] : [];
    }),
  );
  return found.flat();
}

/**
 * Halts the scan of the source folder that is running, or the next one. From outside, a halted process is what a call on
 * a hanging share is: alive, and silent.
 */
export async function haltOneScan(): Promise<void> {
  const halted = await waitFor('a running scan', async () => {
    const [id] = await childProcesses('scan-process');
    return id !== undefined && sendSignal(id, 'SIGSTOP') ? id : null;
  });
  cleanUp(() => Promise.resolve(void sendSignal(halted, 'SIGKILL')));
}

/** Goes on halting scans: one that had already reported everything when it was halted holds up nothing. */
export async function haltScansUntil(noticed: Promise<unknown>): Promise<void> {
  let isNoticed = false;
  const over = noticed.then(() => {
    isNoticed = true;
  });
  while (!isNoticed) await Promise.race([over, haltOneScan()]);
}

/** False when the process has ended in the meantime. */
function sendSignal(id: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(id, signal);
  } catch {
    return false;
  }
}
