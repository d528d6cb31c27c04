import type { PrintJob } from '../print-jobs/print-job.ts';
import type { CaptureOutcome } from '../shared/capture.ts';
import type { Capture } from './capture.ts';

/** @param job null = none, or unknown */
export function outcomeOf(
  { rules, endedBecause }: Pick<Capture, 'rules' | 'endedBecause'>,
  job: Pick<PrintJob, 'status'> | null,
): CaptureOutcome {
  // Whoever stops a capture wants what there is.
  if (endedBecause === 'stopped') return 'render';
  if (job?.status === 'failed') return rules.when_failed;
  return job?.status === 'cancelled' ? rules.when_cancelled : 'render';
}
