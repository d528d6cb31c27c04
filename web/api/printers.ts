import type { CallOf, PrinterOptions, ReplyOf, WirePrinter } from '../contract.ts';
import { Collection } from '../state/collection.ts';
import { api } from './client.ts';
import type { LiveConnection } from './live.ts';

export type PrinterPatch = CallOf<'updatePrinter'>['body'];
export type TestPicture = ReplyOf<'takeTestPicture'>;
/** Options as the server names them. */
export type PrinterOption = keyof PrinterOptions;

/** Printers that Home Assistant knows, kept up to date by the live connection. */
export class PrinterCollection {
  /** Null = not read yet. */
  readonly printers = new Collection<readonly WirePrinter[] | null>(null);
  /** Why they could not be read the last time; null = they were. */
  readonly error = new Collection<Error | null>(null);
  /** Counts what an answer that is on its way does not know of. */
  #changes = 0;
  #isReading = false;

  /** Returns a function that disconnects. */
  connect(live: LiveConnection): () => void {
    const undo = [
      live.on('printers.changed', () => void this.#readAgain()),
      live.onGap(() => void this.#readAgain()),
    ];
    void this.read();
    return () => {
      for (const stop of undo) stop();
    };
  }

  /** Once more if something changed meanwhile. */
  async read(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      for (let known = -1; known !== this.#changes;) {
        known = this.#changes;
        const printers = await api.listPrinters();
        if (known === this.#changes) this.printers.update(() => printers);
      }
      this.error.update(() => null);
    } catch (error) {
      this.error.update(() => error as Error);
    } finally {
      this.#isReading = false;
    }
  }

  /** @throws ApiError */
  async change(key: string, patch: PrinterPatch): Promise<void> {
    const printer = await api.updatePrinter({ params: { key }, body: patch });
    this.#changes += 1;
    this.printers.update((printers) =>
      (printers ?? []).map((each) => (each.key === printer.key ? printer : each)),
    );
  }

  #readAgain(): Promise<void> {
    this.#changes += 1;
    return this.read();
  }
}
