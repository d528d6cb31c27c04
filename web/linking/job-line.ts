import type { WirePrintJob } from '../contract.ts';
import type { Language } from '../i18n/language.ts';
import { formatDateTime } from '../format/format-date-time.ts';

/** Enough to distinguish print jobs: when, on which printer, and the result. */
export function jobLine(job: WirePrintJob, { texts, tag }: Language): string {
  const at = job.started_at ?? job.ended_at ?? job.created_at;
  const parts = [formatDateTime(at, tag), job.printer, texts.job_status[job.status]];
  return parts.filter((part) => part !== null).join(' · ');
}
