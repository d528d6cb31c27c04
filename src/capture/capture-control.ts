import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { conflict, notFound } from '../lib/errors.ts';
import { wireKey } from '../print-jobs/wire-key.ts';
import type { PrinterFeed, WatchedPrinter } from '../print-jobs/printer-feed.ts';
import type { PrinterOptions } from '../shared/capture.ts';
import type { CaptureEvents } from './capture-events.ts';
import type { Capture } from './capture.ts';
import type { Captures } from './captures.ts';
import { noCamera } from './no-camera.ts';
import type { PrintFollower } from './print-follower.ts';
import type { PrinterOptionsStore } from './printer-options-store.ts';
import type { TestPicture, TestPictures } from './test-pictures.ts';

export interface CaptureControlDeps {
  feed: PrinterFeed;
  follower: PrintFollower;
  captures: Captures;
  printerOptions: PrinterOptionsStore;
  testPictures: TestPictures;
  emitter: Emitter<CaptureEvents>;
  clock: Clock;
}

/** What people and automations do with the pictures of a printer. */
export class CaptureControl {
  readonly #deps: CaptureControlDeps;

  constructor(deps: CaptureControlDeps) {
    this.#deps = deps;
  }

  /** By key, or by name in any case. @throws AppError 404, or 409 when several have the name */
  find(given: string): WatchedPrinter {
    const { printers } = this.#deps.feed;
    const byKey = printers.find(({ key }) => key === given || wireKey(key) === given);
    if (byKey) return byKey;
    const isSame = (name: string) => name.trim().toLowerCase() === given.trim().toLowerCase();
    const [found, other] = printers.filter(({ name }) => isSame(name));
    if (!found) {
      const names = printers.map(({ name }) => `"${name}"`).join(', ');
      const known = names === '' ? 'No printer is known.' : `Known are ${names}.`;
      throw notFound(`There is no printer "${given}". ${known}`, { printer: given });
    }
    if (!other) return found;
    const keys = [found, other].map(({ key }) => wireKey(key));
    const message = `Several printers are called "${given}".`;
    throw conflict(
      'ambiguous_printer',
      message,
      { keys },
      'Give the key of the printer instead of its name.',
    );
  }

  /** Turning it off also ends what is being captured. */
  async change(printer: WatchedPrinter, patch: Partial<PrinterOptions>): Promise<void> {
    const { printerOptions, follower, captures, clock } = this.#deps;
    await printerOptions.change(printer, patch, clock.now());
    if (patch.capture_enabled === false)
      for (const { id } of captures.runningOf(printer.key)) await captures.end(id);
    await follower.follow(printer.key);
  }

  /** What is printed now, also where that is turned off, or was stopped. @throws AppError 404 or 409 */
  startPrint(printer: WatchedPrinter): Promise<Capture[]> {
    return this.#deps.follower.captureNow(printer);
  }

  /** @throws AppError 409 when nothing runs */
  async stop(printer: WatchedPrinter): Promise<Capture[]> {
    const { captures } = this.#deps;
    const running = captures.runningOf(printer.key);
    if (running.length === 0)
      throw conflict('not_capturing', `No pictures are being taken of "${printer.name}".`, {});
    return Promise.all(running.map(({ id }) => captures.end(id)));
  }

  /**
   * For each running capture, in addition; without one a test picture, which is not kept.
   *
   * @throws AppError when there is none at all
   */
  async takePicture(printer: WatchedPrinter): Promise<{ kept: Capture[]; test: TestPicture | null }> {
    const { captures, emitter } = this.#deps;
    const running = captures.runningOf(printer.key);
    if (running.length === 0) {
      const test = await this.#takeTest(printer);
      emitter.emit('printer.pictured', { key: printer.key, test });
      return { kept: [], test };
    }
    const done = await Promise.allSettled(running.map(({ id }) => captures.takeNow(id)));
    const kept = running.filter((_, index) => done[index]!.status === 'fulfilled');
    const failed = done.find((each) => each.status === 'rejected');
    if (kept.length === 0 && failed) throw failed.reason;
    emitter.emit('printer.pictured', { key: printer.key, test: null });
    return { kept: kept.map((each) => captures.latest(each)), test: null };
  }

  async #takeTest(printer: WatchedPrinter): Promise<TestPicture> {
    const { printerOptions, testPictures } = this.#deps;
    const [camera] = (await printerOptions.get(printer)).cameras;
    if (camera === undefined) throw noCamera(printer);
    return testPictures.take(camera, new AbortController().signal);
  }
}
