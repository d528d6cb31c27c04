import { isDeepStrictEqual } from 'node:util';
import type { PrinterSight } from '../../print-jobs/printer-feed.ts';

/** Calls listeners for each printer whose sight is another than the last time. */
export class SightChanges {
  readonly #listeners = new Set<(key: string) => void>();
  #last = new Map<string, PrinterSight>();

  /** Returns a function that unsubscribes. */
  on(listener: (key: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param next the sights of all printers; those that are gone count as changed */
  compare(next: Map<string, PrinterSight>): void {
    const before = this.#last;
    this.#last = next;
    for (const key of new Set([...before.keys(), ...next.keys()])) {
      if (isDeepStrictEqual(before.get(key), next.get(key))) continue;
      for (const listener of this.#listeners) listener(key);
    }
  }
}
