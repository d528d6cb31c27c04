import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningCommand } from './run-command.ts';

const TURN_MS = 400;

/**
 * Lets a program run for a part of the time only: the lowest priority still takes caches and memory from others, and
 * half of a core that two threads share.
 *
 * @param part 0 to 1, asked anew in each turn
 * @param over ends it; the program runs on then
 */
export async function takeTurns(
  command: Pick<RunningCommand, 'pause' | 'resume'>,
  part: () => number,
  over: AbortSignal,
): Promise<void> {
  try {
    for (;;) {
      const running = Math.min(1, Math.max(0, part())) * TURN_MS;
      if (running < TURN_MS) {
        command.pause();
        await sleep(TURN_MS - running, undefined, { signal: over, ref: false });
        command.resume();
      }
      await sleep(running, undefined, { signal: over, ref: false });
    }
  } catch {
    command.resume();
  }
}
