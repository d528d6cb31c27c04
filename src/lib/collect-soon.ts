/** Only with `--expose-gc`. */
declare const gc: ((options: { type: 'minor' }) => void) | undefined;

/** What is still in use at a collection is not looked at in the next one. */
const SOON_MS = 250;

let isDue = false;

/**
 * For who has used large buffers: a minor collection, in about a millisecond. They are outside the heap and look tiny
 * to the collector, which would let them pile up to 64 MB.
 */
export function collectSoon(): void {
  if (isDue || typeof gc !== 'function') return;
  isDue = true;
  const collect = (): void => {
    isDue = false;
    gc({ type: 'minor' });
  };
  setTimeout(collect, SOON_MS).unref();
}
