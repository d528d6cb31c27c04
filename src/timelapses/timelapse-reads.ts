import type { Knex } from 'knex';
import type { PrintJobRow, TimelapseFileRow, TimelapseRow } from '../db/rows.ts';
import type { SortKey, Status } from '../shared/statuses.ts';
import type { LinkedJob, Timelapse } from './timelapse.ts';
import { readPage } from './rows-as-json.ts';
import { toTimelapse } from './timelapse-row.ts';

export const TABLE = 'timelapses';
export const FILES = 'timelapse_files';
const JOBS = 'print_jobs';

/** SQLite allows 32,766 values a statement, and a row has some 40. */
export const ROWS_PER_STATEMENT = 200;
const IDS_PER_QUERY = 500;
const FOLDERS_PER_QUERY = 500;
/** What is found of so many is written in one go, and everyone else gets a turn in between. */
const VIDEOS_PER_QUERY = 100;

/** What the last look saw of an image folder, as far as the next one needs it. */
export interface SeenFolder {
  sourceFolder: string;
  sourceMissing: boolean;
  folderModifiedAt: number;
  lastName: string;
  newestName: string;
  newestAt: number;
  newestSize: number;
}

const SEEN_COLUMNS = [
  'source_folder',
  'source_missing',
  'folder_mtime',
  'frames_last_name',
  'newest_name',
  'frames_newest_at',
  'newest_size',
] as const;

type VideoRow = Pick<TimelapseFileRow, 'timelapse_id' | 'path'> & Pick<TimelapseRow, 'video_exists'>;

export interface ListFilter {
  statuses?: readonly Status[];
  linked?: boolean;
  pinned?: boolean;
  /** Made before (`old`) or after (`recent`) this moment, milliseconds since 1970. */
  age?: { is: 'old' | 'recent'; border: number };
  printer?: string;
  /** Folded text that must occur in title, folder name or notes. */
  search?: string;
  sort: SortKey;
  descending: boolean;
  limit: number;
  offset: number;
}

/** A render that waits: how much work it is, as far as that is known. */
export interface PendingRender {
  id: string;
  frames: number;
  /** Size of the earlier video in pixels. */
  size: { width: number; height: number } | null;
}

/** When a timelapse was born, as its index says it: from its video, or else from its discovery. */
const AGE = 'COALESCE(processing_completed_at, created_at)';

const SORT_COLUMNS: Record<SortKey, keyof TimelapseRow> = {
  created: 'created_at',
  duration: 'video_duration',
  size: 'video_bytes',
  name: 'search_text',
};

/** Every knex query that reads timelapses and their files. */
export class TimelapseReads {
  protected readonly db: Knex;

  constructor(db: Knex) {
    this.db = db;
  }

  async get(id: string): Promise<Timelapse | null> {
    const rows = (await this.db(TABLE).where({ id })) as TimelapseRow[];
    return (await this.withFiles(rows))[0] ?? null;
  }

  async list(filter: ListFilter): Promise<{ timelapses: Timelapse[]; total: number }> {
    const filtered = this.#filtered(filter);
    const page = this.#sorted(filtered.clone(), filter)
      .select('timelapses.*')
      .limit(filter.limit)
      .offset(filter.offset);
    const { rows, total } = await readPage(this.db, page, filtered);
    const jobs = await this.#jobsOf(rows);
    return {
      timelapses: rows.map((row) => toTimelapse(row, row.files, jobs.get(row.job_id ?? ''))),
      total,
    };
  }

  /**
   * What the last look saw of the current image folders below a root, some hundred at a time: a library of years at once
   * would take tens of megabytes, which are never given back.
   */
  async *foldersBelow(root: string): AsyncGenerator<SeenFolder[]> {
    const start = root.endsWith('/') ? root : `${root}/`;
    // Everything that begins so lies before this, since "0" comes after "/".
    const end = `${start.slice(0, -1)}0`;
    let last: string | undefined = start;
    while (last !== undefined) {
      const rows = (await this.db(TABLE)
        .whereRaw('superseded = 0')
        .where('source_folder', '>', last)
        .where('source_folder', '<', end)
        .orderBy('source_folder')
        .limit(FOLDERS_PER_QUERY)
        .select(SEEN_COLUMNS)) as Pick<TimelapseRow, (typeof SEEN_COLUMNS)[number]>[];
      yield rows.map((row) => ({
        sourceFolder: row.source_folder,
        sourceMissing: row.source_missing === 1,
        folderModifiedAt: row.folder_mtime,
        lastName: row.frames_last_name,
        newestName: row.newest_name,
        newestAt: row.frames_newest_at,
        newestSize: row.newest_size,
      }));
      last = rows.at(-1)?.source_folder;
    }
  }

