import type { Knex } from 'knex';
import type { LibraryItem } from './choose.ts';

/** Read in batches, so that others get a turn in between. */
const ITEMS_PER_QUERY = 1000;

interface ItemRow {
  id: string;
  title: string;
  status: string;
  pinned: 0 | 1;
  archive_state: string | null;
  made_at: number;
  path: string;
  archivable_bytes: number;
  copies_bytes: number;
  frames_bytes: number;
  has_frames: 0 | 1;
  being_taken: 0 | 1;
  archive_folder: string | null;
  origin: string;
  many_left_out: 0 | 1;
  print_result: string | null;
}

const ITEMS = `
  SELECT t.id, COALESCE(t.title, t.folder_name) AS title, t.status, t.pinned, t.archive_state, t.origin, t.frames_bytes,
         t.many_left_out, COALESCE(t.processing_completed_at, t.created_at) AS made_at, v.path,
         (SELECT COALESCE(SUM(size_bytes), 0) FROM timelapse_files
          WHERE timelapse_id = t.id AND kind IN ('video', 'original') AND archived IS NULL
            AND t.archive_state IS NOT 'archiving') AS archivable_bytes,
         (SELECT COALESCE(SUM(size_bytes), 0) FROM timelapse_files
          WHERE timelapse_id = t.id AND kind = 'copy' AND archived IS NULL)
           + COALESCE((SELECT SUM(bytes) FROM shares WHERE timelapse_id = t.id), 0) AS copies_bytes,
         t.source_missing = 0 AND t.superseded = 0 AND t.origin = 'frames' AND t.capture_id IS NULL AS has_frames,
         t.capture_id IS NOT NULL AS being_taken, json_extract(v.archived, '$.folder') AS archive_folder,
         j.status AS print_result
  FROM timelapses t
  JOIN timelapse_files v ON v.timelapse_id = t.id AND v.kind = 'video'
  LEFT JOIN print_jobs j ON j.id = t.job_id
  WHERE t.video_exists = 1`;

/** What rules choose from: all videos. */
export class LibraryReader {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async readAll(): Promise<LibraryItem[]> {
    const items: LibraryItem[] = [];
    let last: string | undefined = '';
    while (last !== undefined) {
      const rows: ItemRow[] = await this.#db.raw(`${ITEMS} AND t.id > ? ORDER BY t.id LIMIT ?`, [
        last,
        ITEMS_PER_QUERY,
      ]);
      items.push(...rows.map(toItem));
      last = rows.length < ITEMS_PER_QUERY ? undefined : rows.at(-1)?.id;
    }
    return items;
  }
}

/** As it is within a transaction; null = there is no video anymore. */
export async function readItem(trx: Knex, id: string): Promise<LibraryItem | null> {
  const rows: ItemRow[] = await trx.raw(`${ITEMS} AND t.id = ?`, [id]);
  return rows[0] ? toItem(rows[0]) : null;
}

function toItem(row: ItemRow): LibraryItem {
  return {
    id: row.id,
    title: row.title,
    isCompleted: row.status === 'completed',
    pinned: row.pinned === 1,
    isArchived: row.archive_state !== null,
    archiveFolder: row.archive_folder,
    madeAt: row.made_at,
    videoPath: row.path,
    videoBytes: row.archivable_bytes + row.copies_bytes,
    archivableBytes: row.archivable_bytes,
    framesBytes: row.frames_bytes,
    hasFrames: row.has_frames === 1,
    isBeingTaken: row.being_taken === 1,
    isOfFrames: row.origin === 'frames',
    manyLeftOut: row.many_left_out === 1,
    printResult: row.print_result,
  };
}
