import type { Clock } from '../lib/clock.ts';
import { messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';

/** The Supervisor does not announce changes on its options page. */
const CHECK_EVERY_MS = 30_000;

export interface OptionsWatchDeps {
  /** Signals when polling is worthwhile. */
  core: { onReady(listener: () => void): () => void };
  /** Aborts running calls: a missing response must not delay the app's exit. */
  halt: () => void;
  refresh: () => Promise<void>;
  clock: Clock;
  logger: Logger;
}

export class OptionsWatch {
  readonly #deps: OptionsWatchDeps;
  readonly #loop: PollLoop;
  #undo: () => void = () => {};
  /** Reported once, however long it lasts. */
  #problem: string | null = null;
  #stopped = false;

  constructor(deps: OptionsWatchDeps) {
    this.#deps = deps;
    const { refresh, clock, logger } = deps;
    this.#loop = createPollLoop({
      clock,
      pass: async () => {
        await refresh();
        this.#problem = null;
        return CHECK_EVERY_MS;
      },
      onError: (error) => {
        const reason = messageOf(error);
        if (!this.#stopped && reason !== this.#problem)
          logger.warn({ reason }, 'changes to the options cannot be detected at the moment');
        this.#problem = reason;
      },
      retryMs: CHECK_EVERY_MS,
    });
  }

  start(): void {
    this.#loop.start();
    this.#undo = this.#deps.core.onReady(() => this.#loop.wake());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#undo();
    const stopped = this.#loop.stop();
    this.#deps.halt();
    await stopped;
  }
}
