import { isEnded, type PrintJob } from '../print-jobs/print-job.ts';

/** A shorter print was a test or a false start. */
const MIN_PRINT_MS = 10 * 60_000;
/** Clocks differ, and pictures may be copied a while after the print. */
const SLACK_MS = 15 * 60_000;
/** Older prints are no longer worth a notice. */
const MAX_NEWS_MS = 3 * 86_400_000;

export interface PicturesThatCame {
  jobId: string | null;
  takenFrom: number;
  takenTo: number;
  foundAt: number;
}

/** True in case of doubt. */
export function showsPrint(job: PrintJob, pictures: readonly PicturesThatCame[]): boolean {
  if (job.startedAt === null) return true;
  const from = job.startedAt - SLACK_MS;
  const to = (job.endedAt ?? Number.POSITIVE_INFINITY) + SLACK_MS;
  return pictures.some(({ jobId, takenFrom, takenTo, foundAt }) => {
    if (jobId !== null) return jobId === job.id;
    return (takenFrom <= to && takenTo >= from) || (foundAt >= from && foundAt <= to);
  });
}

export interface PictureEvidence {
  /** Including print jobs whose pictures were deleted since. */
  seen: ReadonlySet<string>;
  dismissed: ReadonlySet<string>;
  now: number;
}

/** The last print of each printer, if it ran for a while without any pictures. */
export function printsWithoutPictures(jobs: readonly PrintJob[], evidence: PictureEvidence): PrintJob[] {
  const { seen, dismissed, now } = evidence;
  const latest = new Map<string, PrintJob>();
  for (const job of jobs.filter(isOfNote)) {
    const other = latest.get(printerOf(job));
    if (!other || job.endedAt! > other.endedAt!) latest.set(printerOf(job), job);
  }
  return [...latest.values()].filter((job) => {
    const age = now - job.endedAt!;
    return age > SLACK_MS && age < MAX_NEWS_MS && !seen.has(job.id) && !dismissed.has(printerOf(job));
  });
}

export function printerOf({ printer }: PrintJob): string {
  return printer ?? '';
}

export function newsSince(now: number): number {
  return now - MAX_NEWS_MS;
}

function isOfNote(job: PrintJob): boolean {
  const { startedAt, endedAt } = job;
  return isEnded(job) && startedAt !== null && endedAt !== null && endedAt - startedAt >= MIN_PRINT_MS;
}
