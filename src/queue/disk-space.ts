import { access, constants, mkdir, statfs } from 'node:fs/promises';

/** Free and total bytes of the file system a path is on. */
export interface DiskSpace {
  freeBytes: number;
  totalBytes: number;
}

/** @throws the system's error when the path does not exist */
export async function readDiskSpace(path: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(path);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

/**
 * Sees whether an output folder can be written to, and makes it when only it is missing: a missing parent is a share that
 * is not there.
 *
 * @throws the system's error when it cannot
 */
export async function checkWritable(folder: string): Promise<void> {
  await mkdir(folder).catch(() => {});
  await access(folder, constants.W_OK);
}

/** Kept free besides the video: 1 GB, or 5 % of a small disk. */
const MOST_RESERVE_BYTES = 1_000_000_000;
const RESERVE_SHARE = 0.05;

/**
 * A video is smaller than its JPEG frames, since neighbouring frames are alike; measured on prints it is a tenth to a
 * third. Half is on the safe side without refusing what would fit.
 */
const VIDEO_SHARE_OF_FRAMES = 0.5;

/** Bytes missing for a video, 0 when there is room. @param copies files written to this file system */
export function missingBytes(space: DiskSpace, frameBytes: number, copies: number): number {
  const reserve = Math.min(MOST_RESERVE_BYTES, RESERVE_SHARE * space.totalBytes);
  const needed = copies * VIDEO_SHARE_OF_FRAMES * frameBytes + reserve;
  return Math.max(0, Math.ceil(needed - space.freeBytes));
}
