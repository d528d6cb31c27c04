import { readdir, readFile, writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const CHECK_EVERY_MS = 50;

/** A negative id means a process group. False when there is no such process. */
export function signalProcess(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Ids of all running processes with `NAME=value` in their environment. This finds every descendant of a program, even
 * one that left its process group. Empty without `/proc`.
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

/**
 * Of the leader of a session. Linux may weigh whole sessions against each other, whatever the priority of the
 * processes in them, so the session gets it as well.
 *
 * @param niceness from 0 (normal) to 19 (lowest)
 */
export function lowerPriority(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // It may have ended already, or the system forbids it: it then runs at normal priority.
  }
  writeFile(`/proc/${pid}/autogroup`, String(niceness)).catch(() => {});
}

/** A zombie has ended; its parent just has not collected it yet. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  return state !== '' && state !== 'Z' && state !== 'X';
}

/**
 * Sends TERM, then KILL after the grace period. Resolves when all have ended, or when KILL has not helped within
 * another grace period (a process stuck in the kernel on a dead share).
 *
 * @param living lists running processes; a negative id is a process group
 */
export async function endProcesses(living: () => Promise<number[]>, graceMs: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const started = performance.now();
    let targets = await living();
    for (const pid of targets) signalProcess(pid, signal);
    while (targets.length > 0 && performance.now() - started < graceMs) {
      await sleep(CHECK_EVERY_MS);
      targets = await living();
    }
    if (targets.length === 0) return;
  }
}
