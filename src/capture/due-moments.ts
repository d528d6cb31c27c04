/** The first of the evenly spaced moments that is not over. @param first any of these moments */
export function nextMoment(first: number, everyMs: number, now: number): number {
  // The clock may have been set back to before the first.
  return first + Math.ceil((now - first) / everyMs) * everyMs;
}

/** So many refused in a row are a problem. */
export const MAX_REFUSED = 5;
const FIRST_PAUSE_MS = 1000;
const PROBLEM_PAUSE_MS = 10_000;
const MAX_PAUSE_MS = 5 * 60_000;

/** Now for a moment that is farther away than any can be: it was meant before the clock was set back. */
export function unlessMeantBefore(moment: number, everyMs: number, now: number): number {
  return moment - now > Math.max(everyMs, MAX_PAUSE_MS) ? now : moment;
}

/**
 * Wait before another try. Until it is a problem, pictures that are due are not missed for it.
 *
 * @param refused number of pictures refused in a row, at least one
 */
export function retryPause(refused: number, everyMs: number): number {
  if (refused < MAX_REFUSED) return Math.min(everyMs, FIRST_PAUSE_MS * 2 ** (refused - 1));
  return Math.max(everyMs, Math.min(MAX_PAUSE_MS, PROBLEM_PAUSE_MS * 2 ** (refused - MAX_REFUSED)));
}
