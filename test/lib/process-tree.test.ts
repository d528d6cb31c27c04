import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { endProcesses, findProcessesByEnv, signalProcess } from '../../src/lib/process-tree.ts';
import { cleanUp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

const NAME = 'TIMELAPSE_TREE_TEST';

/** A process that carries the variable and sleeps. */
async function sleeper(value: string): Promise<ChildProcess & { pid: number }> {
  const child = spawn('sleep', ['300'], { env: { PATH: process.env.PATH, [NAME]: value }, stdio: 'ignore' });
  cleanUp(async () => child.kill('SIGKILL'));
  await once(child, 'spawn');
  await waitFor('its environment', async () => (await findProcessesByEnv(NAME, value)).includes(child.pid!));
  return child as ChildProcess & { pid: number };
}

describe('a process', () => {
  it('is found by a variable of its environment, by the whole value alone', async () => {
    const { pid } = await sleeper('run-12');
    expect(await findProcessesByEnv(NAME, 'run-12')).toEqual([pid]);
    expect(await findProcessesByEnv(NAME, 'run-1')).toEqual([]);
    expect(await findProcessesByEnv('TREE_TEST', 'run-12')).toEqual([]);
  });

  it('that has ended is not found, and gets no signal', async () => {
    const child = await sleeper('ended');
    const ended = once(child, 'exit');
    expect(signalProcess(child.pid, 'SIGTERM')).toBe(true);
    await ended;
    expect(await findProcessesByEnv(NAME, 'ended')).toEqual([]);
    expect(signalProcess(child.pid, 0)).toBe(false);
  });
});

describe('the end of processes', () => {
  it('is awaited', async () => {
    const child = await sleeper('awaited');
    const ended = once(child, 'exit');
    await endProcesses(() => findProcessesByEnv(NAME, 'awaited'), 5000);
    expect(await ended).toEqual([null, 'SIGTERM']);
  });

  it('is at once when there are none', async () => {
    await endProcesses(async () => [], 5000);
  });

  it('is given up when something cannot be ended', async () => {
    const signals: number[] = [];
    await endProcesses(async () => {
      signals.push(1);
      return [2 ** 30];
    }, 60);
    expect(signals.length).toBeGreaterThan(1);
  });
});
