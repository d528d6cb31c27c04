const EVERY_MS = 30_000;
/** A picture that shows something else takes more or fewer bytes. */
const MAX_CHANGE = 0.25;

/** Decides which pictures are measured, which would take too much time for each of many cameras. */
export class LookSchedule {
  #at = Number.NEGATIVE_INFINITY;
  #bytes = 0;

  isDue(bytes: number, now: number): boolean {
    const passed = now - this.#at;
    return passed < 0 || passed >= EVERY_MS || Math.abs(bytes - this.#bytes) > MAX_CHANGE * this.#bytes;
  }

  /** Only of pictures that were kept: what shows nothing must be noticed each time. */
  noteKept(bytes: number, now: number): void {
    this.#at = now;
    this.#bytes = bytes;
  }
}
