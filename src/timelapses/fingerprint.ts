export interface Fingerprint {
  count: number;
  /** Milliseconds since 1970, as reported by the file system. */
  newestAt: number;
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

/** Removed frames are no reason to render again. */
export function framesAdded(before: Fingerprint, after: Fingerprint): boolean {
  if (after.count > before.count || after.newestAt > before.newestAt) return true;
  return after.count === before.count && !sameFingerprint(before, after);
}
