import type { Knex } from 'knex';
import type { TimelapseFileRow, TimelapseRow } from '../db/rows.ts';

/** A row with the files it owns. */
export type RowWithFiles = TimelapseRow & { files: Pick<TimelapseFileRow, 'kind' | 'path' | 'size_bytes'>[] };

/** Every column of a row. JSON would round fractions to 15 digits, so SQLite is told to write out all of them. */
const COLUMNS: Record<keyof TimelapseRow, 'as it is' | 'fraction'> = {
  id: 'as it is',
  title: 'as it is',
  notes: 'as it is',
  folder_name: 'as it is',
  source_folder: 'as it is',
  source_missing: 'as it is',
  superseded: 'as it is',
  status: 'as it is',
  printer: 'as it is',
  search_text: 'as it is',
  frame_count: 'as it is',
  frames_newest_at: 'as it is',
  frames_last_name: 'as it is',
  frames_bytes: 'as it is',
  last_frame_at: 'as it is',
  usual_gap_ms: 'as it is',
  newest_name: 'as it is',
  newest_size: 'as it is',
  folder_mtime: 'as it is',
  frames_sample: 'as it is',
  confirmed_at: 'as it is',
  rendered_fingerprint: 'as it is',
  held: 'as it is',
  manual: 'as it is',
  queue_seq: 'as it is',
  not_before: 'as it is',
  retry_count: 'as it is',
  video_exists: 'as it is',
  video_bytes: 'as it is',
  dropped_frames: 'as it is',
  video_duration: 'fraction',
  width: 'as it is',
  height: 'as it is',
  fps: 'fraction',
  flicker_before: 'fraction',
  flicker_after: 'fraction',
  processing_started_at: 'as it is',
  processing_completed_at: 'as it is',
  error_code: 'as it is',
  error_detail: 'as it is',
  job_id: 'as it is',
  link_source: 'as it is',
  pinned: 'as it is',
  created_at: 'as it is',
  updated_at: 'as it is',
};

const NAMES = Object.keys(COLUMNS) as (keyof TimelapseRow)[];
const FRACTIONS = NAMES.filter((name) => COLUMNS[name] === 'fraction');

const CELLS = NAMES.map((name) =>
  COLUMNS[name] === 'fraction' ? `iif(${name} IS NULL, NULL, printf('%!.17g', ${name}))` : name,
);
const FILES = `(SELECT json_group_array(json_array(kind, path, size_bytes))
                FROM timelapse_files WHERE timelapse_id = page.id)`;
/** Without names, which would be most of the text. */
const ROWS = `json_group_array(json_array(json(${FILES}), ${CELLS.join(', ')}))`;

const EMPTY_ROW: Record<string, unknown> = Object.fromEntries(
  [...NAMES, 'files'].map((name) => [name, null]),
);

type FileCells = [kind: string, path: string, sizeBytes: number];
type Cells = [files: FileCells[], ...(string | number | null)[]];

/**
 * Reads a page of rows with their files, and how many there are in all, in one statement and as one text: SQLite writes
 * it in a thread of its own, while thousands of cells one by one are the most costly part of a list.
 *
 * @param page the rows in their order, every column
 * @param all what the page is a part of
 */
export async function readPage(
  db: Knex,
  page: Knex.QueryBuilder,
  all: Knex.QueryBuilder,
): Promise<{ rows: RowWithFiles[]; total: number }> {
  const [answer] = (await db
    .from(page.as('page'))
    .select(db.raw(`${ROWS} AS rows`), all.count('*').as('total'))) as { rows: string; total: number }[];
  const rows = JSON.parse(answer?.rows ?? '[]') as Cells[];
  return { rows: rows.map(toRow), total: answer?.total ?? 0 };
}

function toRow([files, ...cells]: Cells): RowWithFiles {
  // Of one shape from the start: an object that grows field by field takes far longer.
  const row = { ...EMPTY_ROW };
  for (let index = 0; index < NAMES.length; index += 1) row[NAMES[index]!] = cells[index];
  for (const name of FRACTIONS) if (row[name] !== null) row[name] = Number(row[name]);
  row.files = files.map(([kind, path, size_bytes]) => ({ kind, path, size_bytes }));
  return row as unknown as RowWithFiles;
}
