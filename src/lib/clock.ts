/** Safe to call twice. */
export type CancelTimer = () => void;

/** Wall clock and timers together, so that tests can move both. */
export interface Clock {
  now(): number;
  /** Does not keep the process alive. */
  after(ms: number, callback: () => void): CancelTimer;
}

/** Node fires timers with a longer delay at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, Math.min(Math.max(0, ms), MAX_TIMER_MS));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
