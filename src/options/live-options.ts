import type { Options } from './catalogue.ts';

/** Parts read `current` when they act, so changes take effect without a restart. */
export interface LiveOptions {
  readonly current: Options;
  replace(next: Options): void;
  onChange(listener: (next: Options, before: Options) => void): () => void;
}

/** @param onError receives what a listener throws; the others are still called */
export function createLiveOptions(initial: Options, onError: (error: unknown) => void): LiveOptions {
  let current = initial;
  const listeners = new Set<(next: Options, before: Options) => void>();
  return {
    get current() {
      return current;
    },
    replace(next) {
      const before = current;
      current = next;
      for (const listener of listeners) {
        try {
          listener(next, before);
        } catch (error) {
          onError(error);
        }
      }
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
