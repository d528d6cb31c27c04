import type { Knex } from 'knex';
import type { SortKey, Status } from '../shared/statuses.ts';
import { JOBS, TABLE } from './load-timelapses.ts';
import type { TimelapseRow } from './timelapse-columns.ts';

export interface Page {
  limit: number;
  offset: number;
}

/** Which timelapses. */
export interface Selected {
  statuses?: readonly Status[];
  linked?: boolean;
  pinned?: boolean;
  /** As of the last check. */
  videoExists?: boolean;
  /** Also those that are to go to the archive. */
  archived?: false;
  /** Its frames can be deleted, since there is a finished video. */
  reclaimable?: true;
  jobId?: string;
  /** Made before (`old`) or after (`recent`) this time, milliseconds since 1970. */
  age?: { is: 'old' | 'recent'; border: number };
  printer?: string;
  /** Folded text to find in title, folder name or notes. */
  search?: string;
}

export interface ListFilter extends Selected, Page {
  /** `frames` = by the size of the frames. */
  sort: SortKey | 'frames';
  descending: boolean;
}

/** Exactly as in its index. */
export const AGE = 'COALESCE(processing_completed_at, created_at)';

const SORT_COLUMNS: Record<ListFilter['sort'], keyof TimelapseRow> = {
  created: 'created_at',
  duration: 'video_duration',
  size: 'video_bytes',
  name: 'search_text',
  frames: 'frames_bytes',
};

/** Exactly as in its index, which bound values would not match. */
const RECLAIMABLE = "status = 'completed' AND video_exists = 1 AND source_missing = 0 AND frames_bytes > 0";

export function filtered(db: Knex, filter: Selected): Knex.QueryBuilder {
  const { statuses, linked, pinned, videoExists, jobId, printer, age, search } = filter;
  const query = db(TABLE);
  const equal = { pinned, video_exists: videoExists, job_id: jobId, printer };
  for (const [column, value] of Object.entries(equal))
    if (value !== undefined) query.where(column, typeof value === 'boolean' ? Number(value) : value);
  if (statuses) query.whereIn('status', [...statuses]);
  if (linked === true) query.whereNotNull('job_id');
  if (linked === false) query.whereNull('job_id');
  if (filter.archived === false) query.whereNull('archive_state');
  if (filter.reclaimable) query.whereRaw(RECLAIMABLE);
  if (age) query.whereRaw(`${AGE} ${age.is === 'old' ? '<=' : '>'} ?`, [age.border]);
  if (search) query.where((found) => matches(found, search));
  return query;
}

export function sorted(query: Knex.QueryBuilder, { sort, descending }: ListFilter): Knex.QueryBuilder {
  const order = descending ? 'desc' : 'asc';
  return query.orderBy([
    { column: SORT_COLUMNS[sort], order },
    { column: 'id', order },
  ]);
}

/** Two lists of ids, so that each uses an index. instr, not LIKE, so that the text has no wildcards. */
function matches(found: Knex.QueryBuilder, text: string): void {
  const holdsText = 'instr(search_text, ?) > 0';
  found
    .whereIn('id', (own) => own.from(TABLE).whereRaw(holdsText, [text]).select('id'))
    .orWhereIn('id', (linked) => {
      const jobs = (query: Knex.QueryBuilder) => query.from(JOBS).whereRaw(holdsText, [text]).select('id');
      linked.from(TABLE).whereIn('job_id', jobs).select('id');
    });
}
