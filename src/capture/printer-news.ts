import { isDeepStrictEqual } from 'node:util';
import type { Emitter } from '../lib/emitter.ts';
import type { Part } from '../lib/part.ts';
import type { PrinterFeed } from '../print-jobs/printer-feed.ts';
import type { CaptureEvents } from './capture-events.ts';

/** Announces printers of which something changed that is shown; temperatures, which always change, are not. */
export class PrinterNews implements Part {
  readonly #feed: PrinterFeed;
  readonly #emitter: Emitter<CaptureEvents>;
  readonly #last = new Map<string, unknown>();
  #undo: () => void = () => {};

  constructor({ feed, emitter }: { feed: PrinterFeed; emitter: Emitter<CaptureEvents> }) {
    this.#feed = feed;
    this.#emitter = emitter;
  }

  start(): void {
    this.#undo = this.#feed.onChange((key) => this.#compare(key));
  }

  stop(): void {
    this.#undo();
  }

  #compare(key: string): void {
    const shown = this.#shown(key);
    if (isDeepStrictEqual(shown, this.#last.get(key))) return;
    this.#last.set(key, shown);
    this.#emitter.emit('printer.changed', { key });
  }

  #shown(key: string) {
    const printer = this.#feed.printers.find((each) => each.key === key);
    const sight = this.#feed.sightOf(key);
    if (!printer || !sight) return null;
    const { isReachable, print, doing, layer, layers, progress } = sight;
    return { printer, isReachable, print, doing, layer, layers, progress };
  }
}
