export interface DiskSpace {
  freeBytes: number;
  totalBytes: number;
}

/** The reserve is this or 5 % of a small disk. */
const MAX_RESERVE_BYTES = 1_000_000_000;
const RESERVE_SHARE = 0.05;

/**
 * A video is a tenth to a third of its JPEG frames, since neighbouring frames are alike. Half is safe without
 * refusing what would fit.
 */
const VIDEO_SHARE_OF_FRAMES = 0.5;

/** 0 = there is enough space. @param copies files written to this file system */
export function missingBytes(space: DiskSpace, frameBytes: number, copies: number): number {
  return missingFor(space, copies * VIDEO_SHARE_OF_FRAMES * frameBytes);
}

/** 0 = there is enough space for a file of this size. */
export function missingFor({ freeBytes, totalBytes }: DiskSpace, bytes: number): number {
  const reserve = Math.min(MAX_RESERVE_BYTES, RESERVE_SHARE * totalBytes);
  return Math.max(0, Math.ceil(bytes + reserve - freeBytes));
}
