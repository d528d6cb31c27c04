/** Only with `--expose-gc`. */
declare const gc: ((options: { type: 'minor' | 'major' }) => void) | undefined;

/**
 * Minor collection, in a fraction of a millisecond. A frame comes in some fifty chunks, which look tiny to the
 * collector: it would let them pile up to tens of megabytes.
 */
export function collectRecent(): void {
  if (typeof gc === 'function') gc({ type: 'minor' });
}

/** Full collection, in some milliseconds: between stages, so that their memory does not add up. */
export function collectAll(): void {
  if (typeof gc === 'function') gc({ type: 'major' });
}
