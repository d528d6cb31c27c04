import { basename } from 'node:path';
import { compareDates } from '../../matching/date-evidence.ts';
import { findDates } from '../../matching/find-dates.ts';
import type { PrintJob } from '../../print-jobs/print-job.ts';
import type { PrinterVideo } from './list-videos.ts';

const MINUTE_MS = 60_000;

/** The printer says that it is done about when its integration begins to fetch the video. */
const SLACK_MS = 2 * MINUTE_MS;
/** A large one takes its time on the way from the printer. */
const LATE_MS = 60 * MINUTE_MS;
/** The integration writes the file as it comes: one that was written a moment ago may not be whole. */
const SETTLED_MS = 30_000;

export interface ChosenVideo {
  video: PrinterVideo;
  job: PrintJob;
  /** Nothing in its name speaks against it. */
  isSure: boolean;
}

/** Videos of these prints that are whole. @param jobs of one printer, all of which have ended */
export function chooseVideos(
  videos: readonly PrinterVideo[],
  jobs: readonly PrintJob[],
  now: number,
): ChosenVideo[] {
  return videos
    .filter(({ modifiedAt }) => now - modifiedAt >= SETTLED_MS)
    .flatMap((video) => {
      const chosen = printOf(video, jobs);
      return chosen ? [{ video, ...chosen }] : [];
    });
}

function printOf({ path, modifiedAt }: PrinterVideo, jobs: readonly PrintJob[]) {
  const before = jobs
    .filter(({ endedAt }) => endedAt !== null && endedAt - SLACK_MS <= modifiedAt)
    .filter(({ endedAt }) => modifiedAt - endedAt! <= LATE_MS)
    .toSorted((a, b) => b.endedAt! - a.endedAt!);
  const { dates } = findDates(basename(path));
  const [at] = dates.flatMap((date) => date.at ?? []);
  const ofDate = before.filter((job) => compareDates(dates, job) === 'same');
  // Two short prints in a row may both fit: the file is named after the start.
  const [named] = at === undefined ? ofDate : ofDate.toSorted((a, b) => fromStart(a, at) - fromStart(b, at));
  if (named) return { job: named, isSure: true };
  const [latest] = before;
  return latest && { job: latest, isSure: dates.length === 0 };
}

function fromStart({ startedAt, createdAt }: PrintJob, at: number): number {
  return Math.abs((startedAt ?? createdAt) - at);
}
