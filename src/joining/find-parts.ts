import { parseName } from '../matching/folder-name.ts';
import type { PrintJob } from '../print-jobs/print-job.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';

/** Clocks of printers and cameras differ, and the first picture may come before the start of the print is known. */
const SLACK_MS = 10 * 60_000;

export interface PrintInParts {
  job: PrintJob;
  parts: readonly [Timelapse, Timelapse, ...Timelapse[]];
}

/**
 * Folders with the same name, each taken within the time of the print, one after the other, and at least one of them
 * linked to it. In doubt, none.
 */
export function findParts(jobs: readonly PrintJob[], timelapses: readonly Timelapse[]): PrintInParts[] {
  const free = new Set(timelapses.filter(isAtRest));
  return jobs.flatMap((job) => {
    const [first, second, ...more] = partsOf(job, [...free]);
    if (!first || !second) return [];
    for (const part of [first, second, ...more]) free.delete(part);
    return [{ job, parts: [first, second, ...more] as const }];
  });
}

/** Nothing is about to change it, and its pictures exist. */
function isAtRest({ status, origin, superseded, sourceMissing, captureId }: Timelapse): boolean {
  if (captureId !== null || origin === 'video') return false;
  return status !== 'pending' && status !== 'processing' && !superseded && !sourceMissing;
}

function partsOf(job: PrintJob, timelapses: readonly Timelapse[]): Timelapse[] {
  const { startedAt: start, endedAt: end } = job;
  if (start === null || end === null) return [];
  const linked = timelapses.filter(({ jobId }) => jobId === job.id);
  const names = linked.map(({ folderName }) => parseName(folderName));
  const isNamed = (each: Timelapse) => {
    const name = parseName(each.folderName);
    return !name.generic && names.some(({ title }) => title.some((key) => name.title.includes(key)));
  };
  const parts = timelapses
    .filter((each) => each.jobId === job.id || (isUnlinked(each) && isNamed(each)))
    .filter((each) => firstFrameAt(each) >= start - SLACK_MS && each.lastFrameAt <= end + SLACK_MS)
    .toSorted((a, b) => firstFrameAt(a) - firstFrameAt(b));
  const isInTurn = parts.every((each, n) => n === 0 || firstFrameAt(each) >= parts[n - 1]!.lastFrameAt);
  return isInTurn && parts.some(({ jobId }) => jobId === job.id) ? parts : [];
}

function isUnlinked({ jobId, linkSource }: Timelapse): boolean {
  return jobId === null && linkSource !== 'manual';
}

function firstFrameAt({ sample, lastFrameAt }: Timelapse): number {
  return Math.min(lastFrameAt, ...sample.slice(0, 1).map(([, modifiedAt]) => modifiedAt));
}
