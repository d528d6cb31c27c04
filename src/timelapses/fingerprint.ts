/** What counts as new: the frames of an image folder in four figures. */
export interface Fingerprint {
  count: number;
  /** File time of the newest frame, milliseconds since 1970, as the file system says it. */
  newestAt: number;
  /** Name of the last frame in natural order. */
  lastName: string;
  totalBytes: number;
}

export function sameFingerprint(a: Fingerprint, b: Fingerprint): boolean {
  return (
    a.count === b.count &&
    a.newestAt === b.newestAt &&
    a.lastName === b.lastName &&
    a.totalBytes === b.totalBytes
  );
}

/** Whether frames were added or replaced since; frames that only went away are nothing new to render. */
export function framesAdded(before: Fingerprint, after: Fingerprint): boolean {
  if (after.count > before.count || after.newestAt > before.newestAt) return true;
  return after.count === before.count && !sameFingerprint(before, after);
}
