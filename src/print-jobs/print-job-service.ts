import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { notFound } from '../lib/errors.ts';
import type { PrintEvents } from './print-events.ts';
import { isEnded, type PrintJob, type PrintJobReport } from './print-job.ts';
import type { PrintJobFilter, PrintJobStore } from './print-job-store.ts';
import { printTurn } from './print-turn.ts';

export const API_SOURCE = 'api';

export interface PrintJobServiceDeps {
  store: PrintJobStore;
  clock: Clock;
  emitter: Emitter<PrintEvents>;
}

interface Change {
  before: PrintJob | null;
  job: PrintJob;
}

export class PrintJobService {
  readonly #deps: PrintJobServiceDeps;

  constructor(deps: PrintJobServiceDeps) {
    this.#deps = deps;
  }

  async get(id: string): Promise<PrintJob> {
    const job = await this.#deps.store.get(id);
    if (!job) throw notFound(`There is no print job with the id "${id}".`, { field: 'job_id', job_id: id });
    return job;
  }

  list(filter: PrintJobFilter): Promise<{ jobs: PrintJob[]; total: number }> {
    return this.#deps.store.list(filter);
  }

  countTimelapses(ids: readonly string[]): Promise<Map<string, number>> {
    return this.#deps.store.countTimelapses(ids);
  }

  /** A report with a known external id updates that print job. */
  async post(report: PrintJobReport): Promise<{ job: PrintJob; isNew: boolean }> {
    const known = await this.#known(API_SOURCE, [report]);
    const change = await this.#take(API_SOURCE, report, known);
    if (change) this.#announce([change]);
    const kept = known.get(report.externalId ?? '');
    return { job: change?.job ?? kept!, isNew: kept === undefined };
  }

  /** Sources may report the same things repeatedly. */
  async receive(source: string, reports: readonly PrintJobReport[]): Promise<void> {
    const known = await this.#known(source, reports);
    const changes: Change[] = [];
    try {
      for (const report of reports) {
        const change = await this.#take(source, report, known);
        if (change === null) continue;
        changes.push(change);
        const { job } = change;
        if (job.externalId !== null) known.set(job.externalId, job);
      }
    } finally {
      // Those before a failure are written and would not count as news when reported again.
      if (changes.length > 0) this.#announce(changes);
    }
  }

  async #known(source: string, reports: readonly PrintJobReport[]): Promise<Map<string, PrintJob>> {
    const ids = reports.map(({ externalId }) => externalId).filter((id) => id !== null);
    const jobs = await this.#deps.store.findExternal(source, ids);
    return new Map(jobs.map((job) => [job.externalId ?? '', job]));
  }

  /** @returns null = nothing new */
  async #take(
    source: string,
    report: PrintJobReport,
    known: ReadonlyMap<string, PrintJob>,
  ): Promise<Change | null> {
    const { store, clock } = this.#deps;
    const before = report.externalId === null ? undefined : known.get(report.externalId);
    if (before === undefined) return { before: null, job: await store.insert(source, report, clock.now()) };
    const merged = merge(before, report, clock.now());
    if (isSame(before, merged)) return null;
    const job = await store.update(before, merged, clock.now());
    return job && { before, job };
  }

  #announce(changes: readonly Change[]): void {
    const { emitter } = this.#deps;
    emitter.emit(
      'print.changed',
      changes.map(({ job }) => job),
    );
    for (const { before, job } of changes) {
      const turn = printTurn(before, job);
      if (turn) emitter.emit(turn, job);
    }
  }
}

/** Known values are kept when a source omits them later; a print seen to end has ended now at the latest. */
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
