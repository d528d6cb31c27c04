/** Growing pauses between tries, in minutes. */
const MINUTES = [1, 2, 5, 10, 30, 60];
/** A server that stores something else will hardly get better. */
export const MAX_CORRUPTED = 3;

/** @param tries that did not succeed, in a row */
export function retryPauseMs(tries: number, minuteMs: number): number {
  return MINUTES[Math.min(Math.max(tries, 1), MINUTES.length) - 1]! * minuteMs;
}
