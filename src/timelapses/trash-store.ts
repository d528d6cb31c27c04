import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { ShareRow, TrashRow } from '../db/rows.ts';
import { removeTombstone } from './ignored-folder-store.ts';
import type { Page } from './list-query.ts';
import { FILES, getTimelapse, TABLE as TIMELAPSES } from './load-timelapses.ts';
import { filesOfCopy, SHARES } from './copies-of-videos.ts';
import { putRemoval, type Removal } from './removal-store.ts';
import { type FileKind, type Timelapse, type TimelapseFile, titleOf } from './timelapse.ts';
import { OUT_OF_QUEUE } from './timelapse-writes.ts';
import { packRecord, putWhole, readWhole, unpackRecord, type WholeRecord } from './whole-record.ts';

const TABLE = 'trash';
const RECORDS = 'trash_records';
/** As the index has it. */
const UNFINISHED = "(state <> 'kept' OR leaving = 1)";

export interface TrashedFile {
  kind: FileKind;
  sizeBytes: number;
  /** Where it was. */
  from: string;
  /** Where it is kept; the same where it stays. */
  to: string;
  /** Where it is put when it is restored; saved before it is. */
  back?: string;
}

/** The video of a deleted timelapse, and what goes with it. */
export interface TrashEntry {
  id: string;
  title: string;
  folderName: string;
  sourceFolder: string;
  printer: string | null;
  jobName: string | null;
  durationSeconds: number | null;
  imageCount: number;
  bytes: number;
  files: TrashedFile[];
  /** `moving` = its files may still be where they were; `restoring` = they may be back already. */
  state: TrashRow['state'];
  /** To be removed for good. */
  isLeaving: boolean;
  /** Milliseconds since 1970. */
  trashedAt: number;
}

export class TrashStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async get(id: string): Promise<TrashEntry | null> {
    const [row] = (await this.#db(TABLE).where({ id })) as TrashRow[];
    return row ? toEntry(row) : null;
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#db(TABLE).first('id')) === undefined;
  }

