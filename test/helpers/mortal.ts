/** Lets what belongs to an app do a number of things, and then nothing more, as a kill does. */
export class Mortal {
  #left: number;
  readonly #random: () => number;
  readonly #death = Promise.withResolvers<void>();
  #isDead = false;

  /** @param calls until the kill, which comes before or after the last of them */
  constructor(calls: number, random: () => number) {
    this.#left = calls;
    this.#random = random;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  get death(): Promise<void> {
    return this.#death.promise;
  }

  /** The same, of which each call may be the last. */
  of<T extends object>(owner: T): T {
    return new Proxy(owner, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => this.#call(() => Reflect.apply(value, target, args) as unknown);
      },
    });
  }

  async #call(work: () => unknown): Promise<unknown> {
    if (this.#isDead) return new Promise(() => {});
    this.#left -= 1;
    if (this.#left > 0) return work();
    this.#isDead = true;
    // Its transaction is on the disk, but nobody learns of it.
    if (this.#random() < 0.5) {
      const result = (await Promise.resolve(work()).catch(() => {})) as
        { close?(): Promise<void> } | undefined;
      // The system closes the files of a process that ends.
      await result?.close?.();
    }
    this.#death.resolve();
    return new Promise(() => {});
  }
}
