import type { Clock, CancelTimer } from '../lib/clock.ts';
import { AppError, conflict, messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { Part } from '../lib/part.ts';
import { Serial } from '../lib/serial.ts';
import type { PrinterFeed, PrinterSight, WatchedPrinter } from '../print-jobs/printer-feed.ts';
import type { PrinterOptions } from '../shared/capture.ts';
import type { Capture } from './capture.ts';
import type { Captures } from './captures.ts';
import { noCamera } from './no-camera.ts';
import type { PrinterOptionsStore } from './printer-options-store.ts';

const RETRY_MS = 10_000;

export interface PrintFollowerDeps {
  feed: PrinterFeed;
  captures: Captures;
  printerOptions: PrinterOptionsStore;
  clock: Clock;
  logger: Logger;
}

/** Begins to capture what is printed, where the user wants it. */
export class PrintFollower implements Part {
  readonly #deps: PrintFollowerDeps;
  readonly #serial = new Serial();
  readonly #retries = new Map<string, CancelTimer>();
  #undo: () => void = () => {};

  constructor(deps: PrintFollowerDeps) {
    this.#deps = deps;
  }

  start(): void {
    const { feed, captures } = this.#deps;
    this.#undo = feed.onChange((key) => {
      captures.lookAgain(key);
      void this.follow(key);
    });
    for (const { key } of feed.printers) void this.follow(key);
  }

  async stop(): Promise<void> {
    this.#undo();
    for (const cancel of this.#retries.values()) cancel();
    this.#retries.clear();
    await this.#serial.settled();
  }

  /** Never throws: what cannot be begun now is tried again. */
  follow(key: string): Promise<void> {
    return this.#serial.run(async () => {
      this.#retries.get(key)?.();
      this.#retries.delete(key);
      try {
        await this.#follow(key);
      } catch (error) {
        const isExpected = error instanceof AppError;
        this.#deps.logger[isExpected ? 'warn' : 'error'](
          { printer: key, reason: messageOf(error) },
          'a print cannot be captured yet',
        );
        this.#retries.set(
          key,
          this.#deps.clock.after(RETRY_MS, () => void this.follow(key)),
        );
      }
    });
  }

  /** What is printed now, also where that is turned off, or was stopped. @throws AppError 404 or 409 */
  captureNow(printer: WatchedPrinter): Promise<Capture[]> {
    return this.#serial.run(async () => {
      const { feed, printerOptions } = this.#deps;
      const options = await printerOptions.get(printer);
      const print = feed.sightOf(printer.key)?.print ?? null;
      if (print === null) throw conflict('nothing_printed', `"${printer.name}" is not printing.`, {});
      if (options.cameras.length === 0) throw noCamera(printer);
      return this.#beginAll({ printer, print, options, isOnDemand: true });
    });
  }

  async #follow(key: string): Promise<void> {
    const { feed, captures, printerOptions } = this.#deps;
    const printer = feed.printers.find((each) => each.key === key);
    if (!printer) return;
    const options = await printerOptions.get(printer);
    const sight = feed.sightOf(key);
    if (!options.capture_enabled) {
      for (const { id, isOnDemand } of captures.runningOf(key)) if (!isOnDemand) await captures.end(id);
    } else if (sight?.isReachable && sight.print !== null) {
      await this.#beginAll({ printer, print: sight.print, options, isOnDemand: false });
    }
  }

  async #beginAll(begin: Begin): Promise<Capture[]> {
    const begun = [];
    for (const camera of begin.options.cameras) begun.push(await this.#begin(begin, camera));
    return begun;
  }

  #begin({ printer, print, options, isOnDemand }: Begin, camera: string): Promise<Capture> {
    const { capture_enabled: _, own_videos: __, cameras, ...rules } = options;
    return this.#deps.captures.startOfPrint({
      isOnDemand,
      name: print.name,
      camera: { entity: camera },
      chosen: cameras,
      cameraName: cameras.length > 1 ? camera.slice(camera.indexOf('.') + 1) : null,
      rules: { ...rules, mode: printer.hasLayers ? rules.mode : 'interval' },
      print: {
        printerKey: printer.key,
        printerName: printer.name,
        externalId: print.externalId,
        startedAt: print.startedAt,
      },
    });
  }
}

interface Begin {
  printer: WatchedPrinter;
  print: NonNullable<PrinterSight['print']>;
  options: PrinterOptions;
  isOnDemand: boolean;
}
