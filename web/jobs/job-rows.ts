import type { WirePrintJob } from '../contract.ts';
import type { WholeLanguage } from '../i18n/whole-dictionary.ts';
import { formatDateTime } from '../format/format-date-time.ts';
import { formatDuration } from '../format/format-duration.ts';

/** Unknown values are omitted. */
export function jobRows(job: WirePrintJob, { texts, tag }: WholeLanguage): [string, string][] {
  const facts = texts.job_facts;
  const rows: [string, string | null][] = [
    [facts.status, texts.job_status[job.status]],
    [facts.printer, job.printer],
    [facts.started, job.started_at === null ? null : formatDateTime(job.started_at, tag)],
    [facts.ended, job.ended_at === null ? null : formatDateTime(job.ended_at, tag)],
    [facts.duration, duration(job, tag)],
    [facts.file, job.file_name],
    [facts.source, texts.job_source[job.source] ?? job.source],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== null);
}

function duration({ started_at, ended_at }: WirePrintJob, tag: string): string | null {
  if (started_at === null || ended_at === null) return null;
  return formatDuration((Date.parse(ended_at) - Date.parse(started_at)) / 1000, tag);
}
