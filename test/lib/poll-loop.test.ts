import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/lib/clock.ts';
import { createPollLoop } from '../../src/lib/poll-loop.ts';

/** A clock that stands still until a test lets its timer fall due. */
function stoppedClock() {
  let due: (() => void) | undefined;
  const waits: number[] = [];
  const clock: Clock = {
    now: () => 0,
    after: (ms, callback) => {
      waits.push(ms);
      due = callback;
      return () => {
        due = undefined;
      };
    },
  };
  return { clock, waits, isWaiting: () => due !== undefined, ring: () => due?.() };
}

/** A loop whose passes end when the test lets them. */
function start(wait: () => number = () => 500) {
  const time = stoppedClock();
  const errors: unknown[] = [];
  const passes: (() => void)[] = [];
  const loop = createPollLoop({
    clock: time.clock,
    retryMs: 9000,
    onError: (error) => errors.push(error),
    pass: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      passes.push(resolve);
      await promise;
      return wait();
    },
  });
  const endPass = async (): Promise<void> => {
    passes.at(-1)?.();
    await turn();
  };
  return { ...time, loop, errors, passes, endPass };
}

describe('a loop', () => {
  it('does nothing before it is started', async () => {
    const { loop, passes } = start();
    loop.wake();
    await turn();
    expect(passes).toHaveLength(0);
  });

  it('resolves when a pass is over that began after the question', async () => {
    const { loop, endPass } = start();
    loop.start();
    let over = false;
    const asked = loop.nextPass().then(() => {
      over = true;
    });
    loop.wake();
    await endPass();
    expect(over).toBe(false);
    await endPass();
    await asked;
    expect(over).toBe(true);
  });

  it('leaves nobody waiting for a pass that a stop has made impossible', async () => {
    const { loop, endPass } = start();
    loop.start();
    const asked = loop.nextPass();
    const stopping = loop.stop();
    await endPass();
    await stopping;
    await asked;
  });

  it('waits after a pass as long as the pass has said, then runs the next', async () => {
    const { loop, passes, endPass, waits, ring } = start();
    loop.start();
    expect(passes).toHaveLength(1);
    expect(waits).toEqual([]);
    await endPass();
    expect(waits).toEqual([500]);
    expect(passes).toHaveLength(1);
    ring();
    expect(passes).toHaveLength(2);
  });

  it('started twice runs once', async () => {
    const { loop, passes } = start();
    loop.start();
    loop.start();
    await turn();
    expect(passes).toHaveLength(1);
  });

  it('runs at once when it is woken while it waits, and waits no longer', async () => {
    const { loop, passes, endPass, isWaiting } = start();
    loop.start();
    await endPass();
    loop.wake();
    expect(passes).toHaveLength(2);
    expect(isWaiting()).toBe(false);
  });

  it('runs once more, however often it is woken during a pass, and never two passes at a time', async () => {
    const { loop, passes, endPass, waits } = start();
    loop.start();
    for (let i = 0; i < 5; i += 1) loop.wake();
    expect(passes).toHaveLength(1);
    await endPass();
    expect(passes).toHaveLength(2);
    await endPass();
    expect(passes).toHaveLength(2);
    expect(waits).toEqual([500]);
  });

  it('reports a pass that threw, and tries again after a while', async () => {
    const { loop, errors, endPass, waits, ring, passes } = start(() => {
      throw new Error('broken');
    });
    loop.start();
    await endPass();
    expect(errors).toEqual([new Error('broken')]);
    expect(waits).toEqual([9000]);
    ring();
    expect(passes).toHaveLength(2);
  });

  it('waits at its stop for the pass that runs, and starts no other', async () => {
    const { loop, passes, endPass, waits } = start();
    loop.start();
    let stopped = false;
    const stopping = loop.stop().then(() => {
      stopped = true;
    });
    loop.wake();
    await turn();
    expect(stopped).toBe(false);
    await endPass();
    await stopping;
    expect(passes).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it('sets no timer after a pass during which it was stopped', async () => {
    const { loop, endPass, waits } = start();
    loop.start();
    const stopping = loop.stop();
    await endPass();
    await stopping;
    expect(waits).toEqual([]);
  });

  it('stopped while it waits runs no more until it is started again', async () => {
    const { loop, passes, endPass, isWaiting } = start();
    loop.start();
    await endPass();
    await loop.stop();
    expect(isWaiting()).toBe(false);
    loop.wake();
    expect(passes).toHaveLength(1);
    loop.start();
    expect(passes).toHaveLength(2);
  });
});
