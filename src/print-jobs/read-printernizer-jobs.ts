import { z } from 'zod';
import type { PrintJobStatus } from '../shared/print-job.ts';
import type { PrintJobReport } from './print-job.ts';

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => {
    const trimmed = String(value ?? '').trim();
    return trimmed === '' ? null : trimmed.slice(0, 500);
  });

/** Anything but the id may be missing. */
const jobSchema = z.object({
  id: text.refine((id) => id !== null),
  printer_id: text,
  printer_name: text,
  job_name: text,
  filename: text,
  status: text,
  start_time: text,
  end_time: text,
  created_at: text,
});

const STATUSES: Record<string, PrintJobStatus> = {
  pending: 'pending',
  queued: 'pending',
  running: 'printing',
  printing: 'printing',
  paused: 'paused',
  completed: 'completed',
  finished: 'completed',
  failed: 'failed',
  error: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
};

/** Keys that may contain the list. */
const WRAPPERS = ['jobs', 'data', 'items', 'results'];

/**
 * Accepts a list, alone or in an object. Invalid jobs are skipped.
 *
 * @returns null when there is no list
 */
export function readPrinternizerJobs(body: unknown): PrintJobReport[] | null {
  const list = findList(body);
  return list?.map(readJob).filter((job) => job !== null) ?? null;
}

function findList(body: unknown): unknown[] | null {
  if (Array.isArray(body)) return body;
  if (typeof body !== 'object' || body === null) return null;
  for (const name of WRAPPERS) {
    const found = findList((body as Record<string, unknown>)[name]);
    if (found) return found;
  }
  return null;
}

function readJob(value: unknown): PrintJobReport | null {
  const parsed = jobSchema.safeParse(value);
  if (!parsed.success) return null;
  const job = parsed.data;
  const name = job.job_name ?? job.filename;
  if (name === null) return null;
  const startedAt = readTime(job.start_time);
  const endedAt = readTime(job.end_time);
  return {
    externalId: job.id,
    name,
    fileName: job.filename,
    printer: job.printer_name ?? job.printer_id,
    status: STATUSES[job.status?.toLowerCase() ?? ''] ?? 'unknown',
    startedAt,
    // When a clock was set back in between, the end is unknown.
    endedAt: startedAt !== null && endedAt !== null && endedAt < startedAt ? null : endedAt,
    createdAt: readTime(job.created_at),
  };
}

/** ISO 8601, or seconds or milliseconds since 1970. Without a zone it is local time, which the server shares. */
function readTime(written: string | null): number | null {
  if (written === null) return null;
  if (/^\d{10}(?:\.\d+)?$/.test(written)) return Math.trunc(Number(written) * 1000);
  if (/^\d{13}$/.test(written)) return Number(written);
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(written)) return null;
  const time = Date.parse(written.replace(' ', 'T'));
  return Number.isNaN(time) ? null : time;
}
