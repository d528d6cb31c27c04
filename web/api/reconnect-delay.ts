const FIRST_MS = 500;
const MAX_MS = 30_000;

/** Doubles up to half a minute, plus a random part, so that all pages do not reconnect at once. */
export function reconnectDelay(failures: number, random: number = Math.random()): number {
  const full = Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return Math.round(full * (0.75 + random * 0.25));
}
