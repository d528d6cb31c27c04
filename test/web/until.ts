import { vi } from 'vitest';

/** Repeats a check until it passes. Not a measurement: the limit only keeps a failing test from hanging. */
export function until<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, 60_000);
}
