import type { WirePrintJob } from '../contract.ts';
import type { WholeLanguage } from '../i18n/whole-dictionary.ts';
import { formatDateTime } from '../format/format-date-time.ts';

/** Enough to distinguish print jobs: when, on which printer, and the result. */
export function jobLine(job: WirePrintJob, { texts, tag }: WholeLanguage): string {
  const at = job.started_at ?? job.ended_at ?? job.created_at;
  const parts = [formatDateTime(at, tag), job.printer, texts.job_status[job.status]];
  return parts.filter((part) => part !== null).join(' · ');
}
