import type { Clock } from '../lib/clock.ts';
import { messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';

/** How often is looked, milliseconds: nobody tells a running app of a change on Home Assistant's options page. */
const LOOK_EVERY_MS = 30_000;

export interface OptionsWatchParts {
  /** Tells when it is worth a look at once. */
  core: { onReady(listener: () => void): () => void };
  /** Ends calls that are under way: an answer that never comes must not hold up the end of the app. */
  halt: () => void;
  /** Takes over what is saved now. */
  refresh: () => Promise<void>;
  clock: Clock;
  logger: Logger;
}

/** Notices options that were changed elsewhere, while the app runs. */
export class OptionsWatch {
  readonly #parts: OptionsWatchParts;
  readonly #loop: PollLoop;
  #undo: () => void = () => {};
  /** Told once, however long it lasts. */
  #trouble: string | null = null;
  #stopped = false;

  constructor(parts: OptionsWatchParts) {
    this.#parts = parts;
    const { refresh, clock, logger } = parts;
    this.#loop = createPollLoop({
      clock,
      pass: async () => {
        await refresh();
        this.#trouble = null;
        return LOOK_EVERY_MS;
      },
      onError: (error) => {
        const reason = messageOf(error);
        if (!this.#stopped && reason !== this.#trouble)
          logger.warn({ reason }, 'changed options cannot be noticed for now');
        this.#trouble = reason;
      },
      retryMs: LOOK_EVERY_MS,
    });
  }

  start(): void {
    this.#loop.start();
    this.#undo = this.#parts.core.onReady(() => this.#loop.wake());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#undo();
    const stopped = this.#loop.stop();
    this.#parts.halt();
    await stopped;
  }
}
