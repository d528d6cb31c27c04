const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before the next try after so many failures: doubling, at most half a minute. Spread by a random
 * part, so that all pages of a house do not come back at the same instant.
 */
export function reconnectDelay(failures: number, random: number = Math.random()): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return Math.round(full * (0.75 + random * 0.25));
}
