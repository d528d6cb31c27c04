import type { Knex } from 'knex';
import type { TimelapseFileRow } from '../db/rows.ts';
import { type RenderedFrames, readRendered, readSeen } from './frame-lists.ts';
import type { FrameMarks } from './frame-marks.ts';
import { AGE, filtered, type ListFilter, type Page, type Selected, sorted } from './list-query.ts';
import { FILES, getTimelapse, jobsOf, loadTimelapses, TABLE } from './load-timelapses.ts';
import { countMonths, type MonthCount } from './month-counts.ts';
import { LISTED, readPage } from './rows-as-json.ts';
import type { FolderSnapshot, SampledFrame, Timelapse, TimelapseFile } from './timelapse.ts';
import type { TimelapseRow } from './timelapse-columns.ts';
import { firstFrameOf, readFirstFrame, toFile, toTimelapse } from './timelapse-row.ts';

const IDS_PER_QUERY = 500;
const FOLDERS_PER_QUERY = 500;
/** Written in batches, so that others get a turn in between. */
const VIDEOS_PER_QUERY = 100;

/** As far as the next scan needs it. */
export interface SeenFolder {
  sourceFolder: string;
  sourceMissing: boolean;
  folderModifiedAt: number;
  lastName: string;
  newestName: string;
  newestAt: number;
  newestSize: number;
  first: SampledFrame | null;
}

const SEEN_COLUMNS = [
  'source_folder',
  'source_missing',
  'folder_mtime',
  'frames_last_name',
  'newest_name',
  'frames_newest_at',
  'newest_size',
  'first_frame',
] as const;

type VideoRow = Omit<TimelapseFileRow, 'created_at'> & Pick<TimelapseRow, 'video_exists'>;

export interface SeenVideo {
  id: string;
  file: TimelapseFile;
  /** When last checked. */
  exists: boolean;
}

/** Used to estimate its duration. */
export interface PendingRender {
  id: string;
  frames: number;
  /** Of the earlier video, in pixels. */
  size: { width: number; height: number } | null;
}

export class TimelapseReads {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  get(id: string): Promise<Timelapse | null> {
    return getTimelapse(this.#db, id);
  }

