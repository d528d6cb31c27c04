import type { WirePrintJob } from '../contract.ts';
import type { Language } from '../i18n/language.ts';
import { formatDateTime } from '../util/format-date-time.ts';

/** What tells one print job from another, in a line: when, on which printer, and how it went. */
export function jobLine(job: WirePrintJob, { texts, tag }: Language): string {
  const at = job.started_at ?? job.ended_at ?? job.created_at;
  const parts = [formatDateTime(at, tag), job.printer, texts.job_status[job.status]];
  return parts.filter((part) => part !== null).join(' · ');
}
