import { isEnded, isUnderWay, type PrintJob } from './print-job.ts';

/**
 * Null = nothing. A print first seen when it is over has ended without having begun: it may have ended long ago.
 *
 * @param before null = not known until now
 */
export function printTurn(before: PrintJob | null, now: PrintJob): 'print.began' | 'print.ended' | null {
  if (isUnderWay(now)) return before !== null && isUnderWay(before) ? null : 'print.began';
  if (isEnded(now)) return before !== null && isEnded(before) ? null : 'print.ended';
  return null;
}
