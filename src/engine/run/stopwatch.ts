export class Stopwatch {
  readonly seconds: Record<string, number> = {};
  #from = performance.now();

  /** Ends a step, or a part of it, that began at the last call (or the start). */
  lap(step: string): void {
    const now = performance.now();
    const before = this.seconds[step] ?? 0;
    this.seconds[step] = Math.round(100 * before + (now - this.#from) / 10) / 100;
    this.#from = now;
  }
}
