/** Can be halted and continues with the remaining time. */
export class HaltingTimer {
  readonly #done: () => void;
  #left: number;
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param ms starts with the first `run()` */
  constructor(ms: number, done: () => void) {
    this.#left = ms;
    this.#done = done;
  }

  run(): void {
    this.#since = performance.now();
    this.#timer = setTimeout(this.#done, this.#left);
  }

  halt(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#left -= performance.now() - this.#since;
  }
}
