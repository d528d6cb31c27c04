import type { CancelTimer, Clock } from './clock.ts';
import { messageOf } from './errors.ts';

export interface PollLoop {
  start(): void;
  /** Cuts the wait short; a running pass is followed by another at once. */
  wake(): void;
  /** Resolves after the next pass that starts, or when there will be none. */
  nextPass(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param pass returns the milliseconds until the next run. It must not throw for expected failures; of several equal
 * failures in a row only the first goes to `onError`
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
  let lastFailure: string | null = null;
  let stopped = true;
  let next = Promise.withResolvers<void>();

  async function onePass(): Promise<void> {
    let wait = args.retryMs;
    try {
      wait = await args.pass();
      lastFailure = null;
    } catch (error) {
      const failure = messageOf(error);
      if (failure !== lastFailure) args.onError(error);
      lastFailure = failure;
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
    const over = next.resolve;
    next = Promise.withResolvers();
    running = onePass().then(over);
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
    nextPass: () => next.promise,
    async stop() {
      stopped = true;
      cancelTimer();
      await running;
      next.resolve();
    },
  };
}
