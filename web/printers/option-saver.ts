import type { PrinterCollection, PrinterOption, PrinterPatch } from '../api/printers.ts';
import type { PrinterOptions } from '../contract.ts';
import { Collection } from '../state/collection.ts';

/** `invalid` = the page itself knows; else what the server answered. */
export type OptionProblem = 'invalid' | Error;

export interface SaveState {
  /** Null = nothing was saved so far. */
  progress: 'saving' | 'saved' | null;
  problems: ReadonlyMap<PrinterOption, OptionProblem>;
}

/** Saves options of one printer one after another, and keeps what went wrong with each. */
export class OptionSaver {
  readonly state = new Collection<SaveState>({ progress: null, problems: new Map() });
  readonly #printers: PrinterCollection;
  readonly #key: string;
  #last: Promise<void> = Promise.resolve();

  constructor(printers: PrinterCollection, key: string) {
    this.#printers = printers;
    this.#key = key;
  }

  /** Never throws. */
  save<Option extends PrinterOption>(option: Option, value: PrinterOptions[Option]): Promise<void> {
    const saved = this.#last.then(() => this.#save(option, { [option]: value } as PrinterPatch));
    this.#last = saved;
    return saved;
  }

  refuse(option: PrinterOption): void {
    this.#put(option, 'invalid', null);
  }

  /** It is as it was again. */
  clear(option: PrinterOption): void {
    if (this.state.state.problems.has(option)) this.#put(option, null, null);
  }

  async #save(option: PrinterOption, patch: PrinterPatch): Promise<void> {
    this.#put(option, null, 'saving');
    try {
      await this.#printers.change(this.#key, patch);
      this.#put(option, null, 'saved');
    } catch (error) {
      this.#put(option, error as Error, null);
    }
  }

  #put(option: PrinterOption, problem: OptionProblem | null, progress: SaveState['progress']): void {
    this.state.update(({ problems }) => {
      const others = [...problems].filter(([name]) => name !== option);
      return { progress, problems: new Map(problem === null ? others : [...others, [option, problem]]) };
    });
  }
}
