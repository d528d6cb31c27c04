import type { PrintJob } from '../print-jobs/print-job.ts';

export interface FrameTimes {
  firstAt: number;
  lastAt: number;
  count: number;
}

export type TimeEvidence =
  | 'covers'
  | 'during'
  | 'before'
  | 'after'
  | 'mostly_outside'
  /** A time is missing, or the file times are those of a copy. */
  | 'unknown';

const MINUTE_MS = 60_000;
/** Clocks and reports may differ by a tenth of the print, within these limits. */
const MIN_SLACK_MS = 2 * MINUTE_MS;
const MAX_SLACK_MS = 10 * MINUTE_MS;
/** A print that runs longer was forgotten by its source. */
const MAX_PRINT_MS = 4 * 24 * 60 * MINUTE_MS;
/** Frames that follow each other faster were copied. */
const MIN_GAP_MS = 2000;
const MIN_COVERED_MS = 5 * MINUTE_MS;

export function compareTimes(frames: FrameTimes, job: PrintJob, now: number): TimeEvidence {
  const { startedAt: start } = job;
  if (start === null) return job.status === 'pending' ? 'before' : 'unknown';
  const end = job.endedAt ?? endOfRunning(job, start, Math.max(now, frames.lastAt));
  const slack = slackOf(end === null ? 0 : end - start);
  if (frames.lastAt < start - slack) return 'before';
  if (end === null) return 'unknown';
  if (frames.firstAt > end + slack) return wereCopied(frames, end - start) ? 'unknown' : 'after';
  const share = shareWithin(frames, start - slack, end + slack);
  if (share < 0.5) return 'mostly_outside';
  if (share < 0.8) return 'unknown';
  return job.endedAt !== null && isCovered(frames, start, end) ? 'covers' : 'during';
}

function endOfRunning(job: PrintJob, start: number, now: number): number | null {
  const runs = job.status === 'printing' || job.status === 'paused';
  return runs && now - start < MAX_PRINT_MS ? now : null;
}

function slackOf(lengthMs: number): number {
  return Math.min(MAX_SLACK_MS, Math.max(MIN_SLACK_MS, lengthMs / 10));
}

/** Copying gives all frames nearly the same time, which then says nothing about the print. */
function wereCopied({ firstAt, lastAt, count }: FrameTimes, printMs: number): boolean {
  const span = lastAt - firstAt;
  return count >= 3 && span / (count - 1) < MIN_GAP_MS && span < Math.max(MINUTE_MS, printMs / 10);
}

function shareWithin({ firstAt, lastAt }: FrameTimes, from: number, to: number): number {
  if (lastAt <= firstAt) return firstAt >= from && firstAt <= to ? 1 : 0;
  return Math.max(0, Math.min(lastAt, to) - Math.max(firstAt, from)) / (lastAt - firstAt);
}

function isCovered({ firstAt, lastAt }: FrameTimes, start: number, end: number): boolean {
  const common = Math.min(lastAt, end) - Math.max(firstAt, start);
  return end - start >= MIN_COVERED_MS && common >= 0.7 * (end - start);
}
