export interface Part {
  /** Never throws unless the app cannot run without this part. */
  start(): void | Promise<void>;
  /** Safe to call twice, and while starting. */
  stop(): void | Promise<void>;
}

export function onlyStopped(stop: () => void | Promise<void>): Part {
  return { start: () => {}, stop };
}

/** @param begin returns what ends it */
export function whileStarted(begin: () => () => void): Part {
  let end: () => void = () => {};
  return {
    start: () => {
      end = begin();
    },
    stop: () => end(),
  };
}

/** Starts parts one after another and stops them in reverse. */
export class RunningParts {
  readonly #started: Part[] = [];
  readonly #onError: (error: unknown) => void;
  #stopped: Promise<void> | undefined;

  /** @param onError receives what a part throws while stopping; the others are stopped anyway */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** @throws what a part throws; those before it keep running */
  async start(...parts: readonly Part[]): Promise<void> {
    for (const part of parts) {
      await part.start();
      this.#started.push(part);
    }
  }

  /** Safe to call twice. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    return this.#stopped;
  }

  async #stopAll(): Promise<void> {
    for (const part of this.#started.splice(0).reverse()) {
      try {
        await part.stop();
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
