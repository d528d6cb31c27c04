import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import {
  compareFrameNames,
  compareFrames,
  frameNamesIn,
  type FrameOrder,
  isFrameFile,
} from '../lib/frame-names.ts';
import { type FrameMarks, marksOf } from '../timelapses/frame-marks.ts';
import { usualGap } from '../timelapses/quiet-period.ts';
import type { FolderSnapshot, SampledFrame } from '../timelapses/timelapse.ts';
import type { KnownFolder, ScannedFolder } from './scan-protocol.ts';
import { findVideos } from './find-videos.ts';
import { findUnusedPictures, isNoText } from './unused-pictures.ts';

/** Remembered to recognise later whether the folder still holds the same print. */
const SAMPLE_SIZE = 8;

/**
 * Synchronous calls are several times faster, and the scan has its own process.
 *
 * @param folderModifiedAt milliseconds since 1970
 */
export function scanFolder(
  path: string,
  folderModifiedAt: number,
  known: KnownFolder | undefined,
): ScannedFolder {
  const name = basename(path);
  try {
    const untouched = known !== undefined && isUntouched(path, folderModifiedAt, known);
    if (untouched && known.how === 'if_touched') return { name, state: 'unchanged' };
    const all = readdirSync(path);
    const names = frameNamesIn(all);
    const videos = findVideos(path, all);
    if (untouched && sameNames(path, names, known)) return { name, state: 'unchanged', videos };
    const seen = readFrames(path, names, folderModifiedAt);
    if (seen === null) {
      const unused = findUnusedPictures(path, folderModifiedAt, Date.now());
      return { name, state: 'empty', folderModifiedAt, nameCount: names.length, unused, videos };
    }
    const unused = names.some(isNoText) ? 'names' : null;
    return { name, state: 'seen', nameCount: names.length, unused, videos, ...seen };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { name, state: 'unreadable', code: code ?? 'unknown', message };
  }
}

/** By the folder time and the first frame, where they can be trusted. */
export function isUntouched(path: string, folderModifiedAt: number, known: KnownFolder): boolean {
  return known.how !== 'read' && known.folderModifiedAt === folderModifiedAt && isStill(path, known.first);
}

/** Same number of names, same last name, same newest file: a share has no late changes to report. */
function sameNames(path: string, names: readonly string[], known: KnownFolder): boolean {
  const last = lastOf(names);
  if (known.nameCount !== names.length || last === undefined) return false;
  // Equal names (`img1`, `img01`) are ordered by file time.
  if (compareFrameNames(last, known.lastName) !== 0) return false;
  return isStill(path, [known.newestName, known.newestAt, known.newestSize]);
}

function isStill(folder: string, remembered: SampledFrame | null | undefined): boolean {
  if (!remembered) return true;
  const [name, modifiedAt, sizeBytes] = remembered;
  const stats = frameStats(folder, name);
  return stats !== null && stats.size === sizeBytes && Math.trunc(stats.mtimeMs) === modifiedAt;
}

function lastOf(names: readonly string[]): string | undefined {
  let last = names[0];
  for (const name of names) {
    if (last !== undefined && compareFrameNames(name, last) > 0) last = name;
  }
  return last;
}

function frameStats(folder: string, name: string): Stats | null {
  const stats = lstatSync(`${folder}/${name}`, { throwIfNoEntry: false });
  return stats && isFrameFile(stats) ? stats : null;
}

function readFrames(
  path: string,
  names: readonly string[],
  folderModifiedAt: number,
): { snapshot: FolderSnapshot; frames: FrameMarks; changedAt: number } | null {
  const frames: SampledFrame[] = [];
  const times: number[] = [];
  let totalBytes = 0;
  let changedAt = 0;
  let newest: SampledFrame | undefined;
  let first: SampledFrame | undefined;
  let last: SampledFrame | undefined;
  for (const name of names) {
    const stats = frameStats(path, name);
    if (stats === null) continue;
    const frame: SampledFrame = [name, Math.trunc(stats.mtimeMs), stats.size];
    frames.push(frame);
    times.push(frame[1]);
    totalBytes += frame[2];
    changedAt = Math.max(changedAt, Math.trunc(stats.ctimeMs));
    if (newest === undefined || isNewer(frame, newest)) newest = frame;
    // In code unit order, which is the cheapest.
    if (first === undefined || name < first[0]) first = frame;
    if (last === undefined || compareFrames(orderOf(frame), orderOf(last)) > 0) last = frame;
  }
  if (newest === undefined || first === undefined || last === undefined) return null;
  const snapshot: FolderSnapshot = {
    folderName: basename(path),
    sourceFolder: path,
    fingerprint: { count: frames.length, newestAt: newest[1], lastName: last[0], totalBytes },
    newestName: newest[0],
    newestSize: newest[2],
    usualGapMs: usualGap(times),
    folderModifiedAt,
    sample: [first, ...spread(frames.filter((frame) => frame !== first))],
  };
  return { snapshot: snapshot, frames: marksOf(frames), changedAt };
}

/** Of several with the same time, the last in the order of the video. */
function isNewer(frame: SampledFrame, than: SampledFrame): boolean {
  return frame[1] > than[1] || (frame[1] === than[1] && compareFrames(orderOf(frame), orderOf(than)) > 0);
}

function orderOf([name, modifiedAt]: SampledFrame): FrameOrder {
  return { name, modifiedAt };
}

function spread(frames: SampledFrame[]): SampledFrame[] {
  const size = SAMPLE_SIZE - 1;
  if (frames.length <= size) return frames;
  const step = (frames.length - 1) / (size - 1);
  return Array.from({ length: size }, (_, index) => frames[Math.round(index * step)]!);
}
