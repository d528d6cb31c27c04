/** Calls under way at most. There are four threads for files, and the database needs one of them. */
const MOST_AT_ONCE = 2;

/** A share gives no answer. Like the system's own errors it has a code. */
class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly code = 'ETIMEDOUT';
}

/**
 * File system calls on folders that may lie on a share. On a dead one they never return, and each keeps a thread that
 * the database needs too; so there is one at a time for each folder, few in all, and nobody waits for them for long.
 */
export class ShareCalls {
  readonly #limitMs: number;
  /** When the calls under way began, by their folder. */
  readonly #begun = new Map<string, number>();
  readonly #waiting = new Set<() => void>();

  /** @param limitMs the longest wait for an answer, milliseconds */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /**
   * Makes a call when it is its turn.
   *
   * @throws what the call throws, or an error with the code `ETIMEDOUT`: at once while an earlier one hangs
   */
  async ask<T>(folder: string, call: () => Promise<T>): Promise<T> {
    const asked = { gone: false };
    let limit: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      limit = setTimeout(() => {
        asked.gone = true;
        reject(this.#noAnswer());
      }, this.#limitMs);
    });
    try {
      return await Promise.race([this.#inTurn(folder, call, asked), tooLate]);
    } finally {
      clearTimeout(limit);
    }
  }

  async #inTurn<T>(folder: string, call: () => Promise<T>, asked: { gone: boolean }): Promise<T> {
    while (this.#begun.has(folder) || this.#begun.size >= MOST_AT_ONCE) {
      if (this.#isHopeless(folder)) throw this.#noAnswer();
      await new Promise<void>((wake) => this.#waiting.add(wake));
      // Nobody waits for the answer any more.
      if (asked.gone) throw this.#noAnswer();
    }
    this.#begun.set(folder, performance.now());
    try {
      return await call();
    } finally {
      this.#begun.delete(folder);
      const waiting = [...this.#waiting];
      this.#waiting.clear();
      for (const wake of waiting) wake();
    }
  }

  /** Whether what is in the way has hung for so long that it will not be out of it in time. */
  #isHopeless(folder: string): boolean {
    const hangs = (begunAt: number): boolean => performance.now() - begunAt >= this.#limitMs;
    const own = this.#begun.get(folder);
    return own === undefined ? [...this.#begun.values()].every(hangs) : hangs(own);
  }

  #noAnswer(): NoAnswerError {
    return new NoAnswerError(`it gives no answer within ${this.#limitMs / 1000} s`);
  }
}
