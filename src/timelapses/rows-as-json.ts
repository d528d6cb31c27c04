import type { Knex } from 'knex';
import type { TimelapseFileRow } from '../db/rows.ts';
import { COLUMN_NAMES, COLUMNS, type TimelapseRow } from './timelapse-columns.ts';

export type RowWithFiles = TimelapseRow & { files: FileCells[] };

/** Not shown in lists, and long. */
export const LISTED = COLUMN_NAMES.filter((name) => name !== 'rendered_with');

/** JSON rounds fractions to 15 digits, so SQLite prints them in full. */
const FRACTIONS = COLUMN_NAMES.filter((name) => COLUMNS[name].sql === 'real');

const CELLS = LISTED.map((name) =>
  FRACTIONS.includes(name) ? `iif(${name} IS NULL, NULL, printf('%!.17g', ${name}))` : name,
);
const FILES = `(SELECT json_group_array(json_array(kind, path, size_bytes, archived))
                FROM timelapse_files WHERE timelapse_id = page.id)`;
/** Without keys, which would be most of the text. */
const ROWS = `json_group_array(json_array(json(${FILES}), ${CELLS.join(', ')}))`;

const EMPTY_ROW: Record<string, unknown> = Object.fromEntries(
  [...COLUMN_NAMES, 'files'].map((name) => [name, null]),
);

type FileCells = Pick<TimelapseFileRow, 'kind' | 'path' | 'size_bytes' | 'archived'>;
type Cells = [
  files: [kind: string, path: string, sizeBytes: number, archived: string | null][],
  ...(string | number | null)[],
];

/**
 * One statement and one text: SQLite builds it in its own thread, while fetching thousands of cells is the slowest part
 * of a list.
 *
 * @param page the rows in order, with the listed columns
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
  // All keys up front: an object that grows key by key is much slower.
  const row = { ...EMPTY_ROW };
  for (let index = 0; index < LISTED.length; index += 1) row[LISTED[index]!] = cells[index];
  for (const name of FRACTIONS) if (row[name] !== null) row[name] = Number(row[name]);
  row.files = files.map(([kind, path, size_bytes, archived]) => ({ kind, path, size_bytes, archived }));
  return row as unknown as RowWithFiles;
}