  /** The settings that its video was made with; null = unknown. Read apart, since they may name thousands of frames. */
  async renderedWith(id: string): Promise<unknown> {
    const [row] = (await this.#db(TABLE).where({ id }).select('rendered_with')) as Pick<
      TimelapseRow,
      'rendered_with'
    >[];
    return JSON.parse(row?.rendered_with ?? 'null');
  }

  async list(filter: ListFilter): Promise<{ timelapses: Timelapse[]; total: number }> {
    const all = filtered(this.#db, filter);
    const page = sorted(all.clone(), filter).select(LISTED).limit(filter.limit).offset(filter.offset);
    const { rows, total } = await readPage(this.#db, page, all);
    const jobs = await jobsOf(this.#db, rows);
    return {
      timelapses: rows.map((row) => toTimelapse(row, row.files, jobs.get(row.job_id ?? ''))),
      total,
    };
  }

  /** By when they were created; latest first. */
  countMonths(filter: Selected, timeZone: string): Promise<MonthCount[]> {
    return countMonths(this.#db, filter, timeZone);
  }

  /** In batches: a large library at once would take tens of megabytes that are never given back. */
  async *foldersBelow(root: string): AsyncGenerator<SeenFolder[]> {
    const start = root.endsWith('/') ? root : `${root}/`;
    // An upper bound for every path with this prefix, since "0" comes after "/".
    const end = `${start.slice(0, -1)}0`;
    let last: string | undefined = start;
    while (last !== undefined) {
      const rows = (await this.#db(TABLE)
        .whereRaw("superseded = 0 AND origin = 'frames'")
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
        first: readFirstFrame(row),
      }));
      last = rows.at(-1)?.source_folder;
    }
  }

  async findCurrent(sourceFolders: readonly string[]): Promise<Timelapse[]> {
    const rows = await this.#db(TABLE)
      .where({ superseded: 0 })
      .whereIn('source_folder', [...sourceFolders]);
    return loadTimelapses(this.#db, rows as TimelapseRow[]);
  }

  async findByFirstFrame(snapshots: readonly FolderSnapshot[]): Promise<Timelapse[]> {
    const firsts = snapshots.map(firstFrameOf).filter((first) => first !== null);
    if (firsts.length === 0) return [];
    const rows = await this.#db(TABLE).where({ superseded: 0 }).whereIn('first_frame', firsts);
    return loadTimelapses(this.#db, rows as TimelapseRow[]);
  }

  /** Finished, not pinned, older than the given time; largest video first. */
  listCleanupCandidates(madeBefore: number, page: Page): Promise<{ timelapses: Timelapse[]; total: number }> {
    return this.list({
      statuses: ['completed'],
      videoExists: true,
      pinned: false,
      archived: false,
      age: { is: 'old', border: madeBefore },
      sort: 'size',
      descending: true,
      ...page,
    });
  }

  /** Those with a finished video; largest first. */
  listReclaimable(page: Page): Promise<{ timelapses: Timelapse[]; total: number }> {
    return this.list({ reclaimable: true, sort: 'frames', descending: true, ...page });
  }

  /** In batches; includes missing videos. @param where in archives, or in their usual place */
  async *videos(where: 'usual' | 'archived'): AsyncGenerator<SeenVideo[]> {
    let last: string | undefined = '';
    while (last !== undefined) {
      const rows = (await this.#db(FILES)
        .join(TABLE, `${FILES}.timelapse_id`, `${TABLE}.id`)
        .whereRaw(`kind = 'video' AND archived IS ${where === 'usual' ? 'NULL' : 'NOT NULL'}`)
        .where('timelapse_id', '>', last)
        .orderBy('timelapse_id')
        .limit(VIDEOS_PER_QUERY)
        .select('timelapse_id', 'kind', 'path', 'size_bytes', 'archived', 'video_exists')) as VideoRow[];
      yield rows.map(({ timelapse_id: id, video_exists, ...file }) => ({
        id,
        file: toFile(file),
        exists: video_exists === 1,
      }));
      last = rows.at(-1)?.timelapse_id;
    }
  }

  /** Waiting for the end of their quiet period, and of no capture; without their files. */
  async listWaiting(minFrames: number): Promise<Timelapse[]> {
    const rows = (await this.#db(TABLE)
      .where({ status: 'discovered', held: 0, superseded: 0, source_missing: 0, capture_id: null })
      .where((enough) =>
        enough.where('frame_count', '>=', minFrames).orWhere({ origin: 'video' }),
      )) as TimelapseRow[];
    const jobs = await jobsOf(this.#db, rows);
    return rows.map((row) => toTimelapse(row, [], jobs.get(row.job_id ?? '')));
  }

  async existingIds(ids: readonly string[]): Promise<string[]> {
    const existing: string[] = [];
    for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
      const part = ids.slice(start, start + IDS_PER_QUERY);
      existing.push(...((await this.#db(TABLE).whereIn('id', part).pluck('id')) as string[]));
    }
    return existing;
  }

  /** Next first. @param limit omitted = all */
  async listPending(limit?: number): Promise<PendingRender[]> {
    const query = this.#db(TABLE).where({ status: 'pending' }).select('id', 'frame_count', 'width', 'height');
    if (limit !== undefined) query.limit(limit);
    const rows = (await this.#queueOrder(query)) as TimelapseRow[];
    return rows.map(({ id, frame_count, width, height }) => ({
      id,
      frames: frame_count,
      size: width === null || height === null ? null : { width, height },
    }));
  }

  async countPending(): Promise<number> {
    const [row] = (await this.#db(TABLE).where({ status: 'pending' }).count({ n: '*' })) as { n: number }[];
    return Number(row?.n ?? 0);
  }

  /** Null when it is missing. */
  async latestVideo(): Promise<Timelapse | null> {
    const rows = (await this.#db(TABLE)
      .where({ video_exists: 1 })
      .whereNotNull('processing_completed_at')
      .orderByRaw(`${AGE} DESC, id DESC`)
      .limit(1)) as TimelapseRow[];
    return (await loadTimelapses(this.#db, rows))[0] ?? null;
  }

  /** If the name was used again, that of the latest print. */
  async findByFolderName(folderName: string): Promise<Timelapse | null> {
    const rows = (await this.#db(TABLE)
      .where({ folder_name: folderName })
      .orderBy([{ column: 'superseded' }, { column: 'created_at', order: 'desc' }, { column: 'id' }])
      .limit(1)) as TimelapseRow[];
    return (await loadTimelapses(this.#db, rows))[0] ?? null;
  }

  /** What renders now, in the order it began. */
  async listProcessing(): Promise<Timelapse[]> {
    const rows = (await this.#db(TABLE)
      .whereRaw("status = 'processing'")
      .orderBy(['processing_started_at', 'id'])) as TimelapseRow[];
    return loadTimelapses(this.#db, rows);
  }

  /** Null = no retry is waiting. */
  async nextRetryAt(): Promise<number | null> {
    const [row] = (await this.#db(TABLE).where({ status: 'pending' }).min({ at: 'not_before' })) as {
      at: number | null;
    }[];
    return row?.at ?? null;
  }

  /** Null = unknown. */
  seenFrames(id: string): Promise<FrameMarks | null> {
    return readSeen(this.#db, id);
  }

  renderedFrames(timelapse: Timelapse): Promise<RenderedFrames> {
    return readRendered(this.#db, timelapse);
  }

  async ownerOf(path: string): Promise<string | null> {
    const [row] = (await this.#db(FILES).where({ path }).select('timelapse_id')) as TimelapseFileRow[];
    return row?.timelapse_id ?? null;
  }

  #queueOrder<Q extends Knex.QueryBuilder>(query: Q): Q {
    query.orderBy([{ column: 'manual', order: 'desc' }, { column: 'queue_seq' }]);
    return query;
  }
}