  /** The current timelapses of these image folders. */
  async findCurrent(sourceFolders: readonly string[]): Promise<Timelapse[]> {
    const rows = await this.db(TABLE)
      .where({ superseded: 0 })
      .whereIn('source_folder', [...sourceFolders]);
    return this.withFiles(rows as TimelapseRow[]);
  }

  /** What clean-up offers: finished, not pinned, made before a moment; biggest video first. */
  async listCleanupCandidates(madeBefore: number): Promise<Timelapse[]> {
    const rows = (await this.db(TABLE)
      .where({ status: 'completed', video_exists: 1, pinned: 0 })
      .whereRaw(`${AGE} <= ?`, [madeBefore])
      .orderBy([{ column: 'video_bytes', order: 'desc' }, { column: 'id' }])) as TimelapseRow[];
    return this.withFiles(rows);
  }

  /**
   * Ids and video files of all timelapses that have a video, whether or not it was there when last looked; some hundred
   * at a time.
   */
  async *videos(): AsyncGenerator<{ id: string; path: string; exists: boolean }[]> {
    let last: string | undefined = '';
    while (last !== undefined) {
      const rows = (await this.db(FILES)
        .join(TABLE, `${FILES}.timelapse_id`, `${TABLE}.id`)
        .where({ kind: 'video' })
        .where('timelapse_id', '>', last)
        .orderBy('timelapse_id')
        .limit(VIDEOS_PER_QUERY)
        .select('timelapse_id', 'path', 'video_exists')) as VideoRow[];
      yield rows.map(({ timelapse_id: id, path, video_exists }) => ({
        id,
        path,
        exists: video_exists === 1,
      }));
      last = rows.at(-1)?.timelapse_id;
    }
  }

  /** Those that wait for the end of their quiet period, without their files. */
  async listWaiting(minFrames: number): Promise<Timelapse[]> {
    const rows = (await this.db(TABLE)
      .where({ status: 'discovered', held: 0, superseded: 0, source_missing: 0 })
      .where('frame_count', '>=', minFrames)) as TimelapseRow[];
    const jobs = await this.#jobsOf(rows);
    return rows.map((row) => toTimelapse(row, [], jobs.get(row.job_id ?? '')));
  }

