import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Pause between two looks whether processes are gone, in milliseconds. */
const LOOK_EVERY_MS = 50;

/** Sends a signal to a process or, with a negative id, to its group; false when there is none left to hear it. */
export function signalProcess(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Ids of all living processes that carry `NAME=value` in their environment. This finds every descendant of a program
 * we started, even one that left its process group. Empty where there is no `/proc`.
 */
export async function findProcessesByEnv(name: string, value: string): Promise<number[]> {
  const wanted = `\0${name}=${value}\0`;
  const ids = (await readdir('/proc').catch(() => [])).filter((entry) => /^\d+$/.test(entry)).map(Number);
  const carries = async (pid: number): Promise<boolean> => {
    if (pid === process.pid) return false;
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
    return `\0${environment}\0`.includes(wanted) && (await isRunning(pid));
  };
  const found = await Promise.all(ids.map(async (pid) => ((await carries(pid)) ? [pid] : [])));
  return found.flat();
}

/** A zombie has ended: only its parent has not asked yet. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  return state !== '' && state !== 'Z' && state !== 'X';
}

/**
 * Ends processes: TERM, then KILL for those that are still there after the grace period. Resolves when none is left,
 * or when even KILL has not helped for another grace period (a process stuck in the kernel on a hanging share).
 *
 * @param living lists what is still alive; a negative id is a process group
 * @param graceMs milliseconds between TERM and KILL
 */
export async function endProcesses(living: () => Promise<number[]>, graceMs: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const started = performance.now();
    let targets = await living();
    for (const pid of targets) signalProcess(pid, signal);
    while (targets.length > 0 && performance.now() - started < graceMs) {
      await sleep(LOOK_EVERY_MS);
      targets = await living();
    }
    if (targets.length === 0) return;
  }
}
