import type { Pairing } from '../matching/score.ts';
import type { PrintJob, PrintJobReport } from '../print-jobs/print-job.ts';
import type { NewPrintJob, PrintJobStatus, WireJobSuggestion, WirePrintJob } from '../shared/print-job.ts';
import { toIso } from './to-wire.ts';

export function toWirePrintJob(job: PrintJob, timelapseCount: number): WirePrintJob {
  return {
    id: job.id,
    source: job.source,
    external_id: job.externalId,
    name: job.name,
    file_name: job.fileName,
    printer: job.printer,
    status: job.status,
    started_at: job.startedAt === null ? null : toIso(job.startedAt),
    ended_at: job.endedAt === null ? null : toIso(job.endedAt),
    timelapse_count: timelapseCount,
    created_at: toIso(job.createdAt),
    updated_at: toIso(job.updatedAt),
  };
}

export function toWireSuggestion(
  { job, score, reasons }: Pairing,
  timelapseCount: number,
): WireJobSuggestion {
  return { job: toWirePrintJob(job, timelapseCount), score, reasons };
}

export function toPrintJobReport(body: NewPrintJob): PrintJobReport {
  const startedAt = body.started_at ? Date.parse(body.started_at) : null;
  const endedAt = body.ended_at ? Date.parse(body.ended_at) : null;
  return {
    externalId: body.external_id ?? null,
    name: body.name,
    fileName: body.file_name ?? null,
    printer: body.printer ?? null,
    status: body.status ?? statusFrom(startedAt, endedAt),
    startedAt,
    endedAt,
    createdAt: null,
  };
}

function statusFrom(startedAt: number | null, endedAt: number | null): PrintJobStatus {
  if (endedAt !== null) return 'completed';
  return startedAt === null ? 'unknown' : 'printing';
}
