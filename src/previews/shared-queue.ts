import PQueue from 'p-queue';

interface SharedRun {
  promise: Promise<unknown>;
  waiting: number;
  started: boolean;
  cancel: AbortController;
}

/**
 * Callers with the same key share one run. Callers who leave before it starts free their place; started work is
 * finished.
 */
export class SharedQueue {
  readonly #queue = new PQueue({ concurrency: 1 });
  readonly #runs = new Map<string, SharedRun>();
  readonly #width: () => number;

  /** @param width maximum number of parallel runs, asked before each start */
  constructor(width: () => number = () => 1) {
    this.#width = width;
  }

  /** @throws what the work throws; the signal's reason; an AbortError when the queue is cleared */
  ask<T>(key: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    const run = this.#runs.get(key) ?? this.#add(key, work);
    run.waiting += 1;
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        reject(signal.reason as Error);
        this.#leave(key, run);
      };
      signal.addEventListener('abort', leave, { once: true });
      const stay = (): void => signal.removeEventListener('abort', leave);
      run.promise.then(resolve as (value: unknown) => void, reject).finally(stay);
    });
  }

  /** Drops what has not started and waits for the rest. */
  async clear(): Promise<void> {
    this.#queue.clear();
    await this.#queue.onPendingZero();
  }

  #add(key: string, work: () => Promise<unknown>): SharedRun {
    const run: SharedRun = {
      promise: Promise.resolve(),
      waiting: 0,
      started: false,
      cancel: new AbortController(),
    };
    this.#queue.concurrency = this.#width();
    const begin = async (): Promise<unknown> => {
      run.started = true;
      try {
        return await work();
      } finally {
        this.#queue.concurrency = this.#width();
      }
    };
    run.promise = this.#queue.add(begin, { signal: run.cancel.signal });
    this.#runs.set(key, run);
    const forget = (): void => {
      if (this.#runs.get(key) === run) this.#runs.delete(key);
    };
    run.promise.then(forget, forget);
    return run;
  }

  #leave(key: string, run: SharedRun): void {
    run.waiting -= 1;
    if (run.waiting > 0 || run.started) return;
    this.#runs.delete(key);
    run.cancel.abort();
  }
}
