import type { RawOptions } from './option-layers.ts';
import type { WireOptionLock } from '../shared/settings.ts';

export interface OptionLock extends WireOptionLock {
  reason: string;
}

/** Knows values, not rules. */
export interface OptionsStore {
  readonly source: 'file' | 'supervisor';
  /** May differ from what the app saved last. */
  read(): Promise<RawOptions>;
  /** Replaces all values. @throws AppError `cannot_save`; the old values are kept */
  write(values: Record<string, unknown>): Promise<void>;
  /** Null = may be changed. */
  lockOf(name: string, saved: unknown): OptionLock | null;
}
