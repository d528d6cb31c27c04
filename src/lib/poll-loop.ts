import type { CancelTimer, Clock } from './clock.ts';

/** One background loop: run, wait, run again; `wake` cuts the wait short, `stop` awaits the running pass. */
export interface PollLoop {
  start(): void;
  /** Runs the next pass now, or right after the running one. */
  wake(): void;
  stop(): Promise<void>;
}

/**
 * @param pass does the work and returns in how many milliseconds it wants to run again; it must not throw for
 *   expected failures, and what it throws goes to `onError`
 * @param retryMs wait after a pass that threw
 */
export function createPollLoop(args: {
  clock: Clock;
  pass: () => Promise<number>;
  onError: (error: unknown) => void;
  retryMs: number;
}): PollLoop {
  let running: Promise<void> | undefined;
  let cancelTimer: CancelTimer = () => {};
  let woken = false;
  let stopped = true;

  async function onePass(): Promise<void> {
    let wait = args.retryMs;
    try {
      wait = await args.pass();
    } catch (error) {
      args.onError(error);
    }
    running = undefined;
    if (stopped) return;
    if (woken) begin();
    else cancelTimer = args.clock.after(wait, begin);
  }

  function begin(): void {
    cancelTimer();
    if (stopped || running !== undefined) return;
    woken = false;
    running = onePass();
  }

  return {
    start() {
      if (!stopped) return;
      stopped = false;
      begin();
    },
    wake() {
      woken = true;
      begin();
    },
    async stop() {
      stopped = true;
      cancelTimer();
      await running;
    },
  };
}
