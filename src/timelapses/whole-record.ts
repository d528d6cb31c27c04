import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { gunzip, gzip } from 'node:zlib';
import type { Knex } from 'knex';
import { TABLE } from './load-timelapses.ts';

type Row = Record<string, unknown>;

/** Rows by the name of their table: of the timelapse, and of everything that is deleted with it. */
export type WholeRecord = Map<string, Row[]>;

/** Messages that were not sent by the deletion are old news later. */
const NOT_KEPT = new Set(['messages']);
/** SQLite allows 32,766 values per statement. */
const ROWS_PER_STATEMENT = 100;

interface Reference {
  /** Column. */
  from: string;
  /** Table and column that it refers to. */
  table: string;
  to: string;
  on_delete: string;
}

/** By the schema, so that what is added to it later comes along. */
export async function readWhole(trx: Knex, id: string): Promise<WholeRecord> {
  const record: WholeRecord = new Map([[TABLE, (await trx(TABLE).where({ id })) as Row[]]]);
  const belonging = (await trx.raw(
    `SELECT tables.name AS name, keys."from" AS owner
     FROM sqlite_master AS tables, pragma_foreign_key_list(tables.name) AS keys
     WHERE tables.type = 'table' AND keys."table" = ? AND keys.on_delete = 'CASCADE'`,
    [TABLE],
  )) as { name: string; owner: string }[];
  for (const { name, owner } of belonging) {
    if (NOT_KEPT.has(name)) continue;
    const rows = (await trx(name).where({ [owner]: id })) as Row[];
    if (rows.length > 0) record.set(name, rows);
  }
  return record;
}

/** Columns that are no more are left out, and so is what refers to something that is no more. */
export async function putWhole(trx: Knex, record: WholeRecord): Promise<void> {
  for (const [table, rows] of record) {
    const columns = (await trx.raw('SELECT name FROM pragma_table_info(?)', [table])) as { name: string }[];
    if (columns.length === 0) continue;
    const references = (await trx.raw(
      'SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list(?)',
      [table],
    )) as Reference[];
    const whole: Row[] = [];
    for (const row of rows) {
      const known = Object.fromEntries(
        columns.flatMap(({ name }) => (name in row ? [[name, row[name]]] : [])),
      );
      const sound = await withoutDangling(trx, known, references);
      if (sound) whole.push(sound);
    }
    for (let start = 0; start < whole.length; start += ROWS_PER_STATEMENT)
      await trx(table).insert(whole.slice(start, start + ROWS_PER_STATEMENT));
  }
}

/** Null = it would have been deleted with what it refers to. */
async function withoutDangling(trx: Knex, row: Row, references: readonly Reference[]): Promise<Row | null> {
  let sound = row;
  for (const { from, table, to, on_delete } of references) {
    const value = row[from];
    if (value === null || value === undefined) continue;
    if ((await trx(table).where(to, value).first()) !== undefined) continue;
    if (on_delete === 'CASCADE') return null;
    sound = { ...sound, [from]: null };
  }
  return sound;
}

export async function packRecord(record: WholeRecord): Promise<Buffer> {
  return promisify(gzip)(serialize(record));
}

export async function unpackRecord(packed: Buffer): Promise<WholeRecord> {
  return deserialize(await promisify(gunzip)(packed)) as WholeRecord;
}
