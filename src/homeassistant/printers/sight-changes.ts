import { isDeepStrictEqual } from 'node:util';
import { createEmitter, type Emitter } from '../../lib/emitter.ts';
import type { PrinterSight, WatchedPrinter } from '../../print-jobs/printer-feed.ts';

export interface SeenPrinter {
  printer: WatchedPrinter;
  sight: PrinterSight;
}

/** Announces each printer that is another than the last time, or seen otherwise. */
export class SightChanges {
  readonly #emitter: Emitter<{ changed: string }>;
  #last = new Map<string, SeenPrinter>();

  /** @param onError receives what a listener throws; the others are still called */
  constructor(onError: (error: unknown) => void) {
    this.#emitter = createEmitter(onError);
  }

  /** Returns a function that unsubscribes. */
  on(listener: (key: string) => void): () => void {
    return this.#emitter.on('changed', listener);
  }

  /** @param printers all of them; those that are gone count as changed */
  compare(printers: readonly SeenPrinter[]): void {
    const before = this.#last;
    this.#last = new Map(printers.map((each) => [each.printer.key, each]));
    for (const key of new Set([...before.keys(), ...this.#last.keys()]))
      if (!isDeepStrictEqual(before.get(key), this.#last.get(key))) this.#emitter.emit('changed', key);
  }
}
