import type { Clock } from '../lib/clock.ts';
import { messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';

/** How often is looked, milliseconds: nobody tells a running app of a change on Home Assistant's options page. */
const LOOK_EVERY_MS = 30_000;

export interface OptionsWatchParts {
  /** Tells when it is worth a look at once. */
  core: { onReady(listener: () => void): () => void };
  /** Takes over what is saved now. */
  refresh: () => Promise<void>;
  clock: Clock;
  logger: Logger;
}

/** Notices options that were changed elsewhere, while the app runs. */
export class OptionsWatch {
  readonly #core: OptionsWatchParts['core'];
  readonly #loop: PollLoop;
  #undo: () => void = () => {};
  /** Told once, however long it lasts. */
  #trouble: string | null = null;

  constructor({ core, refresh, clock, logger }: OptionsWatchParts) {
    this.#core = core;
    this.#loop = createPollLoop({
      clock,
      pass: async () => {
        await refresh();
        this.#trouble = null;
        return LOOK_EVERY_MS;
      },
      onError: (error) => {
        const reason = messageOf(error);
        if (reason !== this.#trouble) logger.warn({ reason }, 'changed options cannot be noticed for now');
        this.#trouble = reason;
      },
      retryMs: LOOK_EVERY_MS,
    });
  }

  start(): void {
    this.#loop.start();
    this.#undo = this.#core.onReady(() => this.#loop.wake());
  }

  stop(): Promise<void> {
    this.#undo();
    return this.#loop.stop();
  }
}
