import type { Clock } from '../lib/clock.ts';
import { notFound } from '../lib/errors.ts';
import { isEnded, type PrintJob, type PrintJobReport } from './print-job.ts';
import type { PrintJobFilter, PrintJobStore } from './print-job-store.ts';

/** Name of the source of what comes by `POST /jobs`. */
export const API_SOURCE = 'api';

export interface PrintJobServiceParts {
  store: PrintJobStore;
  clock: Clock;
  /** Hears of print jobs that are new or changed, after they are written. */
  onChanged: (jobs: readonly PrintJob[]) => void;
}

/** What can be done with print jobs; where they belong is the linker's business. */
export class PrintJobService {
  readonly #parts: PrintJobServiceParts;

  constructor(parts: PrintJobServiceParts) {
    this.#parts = parts;
  }

  /** @throws AppError 404 naming the print job */
  async get(id: string): Promise<PrintJob> {
    const job = await this.#parts.store.get(id);
    if (!job) throw notFound(`There is no print job with the id "${id}".`, { field: 'job_id', job_id: id });
    return job;
  }

  list(filter: PrintJobFilter): Promise<{ jobs: PrintJob[]; total: number }> {
    return this.#parts.store.list(filter);
  }

  countTimelapses(ids: readonly string[]): Promise<Map<string, number>> {
    return this.#parts.store.countTimelapses(ids);
  }

  /** Takes a print job in by the API; one with a known id of its own is changed. */
  async post(report: PrintJobReport): Promise<{ job: PrintJob; isNew: boolean }> {
    const known = await this.#known(API_SOURCE, [report]);
    const job = await this.#take(API_SOURCE, report, known);
    if (job) this.#parts.onChanged([job]);
    const kept = known.get(report.externalId ?? '');
    return { job: job ?? kept!, isNew: kept === undefined };
  }

  /** Takes in what a source tells, however often it tells the same. */
  async receive(source: string, reports: readonly PrintJobReport[]): Promise<void> {
    const known = await this.#known(source, reports);
    const changed: PrintJob[] = [];
    for (const report of reports) {
      const job = await this.#take(source, report, known);
      if (job === null) continue;
      changed.push(job);
      if (job.externalId !== null) known.set(job.externalId, job);
    }
    if (changed.length > 0) this.#parts.onChanged(changed);
  }

  async #known(source: string, reports: readonly PrintJobReport[]): Promise<Map<string, PrintJob>> {
    const ids = reports.map(({ externalId }) => externalId).filter((id) => id !== null);
    const jobs = await this.#parts.store.findExternal(source, ids);
    return new Map(jobs.map((job) => [job.externalId ?? '', job]));
  }

  /** @returns the print job if anything about it is new */
  #take(
    source: string,
    report: PrintJobReport,
    known: ReadonlyMap<string, PrintJob>,
  ): Promise<PrintJob | null> | null {
    const { store, clock } = this.#parts;
    const before = report.externalId === null ? undefined : known.get(report.externalId);
    if (before === undefined) return store.insert(source, report, clock.now());
    const merged = merge(before, report, clock.now());
    return isSame(before, merged) ? null : store.update(before, merged, clock.now());
  }
}

/** What is known stays known when a source leaves it out later; a print seen to end has ended now at the latest. */
function merge(before: PrintJob, report: PrintJobReport, now: number): PrintJobReport {
  const endsNow = isEnded(report) && !isEnded(before);
  return {
    ...report,
    fileName: report.fileName ?? before.fileName,
    printer: report.printer ?? before.printer,
    startedAt: report.startedAt ?? before.startedAt,
    endedAt: report.endedAt ?? (endsNow ? now : isEnded(report) ? before.endedAt : null),
  };
}

function isSame(before: PrintJob, report: PrintJobReport): boolean {
  return (
    before.name === report.name &&
    before.fileName === report.fileName &&
    before.printer === report.printer &&
    before.status === report.status &&
    before.startedAt === report.startedAt &&
    before.endedAt === report.endedAt
  );
}
