import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/lib/clock.ts';
import { waitFor } from '../helpers/wait-for.ts';

/** Timers of equal length fall due in the order in which they were started. */
const timersOfBefore = (): Promise<void> => sleep(1);

describe('the clock', () => {
  it('calls back once, also for a time that has passed already', async () => {
    let calls = 0;
    systemClock.after(-5, () => {
      calls += 1;
    });
    await waitFor('the call', () => calls > 0);
    await timersOfBefore();
    expect(calls).toBe(1);
  });

  it('does not call back at once for a time beyond what a timer can hold', async () => {
    let calls = 0;
    const cancel = systemClock.after(2 ** 40, () => {
      calls += 1;
    });
    await timersOfBefore();
    cancel();
    expect(calls).toBe(0);
  });

  it('does not call back when it was undone, which may be done twice', async () => {
    let calls = 0;
    const cancel = systemClock.after(1, () => {
      calls += 1;
    });
    cancel();
    cancel();
    await timersOfBefore();
    expect(calls).toBe(0);
  });
});
