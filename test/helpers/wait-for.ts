import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer. Not a measurement: the limit only keeps a failing test from hanging.
 *
 * @throws Error with `what` when there is none in time
 */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  limitMs = 60_000,
): Promise<T> {
  const started = performance.now();
  while (performance.now() - started < limitMs) {
    const answer = await ask();
    if (answer) return answer;
    await sleep(25);
  }
  throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}.`);
}
