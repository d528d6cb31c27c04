/** What `--expose-gc` adds; not there where the engine is run without. */
declare const gc: ((options: { type: 'minor' | 'major' }) => void) | undefined;

/**
 * Takes back what has just been used, in a fraction of a millisecond. A frame comes in some fifty chunks, which are tiny
 * for the collector: it lets them pile up to tens of megabytes, and then looks through everything.
 */
export function collectRecent(): void {
  if (typeof gc === 'function') gc({ type: 'minor' });
}

/**
 * Takes back all that is no longer used, in some milliseconds: for between two stages, so that the next one does not add
 * to what the last one left.
 */
export function collectAll(): void {
  if (typeof gc === 'function') gc({ type: 'major' });
}
