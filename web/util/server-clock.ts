let offsetMs = 0;

/** Takes a moment the server just named, so that countdowns are right on a device whose clock is off. */
export function noteServerTime(at: string, now: number = Date.now()): void {
  const server = Date.parse(at);
  if (Number.isFinite(server)) offsetMs = server - now;
}

/** The server's idea of now, in milliseconds. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}
