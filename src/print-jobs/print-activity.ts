import type { LiveOptions } from '../options/live-options.ts';

export interface PrintWitness {
  /** Name of a printer or print; null = none or unknown. */
  readonly printing: string | null;
}

/**
 * Whether a printer is printing, according to all witnesses. The queue is built before them, so they register here.
 */
export class PrintActivity {
  readonly #options: LiveOptions;
  readonly #witnesses: PrintWitness[] = [];

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  add(witness: PrintWitness): void {
    this.#witnesses.push(witness);
  }

  /** Null = none. */
  get waitingFor(): string | null {
    if (!this.#options.current.pause_while_printing) return null;
    return this.#witnesses.map(({ printing }) => printing).find((each) => each !== null) ?? null;
  }
}
