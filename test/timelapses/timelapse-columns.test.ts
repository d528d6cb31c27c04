import { expect, it } from 'vitest';
import { COLUMNS } from '../../src/timelapses/timelapse-columns.ts';
import { openTestDatabase } from '../helpers/open-database.ts';

/** What the migrations call the types, by ours. */
const SQL_TYPES: Record<string, string[]> = {
  text: ['TEXT'],
  integer: ['INTEGER', 'BIGINT'],
  real: ['FLOAT', 'DOUBLE'],
  boolean: ['BOOLEAN'],
};

it('the columns are those of the table, with their types, and empty where they may be [2]', async () => {
  const db = await openTestDatabase();
  const info = (await db.raw('PRAGMA table_info(timelapses)')) as {
    name: string;
    type: string;
    notnull: number;
    pk: number;
  }[];
  const inTable = new Map(info.map((column) => [column.name, column]));
  expect(Object.keys(COLUMNS).toSorted()).toEqual([...inTable.keys()].toSorted());
  for (const [name, { sql, isOptional }] of Object.entries(COLUMNS)) {
    const { type, notnull, pk } = inTable.get(name)!;
    expect(SQL_TYPES[sql], name).toContain(type.toUpperCase());
    expect(isOptional, name).toBe(notnull === 0 && pk === 0);
  }
});
