import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import { compareNatural, isFrameName } from '../media/frame-files.ts';
import { usualGap } from '../timelapses/quiet-period.ts';
import type { FolderLook, SampledFrame } from '../timelapses/timelapse.ts';
import type { KnownFolder, ScannedFolder } from './scan-protocol.ts';

/** How many frames are remembered to tell later whether the folder still holds the same print. */
const SAMPLE_SIZE = 8;

/**
 * Looks at one image folder with synchronous calls: they are several times faster than asynchronous ones, and the
 * scan has a process of its own in which nothing waits.
 *
 * @param path the image folder
 * @param folderModifiedAt its file time as just read, milliseconds since 1970
 */
export function scanFolder(
  path: string,
  folderModifiedAt: number,
  known: KnownFolder | undefined,
): ScannedFolder {
  const name = basename(path);
  if (known?.how === 'if_touched' && known.folderModifiedAt === folderModifiedAt)
    return { name, state: 'unchanged' };
  try {
    const names = readdirSync(path).filter(isFrameName);
    if (
      known?.how === 'recount' &&
      known.folderModifiedAt === folderModifiedAt &&
      sameNames(path, names, known)
    ) {
      return { name, state: 'unchanged' };
    }
    const look = readFrames(path, names, folderModifiedAt);
    if (look === null) return { name, state: 'empty', folderModifiedAt, nameCount: names.length };
    return { name, state: 'seen', nameCount: names.length, look };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { name, state: 'unreadable', code: code ?? 'unknown', message };
  }
}

/** Same number of names, same last name, and the newest file as it was: nothing that a share reported late. */
function sameNames(path: string, names: readonly string[], known: KnownFolder): boolean {
  if (known.nameCount !== names.length || lastOf(names) !== known.lastName) return false;
  const newest = frameStats(path, known.newestName);
  return newest !== null && newest.size === known.newestSize && Math.trunc(newest.mtimeMs) === known.newestAt;
}

function lastOf(names: readonly string[]): string | undefined {
  let last = names[0];
  for (const name of names) {
    if (last !== undefined && compareNatural(name, last) > 0) last = name;
  }
  return last;
}

/** A frame is a regular file with something in it; links could lead anywhere and are passed over. */
function frameStats(folder: string, name: string): Stats | null {
  const stats = lstatSync(`${folder}/${name}`, { throwIfNoEntry: false });
  return stats?.isFile() && stats.size > 0 ? stats : null;
}

function readFrames(path: string, names: readonly string[], folderModifiedAt: number): FolderLook | null {
  const frames: SampledFrame[] = [];
  const times: number[] = [];
  let totalBytes = 0;
  let newest: SampledFrame | undefined;
  let last: SampledFrame | undefined;
  for (const name of names) {
    const stats = frameStats(path, name);
    if (stats === null) continue;
    const frame: SampledFrame = [name, Math.trunc(stats.mtimeMs), stats.size];
    frames.push(frame);
    times.push(frame[1]);
    totalBytes += frame[2];
    if (newest === undefined || isNewer(frame, newest)) newest = frame;
    if (last === undefined || compareNatural(name, last[0]) > 0) last = frame;
  }
  if (newest === undefined || last === undefined) return null;
  return {
    folderName: basename(path),
    sourceFolder: path,
    fingerprint: { count: frames.length, newestAt: newest[1], lastName: last[0], totalBytes },
    newestName: newest[0],
    newestSize: newest[2],
    usualGapMs: usualGap(times),
    folderModifiedAt,
    sample: spread(frames),
  };
}

/** Of frames written in the same moment the last in natural order counts as the newest. */
function isNewer([name, modifiedAt]: SampledFrame, [thanName, thanModifiedAt]: SampledFrame): boolean {
  return modifiedAt > thanModifiedAt || (modifiedAt === thanModifiedAt && compareNatural(name, thanName) > 0);
}

function spread(frames: SampledFrame[]): SampledFrame[] {
  if (frames.length <= SAMPLE_SIZE) return frames;
  const step = (frames.length - 1) / (SAMPLE_SIZE - 1);
  return Array.from({ length: SAMPLE_SIZE }, (_, index) => frames[Math.round(index * step)]!);
}
