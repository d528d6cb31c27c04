let offsetMs = 0;

/** Corrects countdowns on devices with a wrong clock. */
export function noteServerTime(at: string, now: number = Date.now()): void {
  const server = Date.parse(at);
  if (Number.isFinite(server)) offsetMs = server - now;
}

/** In milliseconds. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}
