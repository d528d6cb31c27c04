/** Undoes a timer; safe to call twice. */
export type CancelTimer = () => void;

/** Wall clock and timers in one, so that tests can move both together. */
export interface Clock {
  /** Now, in milliseconds since 1970. */
  now(): number;
  /** Calls back once `ms` milliseconds have passed; does not keep the process alive. */
  after(ms: number, callback: () => void): CancelTimer;
}

/** Longest delay a Node timer takes; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, Math.min(Math.max(0, ms), LONGEST_TIMER_MS));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
