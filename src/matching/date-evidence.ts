import type { PrintJob } from '../print-jobs/print-job.ts';
import type { WrittenDate } from './find-dates.ts';

export type DateEvidence =
  /** Includes the day before and after: time zones, and prints over midnight. */
  'same' | 'other_time' | 'other' | 'unknown';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A time of day in a name may be the start, the end, or when the video was made. */
const TIME_SLACK_MS = 2 * HOUR_MS;

/** @param dates from the folder name, without those that also appear in the print's name */
export function compareDates(dates: readonly WrittenDate[], job: PrintJob): DateEvidence {
  const start = job.startedAt ?? job.endedAt ?? job.createdAt;
  const end = Math.max(start, job.endedAt ?? start);
  const sameDay = dates.filter(({ days }) => days.some((day) => isNear(day, start, end)));
  const [first] = sameDay;
  if (first !== undefined) {
    const ran = job.startedAt !== null && job.endedAt !== null;
    const inTime = sameDay.some(({ at }) => at === null || isInTime(at, start, end));
    return ran && !inTime ? 'other_time' : 'same';
  }
  // Without its own times, all that is known is when the print was recorded.
  const timed = job.startedAt !== null || job.endedAt !== null;
  return dates.length > 0 && timed ? 'other' : 'unknown';
}

function isNear(day: number, start: number, end: number): boolean {
  return start < day + 2 * DAY_MS && end >= day - DAY_MS;
}

function isInTime(at: number, start: number, end: number): boolean {
  return at >= start - TIME_SLACK_MS && at <= end + TIME_SLACK_MS;
}
