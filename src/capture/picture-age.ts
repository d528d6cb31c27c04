const REMEMBERED = 5;

/** Learns how often a camera has a new picture, to tell a slow camera from one that has stopped. */
export class PictureAge {
  #gaps: number[] = [];
  #newestAt: number | null = null;
  /** Before the first picture: since it is asked. */
  #since: number | null = null;

  noteNew(now: number): void {
    if (this.#newestAt !== null) this.#gaps = [...this.#gaps, now - this.#newestAt].slice(-REMEMBERED);
    this.#newestAt = now;
  }

  /** Twice its usual gap is over without a new picture. @param everyMs how often it is asked */
  isStale(now: number, everyMs: number): boolean {
    // The clock may have been set back.
    this.#since = Math.min(this.#since ?? now, now);
    if (this.#newestAt !== null) this.#newestAt = Math.min(this.#newestAt, now);
    const sorted = this.#gaps.toSorted((a, b) => a - b);
    const usual = sorted[sorted.length >> 1] ?? everyMs;
    return now - (this.#newestAt ?? this.#since) > 2 * Math.max(usual, everyMs);
  }
}
