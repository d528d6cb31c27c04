import type { PrintJob } from '../print-jobs/print-job.ts';

/** When the frames of an image folder were written. Milliseconds since 1970. */
export interface FrameTimes {
  firstAt: number;
  lastAt: number;
  count: number;
}

/** What the times of frames say about a print job. */
export type TimeEvidence =
  /** Taken during the whole print. */
  | 'covers'
  /** Taken during the print. */
  | 'during'
  /** Taken before it began. */
  | 'before'
  /** Taken after it had ended. */
  | 'after'
  /** Most of them were taken outside of it. */
  | 'mostly_outside'
  /** Nothing: a time is missing, or the frames bear the time at which they were copied. */
  | 'unknown';

const MINUTE_MS = 60_000;
/** Clocks and reports differ by a tenth of the print, but at least and at most by this. */
const LEAST_SLACK_MS = 2 * MINUTE_MS;
const MOST_SLACK_MS = 10 * MINUTE_MS;
/** A print that runs longer has been forgotten by its source. */
const LONGEST_PRINT_MS = 4 * 24 * 60 * MINUTE_MS;
/** Frames that follow each other faster were copied rather than taken. */
const FASTEST_GAP_MS = 2000;
const SHORTEST_COVERED_MS = 5 * MINUTE_MS;

/** Compares when frames were taken with when a print ran. */
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
  return runs && now - start < LONGEST_PRINT_MS ? now : null;
}

function slackOf(lengthMs: number): number {
  return Math.min(MOST_SLACK_MS, Math.max(LEAST_SLACK_MS, lengthMs / 10));
}

/** Copying gives all frames nearly the same time, which then says nothing of the print. */
function wereCopied({ firstAt, lastAt, count }: FrameTimes, printMs: number): boolean {
  const span = lastAt - firstAt;
  return count >= 3 && span / (count - 1) < FASTEST_GAP_MS && span < Math.max(MINUTE_MS, printMs / 10);
}

function shareWithin({ firstAt, lastAt }: FrameTimes, from: number, to: number): number {
  if (lastAt <= firstAt) return firstAt >= from && firstAt <= to ? 1 : 0;
  return Math.max(0, Math.min(lastAt, to) - Math.max(firstAt, from)) / (lastAt - firstAt);
}

function isCovered({ firstAt, lastAt }: FrameTimes, start: number, end: number): boolean {
  const common = Math.min(lastAt, end) - Math.max(firstAt, start);
  return end - start >= SHORTEST_COVERED_MS && common >= 0.7 * (end - start);
}
