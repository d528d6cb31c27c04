import type { Knex } from 'knex';
import type { PrintJobRow, TimelapseFileRow } from '../db/rows.ts';
import type { LinkedJob, Timelapse } from './timelapse.ts';
import type { TimelapseRow } from './timelapse-columns.ts';
import { toTimelapse } from './timelapse-row.ts';

export const TABLE = 'timelapses';
export const FILES = 'timelapse_files';
export const JOBS = 'print_jobs';

/** SQLite allows 32,766 values per statement, and a row has some 40. */
export const ROWS_PER_STATEMENT = 200;

export async function getTimelapse(db: Knex, id: string): Promise<Timelapse | null> {
  const rows = (await db(TABLE).where({ id })) as TimelapseRow[];
  return (await loadTimelapses(db, rows))[0] ?? null;
}

export async function loadTimelapses(db: Knex, rows: readonly TimelapseRow[]): Promise<Timelapse[]> {
  const timelapses: Timelapse[] = [];
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const part = rows.slice(start, start + ROWS_PER_STATEMENT);
    const ids = part.map((row) => row.id);
    const files = (await db(FILES).whereIn('timelapse_id', ids)) as TimelapseFileRow[];
    const byOwner = Map.groupBy(files, (file) => file.timelapse_id);
    const jobs = await jobsOf(db, part);
    timelapses.push(
      ...part.map((row) => toTimelapse(row, byOwner.get(row.id) ?? [], jobs.get(row.job_id ?? ''))),
    );
  }
  return timelapses;
}

export async function jobsOf(db: Knex, rows: readonly TimelapseRow[]): Promise<Map<string, LinkedJob>> {
  const ids = [...new Set(rows.flatMap((row) => row.job_id ?? []))];
  if (ids.length === 0) return new Map();
  const jobs = (await db(JOBS)
    .whereIn('id', ids)
    .select('id', 'name', 'printer', 'ended_at')) as PrintJobRow[];
  return new Map(jobs.map(({ id, name, printer, ended_at }) => [id, { name, printer, endedAt: ended_at }]));
}
