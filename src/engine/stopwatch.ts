/** Seconds spent in each named step. */
export class Stopwatch {
  readonly seconds: Record<string, number> = {};
  #from = performance.now();

  /** Ends the step that ran since the last call (or the start). */
  lap(step: string): void {
    const now = performance.now();
    this.seconds[step] = Math.round((now - this.#from) / 10) / 100;
    this.#from = now;
  }
}
