import type { Clock } from '../../src/lib/clock.ts';

/** Node fires timers with a longer delay at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The real clock, with a lead that a test can enlarge: timers that fall due fire at once. */
export class FakeClock implements Clock {
  #lead = 0;
  readonly #timers = new Set<{ at: number; callback: () => void; handle: NodeJS.Timeout }>();

  now(): number {
    return Date.now() + this.#lead;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.now() + ms, callback, handle: setTimeout(() => {}, 0) };
    this.#timers.add(timer);
    this.#arm(timer);
    return () => {
      clearTimeout(timer.handle);
      this.#timers.delete(timer);
    };
  }

  /** Whether someone waits for a moment to come. */
  get isWaiting(): boolean {
    return this.#timers.size > 0;
  }

  /** Lets time jump; negative = the clock was set back. */
  advance(ms: number): void {
    this.#lead += ms;
    for (const timer of this.#timers) {
      // Timers do not wait longer because the clock was set back.
      if (ms < 0) timer.at += ms;
      this.#arm(timer);
    }
  }

  #arm(timer: { at: number; callback: () => void; handle: NodeJS.Timeout }): void {
    clearTimeout(timer.handle);
    timer.handle = setTimeout(
      () => {
        this.#timers.delete(timer);
        timer.callback();
      },
      Math.min(Math.max(0, timer.at - this.now()), MAX_TIMER_MS),
    );
  }
}
