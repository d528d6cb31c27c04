import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { PrintJobRow } from '../db/rows.ts';
import { foldText } from '../lib/fold-text.ts';
import { nameKeys } from '../lib/name-words.ts';
import type { PrintJobStatus } from '../shared/print-job.ts';
import type { PrintJob, PrintJobReport } from './print-job.ts';

const TABLE = 'print_jobs';

/** SQLite allows 32,766 values per statement. */
const VALUES_PER_QUERY = 500;

export interface PrintJobFilter {
  /** Folded text to find in name, file and printer. */
  search?: string;
  limit: number;
  offset: number;
}

export interface CandidateClues {
  /** Possible keys of its name. */
  keys: readonly string[];
  /** When its print may have started, milliseconds since 1970. */
  windows: readonly { from: number; to: number }[];
}

/** The latest ones are used. */
const CANDIDATES_PER_CLUE = 100;

export class PrintJobStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async get(id: string): Promise<PrintJob | null> {
    const [row] = (await this.#db(TABLE).where({ id })) as PrintJobRow[];
    return row ? toPrintJob(row) : null;
  }

  async list({ search, limit, offset }: PrintJobFilter): Promise<{ jobs: PrintJob[]; total: number }> {
    const found = this.#db(TABLE);
    if (search) found.whereRaw('INSTR(search_text, ?) > 0', [search]);
    const [count] = (await found.clone().count({ total: '*' })) as { total: number }[];
    const rows = (await found
      .orderBy([...LATEST_FIRST])
      .limit(limit)
      .offset(offset)) as PrintJobRow[];
    return { jobs: rows.map(toPrintJob), total: Number(count?.total ?? 0) };
  }

  /** Print jobs matching any clue, and the latest ones. */
  async findCandidates({ keys, windows }: CandidateClues): Promise<PrintJob[]> {
    const queries = [
      this.#db(TABLE),
      this.#db(TABLE).whereIn('name_key', [...keys]),
      this.#db(TABLE).whereIn('file_key', [...keys]),
      ...windows.map(({ from, to }) => this.#db(TABLE).whereBetween('happened_at', [from, to])),
    ];
    const found = new Map<string, PrintJob>();
    for (const query of queries) {
      const rows = (await query.orderBy([...LATEST_FIRST]).limit(CANDIDATES_PER_CLUE)) as PrintJobRow[];
      for (const row of rows) found.set(row.id, toPrintJob(row));
    }
    return [...found.values()];
  }

  async printers(): Promise<string[]> {
    return (await this.#db(TABLE).whereNotNull('printer').distinct().pluck('printer')) as string[];
  }

  /** Print jobs without timelapses are omitted. */
  async countTimelapses(ids: readonly string[]): Promise<Map<string, number>> {
    const rows = (await this.#db('timelapses')
      .whereIn('job_id', [...ids])
      .groupBy('job_id')
      .select('job_id')
      .count({ n: '*' })) as { job_id: string; n: number }[];
    return new Map(rows.map(({ job_id, n }) => [job_id, Number(n)]));
  }

  async findExternal(source: string, externalIds: readonly string[]): Promise<PrintJob[]> {
    const rows: PrintJobRow[] = [];
    for (let start = 0; start < externalIds.length; start += VALUES_PER_QUERY) {
      const part = externalIds.slice(start, start + VALUES_PER_QUERY);
      rows.push(...((await this.#db(TABLE).where({ source }).whereIn('external_id', part)) as PrintJobRow[]));
    }
    return rows.map(toPrintJob);
  }

  /** Latest end first. @param since milliseconds since 1970 */
  async endedSince(source: string, since: number): Promise<PrintJob[]> {
    const query = this.#db(TABLE).where({ source }).where('ended_at', '>=', since);
    const rows = (await query.orderBy('ended_at', 'desc').limit(VALUES_PER_QUERY)) as PrintJobRow[];
    return rows.map(toPrintJob);
  }

  async insert(source: string, report: PrintJobReport, now: number): Promise<PrintJob> {
    const row = {
      ...reportColumns(report, report.createdAt ?? now),
      id: randomUUID(),
      source,
      external_id: report.externalId,
      created_at: report.createdAt ?? now,
      updated_at: now,
    };
    const [inserted] = (await this.#db(TABLE).insert(row).returning('*')) as PrintJobRow[];
    return toPrintJob(inserted!);
  }

  async update({ id, createdAt }: PrintJob, report: PrintJobReport, now: number): Promise<PrintJob | null> {
    const change = { ...reportColumns(report, createdAt), updated_at: now };
    const [row] = (await this.#db(TABLE).where({ id }).update(change).returning('*')) as PrintJobRow[];
    return row ? toPrintJob(row) : null;
  }
}

const LATEST_FIRST = [
  { column: 'happened_at', order: 'desc' },
  { column: 'id', order: 'desc' },
] as const;

function reportColumns(report: PrintJobReport, createdAt: number) {
  const { name, fileName, printer, status, startedAt, endedAt } = report;
  return {
    name,
    file_name: fileName,
    printer,
    status,
    started_at: startedAt,
    ended_at: endedAt,
    happened_at: startedAt ?? endedAt ?? createdAt,
    name_key: nameKeys(name)[0] ?? '',
    file_key: nameKeys(fileName ?? '')[0] ?? '',
    search_text: foldText([name, fileName, printer].filter((each) => each !== null).join('\n')),
  };
}

function toPrintJob(row: PrintJobRow): PrintJob {
  return {
    id: row.id,
    source: row.source,
    externalId: row.external_id,
    name: row.name,
    fileName: row.file_name,
    printer: row.printer,
    status: row.status as PrintJobStatus,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
