import type { Capture } from '../capture/capture.ts';
import type { CaptureStore } from '../capture/capture-store.ts';
import type { PrinterFeed, PrinterSight } from '../print-jobs/printer-feed.ts';
import type { WireCapture } from '../shared/capture.ts';
import { toWireCapture } from './capture-to-wire.ts';

export interface CaptureViewDeps {
  captureStore: Pick<CaptureStore, 'timelapsesOf'>;
  /** Null = outside Home Assistant. */
  feed: Pick<PrinterFeed, 'sightOf'> | null;
}

/** Captures with what is known of their folders and prints. */
export class CaptureView {
  readonly #deps: CaptureViewDeps;

  constructor(deps: CaptureViewDeps) {
    this.#deps = deps;
  }

  async one(capture: Capture): Promise<WireCapture> {
    return (await this.all([capture]))[0]!;
  }

  async all(captures: readonly Capture[]): Promise<WireCapture[]> {
    const timelapses = await this.#deps.captureStore.timelapsesOf(captures.map(({ folder }) => folder));
    return captures.map((each) =>
      toWireCapture(each, { timelapseId: timelapses.get(each.folder) ?? null, sight: this.#sightOf(each) }),
    );
  }

  /** Null = the printer prints something else by now. */
  #sightOf({ print }: Capture): PrinterSight | null {
    const sight = print && (this.#deps.feed?.sightOf(print.printerKey) ?? null);
    return sight?.print?.externalId === print?.externalId ? sight : null;
  }
}
