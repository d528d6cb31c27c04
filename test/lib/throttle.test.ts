import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createThrottle } from '../../src/lib/throttle.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A throttle of one run a second, and how often it ran. */
function start() {
  const runs = { count: 0 };
  const throttle = createThrottle(1000, () => {
    runs.count += 1;
  });
  return { throttle, runs };
}

describe('a throttle', () => {
  it('lets the first call through at once', () => {
    const { throttle, runs } = start();
    throttle.call();
    vi.advanceTimersByTime(0);
    expect(runs.count).toBe(1);
  });

  it('lets one call through in each second, however many there are', () => {
    const { throttle, runs } = start();
    for (let ms = 0; ms < 4900; ms += 10) {
      throttle.call();
      vi.advanceTimersByTime(10);
    }
    expect(runs.count).toBe(5);
  });

  it('never swallows the last call', () => {
    const { throttle, runs } = start();
    throttle.call();
    vi.advanceTimersByTime(1);
    throttle.call();
    vi.advanceTimersByTime(998);
    expect(runs.count).toBe(1);
    vi.advanceTimersByTime(1);
    expect(runs.count).toBe(2);
    vi.advanceTimersByTime(10_000);
    expect(runs.count).toBe(2);
  });

  it('lets a call through at once after a pause', () => {
    const { throttle, runs } = start();
    throttle.call();
    vi.advanceTimersByTime(5000);
    throttle.call();
    vi.advanceTimersByTime(0);
    expect(runs.count).toBe(2);
  });

  it('lets nothing through once it is stopped', () => {
    const { throttle, runs } = start();
    throttle.call();
    throttle.stop();
    vi.advanceTimersByTime(5000);
    expect(runs.count).toBe(0);
  });
});
