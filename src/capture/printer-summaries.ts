import type { Emitter } from '../lib/emitter.ts';
import type { PrinterFeed } from '../print-jobs/printer-feed.ts';
import type { CaptureEvents } from './capture-events.ts';
import type { CaptureStore } from './capture-store.ts';
import { type Capture, isRunning } from './capture.ts';
import type { Captures } from './captures.ts';
import type { PrinterOptionsStore } from './printer-options-store.ts';

export interface PrinterSummary {
  key: string;
  name: string;
  isEnabled: boolean;
  /** Of the running print, or the latest one that was captured: one for each camera, that of the first camera first. */
  captures: readonly Capture[];
}

export interface PrinterSummariesDeps {
  feed: PrinterFeed;
  captures: Captures;
  captureStore: Pick<CaptureStore, 'listLatestOf'>;
  printerOptions: PrinterOptionsStore;
  emitter: Emitter<CaptureEvents>;
}

/** What is shown of each printer in Home Assistant. */
export class PrinterSummaries {
  readonly #deps: PrinterSummariesDeps;
  /** Read once, and kept up to date. */
  readonly #latest = new Map<string, Capture[]>();

  constructor(deps: PrinterSummariesDeps) {
    this.#deps = deps;
    deps.emitter.on('capture.changed', (capture) => this.#note(capture));
  }

  /** Null = not known yet which printers there are. */
  async read(): Promise<PrinterSummary[] | null> {
    const { feed, printerOptions, captures } = this.#deps;
    if (!feed.isKnown) return null;
    return Promise.all(
      feed.printers.map(async (printer) => {
        const options = await printerOptions.get(printer);
        const { key, name } = printer;
        const latest = (await this.#latestOf(key)).map((each) => captures.latest(each));
        const rank = ({ camera }: Capture) =>
          'entity' in camera && camera.entity === options.cameras[0] ? 0 : 1;
        return {
          ...{ key, name, isEnabled: options.capture_enabled },
          captures: latest.toSorted((one, other) => rank(one) - rank(other)),
        };
      }),
    );
  }

  async #latestOf(key: string): Promise<Capture[]> {
    if (!this.#latest.has(key)) {
      const found = await this.#deps.captureStore.listLatestOf(key);
      // Something may have begun meanwhile.
      if (!this.#latest.has(key)) this.#latest.set(key, found);
    }
    return this.#latest.get(key)!;
  }

  #note(capture: Capture): void {
    if (capture.print === null) return;
    const { printerKey: key, externalId } = capture.print;
    const known = this.#latest.get(key);
    // Without those before, which are read when they are needed.
    if (!known) return;
    const isOfThis = ({ print }: Capture) => print?.externalId === externalId;
    if (!isRunning(capture) && !known.some(isOfThis)) return;
    const others = known.filter((each) => isOfThis(each) && each.id !== capture.id);
    this.#latest.set(key, [...others, capture]);
  }
}
