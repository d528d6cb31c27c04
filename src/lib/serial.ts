/** Runs one piece of work after another, in the order they came; a failure of one does not stop the next. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => T | Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }

  /** Resolves when everything handed in so far has ended, whichever way. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