  /** Copies to send to others that are ready. */
  async copiesOf(timelapseId: string): Promise<TimelapseFile[]> {
    const rows = (await this.#db(SHARES).where({ timelapse_id: timelapseId, state: 'ready' })) as ShareRow[];
    return rows.flatMap(filesOfCopy);
  }

  /** Latest first. */
  async list({ limit, offset }: Page): Promise<{ entries: TrashEntry[]; total: number }> {
    const rows = (await this.#db(TABLE)
      .where({ leaving: 0 })
      .orderBy([
        { column: 'trashed_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset)) as TrashRow[];
    const [count] = (await this.#db(TABLE).where({ leaving: 0 }).count({ n: '*' })) as { n: number }[];
    return { entries: rows.map(toEntry), total: Number(count?.n ?? 0) };
  }

  /** Earliest first, after another one. @param after null = from the first */
  async listOldest(after: TrashEntry | null, limit: number): Promise<TrashEntry[]> {
    const query = this.#db(TABLE).where({ leaving: 0, state: 'kept' });
    if (after) query.whereRaw('(trashed_at, id) > (?, ?)', [after.trashedAt, after.id]);
    return ((await query.orderBy(['trashed_at', 'id']).limit(limit)) as TrashRow[]).map(toEntry);
  }

  /** Whatever was begun and is not finished, earliest first, after another one. */
  async listUnfinished(after: TrashEntry | null, limit: number): Promise<TrashEntry[]> {
    const query = this.#db(TABLE).whereRaw(UNFINISHED);
    if (after) query.whereRaw('(trashed_at, id) > (?, ?)', [after.trashedAt, after.id]);
    return ((await query.orderBy(['trashed_at', 'id']).limit(limit)) as TrashRow[]).map(toEntry);
  }

  /** Of files that are being moved: whoever finds one there has found no new video. */
  async pathsOnTheMove(): Promise<Set<string>> {
    const unfinished = this.#db(TABLE).whereRaw(UNFINISHED).whereNot({ state: 'kept' });
    const rows = (await unfinished.select('files')) as Pick<TrashRow, 'files'>[];
    const files = rows.flatMap((row) => JSON.parse(row.files) as TrashedFile[]);
    return new Set(files.flatMap(({ from, back = from }) => [from, back]));
  }

  async saveFiles(id: string, state: TrashRow['state'], files: readonly TrashedFile[]): Promise<void> {
    await this.#db(TABLE)
      .where({ id })
      .update({ state, files: JSON.stringify(files) });
  }

  /** From here on, they are not in the trash anymore. @returns how many, and their bytes */
  letGo(
    which: { id: string } | 'all' | { until: number },
    { evenRestoring = false } = {},
  ): Promise<{ videos: number; bytes: number }> {
    return this.#db.transaction(async (trx) => {
      const chosen = () => {
        const query = trx(TABLE).where({ leaving: 0 });
        if (!evenRestoring) query.whereNot({ state: 'restoring' });
        if (which === 'all') return query;
        return 'id' in which ? query.where({ id: which.id }) : query.where('trashed_at', '<=', which.until);
      };
      const [sum] = (await chosen().sum({ bytes: 'bytes' }).count({ n: '*' })) as {
        n: number;
        bytes: number | null;
      }[];
      await chosen().update({ leaving: 1 });
      return { videos: Number(sum?.n ?? 0), bytes: Number(sum?.bytes ?? 0) };
    });
  }

  /** Only what was let go: the same timelapse may have been deleted again since. */
  async remove(id: string): Promise<void> {
    await this.#db(TABLE).where({ id, leaving: 1 }).delete();
  }

  /**
   * The timelapse is back, with its files where they were put. Where its folder has another one by now, only the video
   * is its own.
   *
   * @param isFolderMissing its image folder is gone
   * @param dropped files of it that nobody can put back, to be removed now
   * @returns null when it is no longer in the trash
   */
  takeBack(
    entry: TrashEntry,
    { isFolderMissing, dropped, now }: { isFolderMissing: boolean; dropped: TrashedFile[]; now: number },
  ): Promise<{ timelapse: Timelapse; removal: Removal } | null> {
    const { id } = entry;
    return this.#db.transaction(async (trx) => {
      const [row] = (await trx(RECORDS).where({ id })) as { record: Buffer }[];
      if (!row) return null;
      const record = await unpackRecord(row.record);
      const files = entry.files.filter((file) => !dropped.includes(file));
      await putWhole(trx, await asRestored(trx, record, files, { isFolderMissing, now }));
      await removeTombstone(trx, id);
      await trx(TABLE).where({ id }).delete();
      const left = dropped.map(({ kind, to: path, sizeBytes }) => ({ kind, path, sizeBytes }));
      const removal = await putRemoval(trx, { files: left, frames: null });
      return { timelapse: (await getTimelapse(trx, id))!, removal };
    });
  }
}

/** In the transaction of the deletion, before the timelapse goes. @param framesGo they are deleted with it */
export async function putTrash(
  trx: Knex,
  timelapse: Timelapse,
  files: readonly TrashedFile[],
  { framesGo, now }: { framesGo: boolean; now: number },
): Promise<void> {
  const { id, printer, job, video, folderName, fingerprint } = timelapse;
  const record = await readWhole(trx, id);
  if (framesGo)
    record.set(
      TIMELAPSES,
      record.get(TIMELAPSES)!.map((row) => ({ ...row, source_missing: 1 })),
    );
  await moveAside(trx, id);
  await trx(TABLE).insert({
    id,
    title: titleOf(timelapse),
    folder_name: folderName,
    source_folder: timelapse.sourceFolder,
    printer: printer ?? job?.printer ?? null,
    job_name: job?.name ?? null,
    video_duration: video?.durationSeconds ?? null,
    image_count: fingerprint.count,
    bytes: files.filter(isElsewhere).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    files: JSON.stringify(files),
    state: 'moving',
    trashed_at: now,
  });
  await trx(RECORDS).insert({ id, record: await packRecord(record) });
}

function isElsewhere({ from, to }: TrashedFile): boolean {
  return from !== to;
}

/** What is left of it from an earlier time, and could not be removed yet, goes on under an id of its own. */
async function moveAside(trx: Knex, id: string): Promise<void> {
  const [earlier] = (await trx(TABLE).where({ id, leaving: 1 })) as TrashRow[];
  if (!earlier) return;
  await trx(RECORDS).where({ id }).delete();
  const files = toEntry(earlier).files.filter(isElsewhere);
  await trx(TABLE)
    .where({ id })
    .update({ id: randomUUID(), files: JSON.stringify(files) });
}

type Row = Record<string, unknown>;

/** What was being rendered or copied goes on at most from where it waits. */
async function asRestored(
  trx: Knex,
  record: WholeRecord,
  files: readonly TrashedFile[],
  how: { isFolderMissing: boolean; now: number },
): Promise<WholeRecord> {
  const pathOf = new Map(files.map(({ from, back = from }) => [from, back]));
  const placed = (row: Row): Row[] => {
    const path = pathOf.get(String(row.path));
    return path === undefined ? [] : [{ ...row, path }];
  };
  const rowsOf = (table: string): Row[] => record.get(table) ?? [];
  const [own] = rowsOf(TIMELAPSES);
  return new Map([
    ...record,
    [TIMELAPSES, [await asTimelapse(trx, own!, how)]],
    [FILES, rowsOf(FILES).flatMap(placed)],
    [
      SHARES,
      rowsOf(SHARES).flatMap((row) => {
        if (row.state === 'ready') return placed(row);
        return [{ ...row, state: row.state === 'making' ? 'waiting' : row.state }];
      }),
    ],
    ['runs', rowsOf('runs').map((row) => ({ ...row, ended_at: row.ended_at ?? how.now }))],
  ]);
}

async function asTimelapse(
  trx: Knex,
  row: Row,
  { isFolderMissing, now }: { isFolderMissing: boolean; now: number },
): Promise<Row> {
  const { id, source_folder: folder, status } = row as { id: string; source_folder: string; status: string };
  const [current] = await trx(TIMELAPSES).where({ source_folder: folder, superseded: 0 }).limit(1);
  const [tombstone] = (await trx('ignored_folders').where({ source_folder: folder })) as { id: string }[];
  // What was deleted later is what the frames are of.
  const isSuperseded = row.superseded === 1 || current !== undefined || (tombstone && tombstone.id !== id);
  const [capture] = (await trx('captures').where({ folder, settled: 0 })) as { id: string }[];
  const isQueued = status === 'pending' || status === 'processing';
  return {
    ...row,
    ...OUT_OF_QUEUE,
    // Nothing is rendered because of it.
    ...(isQueued || isSuperseded ? { status: 'completed', error_code: null, error_detail: null } : {}),
    ...(isSuperseded ? { superseded: 1, source_missing: 1, held: 0 } : {}),
    ...(isFolderMissing ? { source_missing: 1 } : {}),
    capture_id: isSuperseded ? null : (capture?.id ?? null),
    video_exists: 1,
    updated_at: now,
  };
}

function toEntry(row: TrashRow): TrashEntry {
  return {
    id: row.id,
    title: row.title,
    folderName: row.folder_name,
    sourceFolder: row.source_folder,
    printer: row.printer,
    jobName: row.job_name,
    durationSeconds: row.video_duration,
    imageCount: row.image_count,
    bytes: row.bytes,
    files: JSON.parse(row.files) as TrashedFile[],
    state: row.state,
    isLeaving: row.leaving === 1,
    trashedAt: row.trashed_at,
  };
}
