import type { RawOptions } from '../config/option-layers.ts';
import type { WireOptionLock } from '../shared/settings.ts';

/** What keeps an option from being changed here, also as a sentence that says where it can be. */
export interface OptionLock extends WireOptionLock {
  reason: string;
}

/** Where the user's option values are kept: a file, or the Supervisor. Knows values, not rules. */
export interface OptionsStore {
  /** Named as the source of values that come from here. */
  readonly source: 'file' | 'supervisor';
  /** What is saved now, which may differ from what was saved last by us. */
  read(): Promise<RawOptions>;
  /**
   * Saves the whole set in place of the one before.
   *
   * @throws AppError `cannot_save`; then the set before is still there
   */
  write(values: Record<string, unknown>): Promise<void>;
  /** What keeps the app from changing this option, by the value that is saved for it; null when it may. */
  lockOf(name: string, saved: unknown): OptionLock | null;
}
