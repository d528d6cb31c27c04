import type { Clock } from './clock.ts';

export interface Patience {
  clock: Clock;
  retryMs: number;
  /** Other failures are thrown at once. */
  mayPass: (error: unknown) => boolean;
  /** Called with the first of several consecutive failures. */
  onFailure: (error: unknown) => void;
}

/** Retries work that must not be lost, such as saving the result of a render, until it succeeds. */
export class UntilItHolds {
  readonly #patience: Patience;
  #failure: unknown = null;
  #givenUp = false;
  #wake: () => void = () => {};
  #onFailure: ((error: unknown) => void)[] = [];

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  get isWaiting(): boolean {
    return this.#failure !== null;
  }

  /**
   * @param isUnwanted asked after a failure: true = do not try again
   * @throws a permanent failure, or the last one when it stops retrying
   */
  async run<T>(work: () => Promise<T>, isUnwanted: () => boolean = () => false): Promise<T> {
    for (;;) {
      try {
        const result = await work();
        this.#failure = null;
        return result;
      } catch (error) {
        const isOver = !this.#patience.mayPass(error) || this.#givenUp || isUnwanted();
        this.#failed(error, isOver);
        if (isOver) throw error;
        await this.#wait();
        if (isUnwanted()) throw error;
      }
    }
  }

  retryNow(): void {
    this.#wake();
  }

  /** From now on everything is tried only once. */
  giveUp(): void {
    this.#givenUp = true;
    this.#wake();
  }

  nextFailure(): Promise<unknown> {
    return new Promise((resolve) => this.#onFailure.push(resolve));
  }

  #failed(error: unknown, isOver: boolean): void {
    for (const notify of this.#onFailure.splice(0)) notify(error);
    if (this.#failure === null && !isOver) this.#patience.onFailure(error);
    this.#failure = isOver ? null : error;
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#patience.clock.after(this.#patience.retryMs, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}