  /** Those of these ids that there are timelapses of. */
  async existingIds(ids: readonly string[]): Promise<string[]> {
    const existing: string[] = [];
    for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
      const part = ids.slice(start, start + IDS_PER_QUERY);
      existing.push(...((await this.db(TABLE).whereIn('id', part).pluck('id')) as string[]));
    }
    return existing;
  }

  /** What waits for the engine, next first. */
  async listPending(): Promise<PendingRender[]> {
    const query = this.db(TABLE).where({ status: 'pending' }).select('id', 'frame_count', 'width', 'height');
    const rows = (await this.#queueOrder(query)) as TimelapseRow[];
    return rows.map(({ id, frame_count, width, height }) => ({
      id,
      frames: frame_count,
      size: width === null || height === null ? null : { width, height },
    }));
  }

  async countPending(): Promise<number> {
    const [row] = (await this.db(TABLE).where({ status: 'pending' }).count({ n: '*' })) as { n: number }[];
    return Number(row?.n ?? 0);
  }

  /** The video that was made last, as long as it is there. */
  async latestVideo(): Promise<Timelapse | null> {
    const rows = (await this.db(TABLE)
      .where({ video_exists: 1 })
      .whereNotNull('processing_completed_at')
      .orderByRaw(`${AGE} DESC, id DESC`)
      .limit(1)) as TimelapseRow[];
    return (await this.withFiles(rows))[0] ?? null;
  }

  /** The timelapse of an image folder of this name; where the name was used again, that of the latest print. */
  async findByFolderName(folderName: string): Promise<Timelapse | null> {
    const rows = (await this.db(TABLE)
      .where({ folder_name: folderName })
      .orderBy([{ column: 'superseded' }, { column: 'created_at', order: 'desc' }, { column: 'id' }])
      .limit(1)) as TimelapseRow[];
    return (await this.withFiles(rows))[0] ?? null;
  }

  async processing(): Promise<Timelapse | null> {
    const rows = (await this.db(TABLE).where({ status: 'processing' })) as TimelapseRow[];
    return (await this.withFiles(rows))[0] ?? null;
  }

  /** When the next retry that waits may start; null when none does. */
  async nextRetryAt(): Promise<number | null> {
    const [row] = (await this.db(TABLE).where({ status: 'pending' }).min({ at: 'not_before' })) as {
      at: number | null;
    }[];
    return row?.at ?? null;
  }

  /** Those linked to one of these print jobs, newest first. */
  async listLinked(jobIds: readonly string[]): Promise<Timelapse[]> {
    const rows = await this.db(TABLE)
      .whereIn('job_id', [...jobIds])
      .orderBy('created_at', 'desc');
    return this.withFiles(rows as TimelapseRow[]);
  }

  /** Ids of those whose link is not the user's, with frames since then; newest first. */
  async listOpenForLinks(framesSince: number): Promise<string[]> {
    return (await this.db(TABLE)
      .where('last_frame_at', '>=', framesSince)
      .where((open) => open.whereNull('link_source').orWhere({ link_source: 'auto' }))
      .orderBy('created_at', 'desc')
      .pluck('id')) as string[];
  }

  /** The timelapse that owns a file, by the file's path. */
  async ownerOf(path: string): Promise<string | null> {
    const [row] = (await this.db(FILES).where({ path }).select('timelapse_id')) as TimelapseFileRow[];
    return row?.timelapse_id ?? null;
  }

  /** Adds the files of rows, some hundred rows at a time: a statement takes only so many values. */
  protected async withFiles(rows: readonly TimelapseRow[], db: Knex = this.db): Promise<Timelapse[]> {
    const timelapses: Timelapse[] = [];
    for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
      const part = rows.slice(start, start + ROWS_PER_STATEMENT);
      const ids = part.map((row) => row.id);
      const files = (await db(FILES).whereIn('timelapse_id', ids)) as TimelapseFileRow[];
      const byOwner = Map.groupBy(files, (file) => file.timelapse_id);
      const jobs = await this.#jobsOf(part, db);
      timelapses.push(
        ...part.map((row) => toTimelapse(row, byOwner.get(row.id) ?? [], jobs.get(row.job_id ?? ''))),
      );
    }
    return timelapses;
  }

  /** The linked print jobs of rows, by their ids: one query for all. */
  async #jobsOf(rows: readonly TimelapseRow[], db: Knex = this.db): Promise<Map<string, LinkedJob>> {
    const ids = [...new Set(rows.flatMap((row) => row.job_id ?? []))];
    if (ids.length === 0) return new Map();
    const jobs = (await db(JOBS)
      .whereIn('id', ids)
      .select('id', 'name', 'printer', 'ended_at')) as PrintJobRow[];
    return new Map(jobs.map(({ id, name, printer, ended_at }) => [id, { name, printer, endedAt: ended_at }]));
  }

  #queueOrder<Q extends Knex.QueryBuilder>(query: Q): Q {
    query.orderBy([{ column: 'manual', order: 'desc' }, { column: 'queue_seq' }]);
    return query;
  }

  #filtered(filter: ListFilter): Knex.QueryBuilder {
    const query = this.db(TABLE);
    if (filter.statuses) query.whereIn('status', [...filter.statuses]);
    if (filter.pinned !== undefined) query.where({ pinned: filter.pinned ? 1 : 0 });
    if (filter.linked === true) query.whereNotNull('job_id');
    if (filter.linked === false) query.whereNull('job_id');
    if (filter.printer !== undefined) query.where({ printer: filter.printer });
    if (filter.age) query.whereRaw(`${AGE} ${filter.age.is === 'old' ? '<=' : '>'} ?`, [filter.age.border]);
    if (filter.search) query.where((found) => matches(found, filter.search ?? ''));
    return query;
  }

  #sorted(query: Knex.QueryBuilder, { sort, descending }: ListFilter): Knex.QueryBuilder {
    const order = descending ? 'desc' : 'asc';
    return query.orderBy([
      { column: SORT_COLUMNS[sort], order },
      { column: 'id', order },
    ]);
  }
}

/**
 * Those whose own texts, or whose print job's, hold the text: two lists of ids, so that an index serves each. instr, not
 * LIKE: nothing in the text has a meaning of its own.
 */
function matches(found: Knex.QueryBuilder, text: string): void {
  const holdsText = 'instr(search_text, ?) > 0';
  found
    .whereIn('id', (own) => own.from(TABLE).whereRaw(holdsText, [text]).select('id'))
    .orWhereIn('id', (linked) => {
      const jobs = (query: Knex.QueryBuilder) => query.from(JOBS).whereRaw(holdsText, [text]).select('id');
      linked.from(TABLE).whereIn('job_id', jobs).select('id');
    });
}
