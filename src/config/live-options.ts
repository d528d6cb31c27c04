import type { Options } from '../shared/options.ts';

/** The options as they are now. Parts ask `current` when they act, so a change reaches them without a restart. */
export interface LiveOptions {
  readonly current: Options;
  /** Takes over new values and tells everyone who asked. */
  replace(next: Options): void;
  /** Returns the undo. */
  onChange(listener: (next: Options, before: Options) => void): () => void;
}

export function createLiveOptions(initial: Options): LiveOptions {
  let current = initial;
  const listeners = new Set<(next: Options, before: Options) => void>();
  return {
    get current() {
      return current;
    },
    replace(next) {
      const before = current;
      current = next;
      for (const listener of listeners) listener(next, before);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
