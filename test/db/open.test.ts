import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { startApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/config.ts';
import { openDatabase } from '../../src/db/open.ts';
import { makeFolders, startTestApp } from '../helpers/start-app.ts';
import { openTestDatabase } from '../helpers/open-database.ts';

const FILE = 'timelapse.sqlite3';

/** What the schema of a database consists of. */
async function shapeOf(db: Awaited<ReturnType<typeof openTestDatabase>>): Promise<string[]> {
  const rows = (await db('sqlite_master')
    .whereNot('name', 'like', 'sqlite_%')
    .whereNot('name', 'like', 'knex_%')
    .orderBy('name')
    .select('name', 'sql')) as { name: string; sql: string | null }[];
  return rows.map(({ name, sql }) => `${name}: ${plain(sql ?? '')}`);
}

/** The same however it is written: a column that is dropped makes knex write the whole table anew. */
function plain(sql: string): string {
  return sql
    .replaceAll(/["`]/g, '')
    .replaceAll(/\s*([(),])\s*/g, '$1')
    .toLowerCase();
}

describe('a new database', () => {
  it('gets every table', async () => {
    const names = (await shapeOf(await openTestDatabase())).map((line) => line.split(':')[0]);
    for (const table of [
      'ignored_folders',
      'print_jobs',
      'runs',
      'settings',
      'timelapse_files',
      'timelapses',
    ])
      expect(names).toContain(table);
  });

  it('is safe against a power cut and checks its references', async () => {
    const db = await openTestDatabase();
    expect(await db.raw('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(await db.raw('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
    expect(await db.raw('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  });

  it('is left as it is when it is opened again', async () => {
    const { data } = await makeFolders();
    const first = await openDatabase(data, 0);
    await first.db('settings').insert({ name: 'x', value: '1' });
    await first.db.destroy();
    const second = await openDatabase(data, 0);
    expect(second.setAside).toBeNull();
    expect(await second.db('settings').pluck('name')).toEqual(['x']);
    await second.db.destroy();
  });
});

describe('each migration', () => {
  it.each(migrations.map(({ name }, index) => [name, index] as const))(
    '%s is undone whole by its own way down, and can be made again',
    async (_name, index) => {
      const db = await openTestDatabase();
      const whole = await shapeOf(db);
      for (const migration of migrations.slice(index + 1).toReversed()) await migration.down(db);
      const made = await shapeOf(db);
      await migrations[index]!.down(db);
      const undone = await shapeOf(db);
      expect(undone).not.toEqual(made);
      await migrations[index]!.up(db);
      expect(await shapeOf(db)).toEqual(made);
      for (const migration of migrations.slice(index + 1)) await migration.up(db);
      expect(await shapeOf(db)).toEqual(whole);
    },
  );

  it('has its place in the order by its number', () => {
    const numbers = migrations.map(({ name }) => Number(name.slice(0, 4)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('leaves nothing behind when all are undone', async () => {
    const db = await openTestDatabase();
    for (const { down } of migrations.toReversed()) await down(db);
    expect(await shapeOf(db)).toEqual([]);
  });
});

describe('a database of a newer version', () => {
  it('is refused in a clear sentence, and nothing is changed', async () => {
    const { data } = await makeFolders();
    const { db } = await openDatabase(data, 0);
    await db('knex_migrations').insert({ name: '0099-from-the-future', batch: 2, migration_time: 0 });
    await db.raw('CREATE TABLE from_the_future (x)');
    await db.raw('PRAGMA wal_checkpoint(TRUNCATE)');
    await db.destroy();
    const bytes = await readFile(join(data, FILE));
    await expect(openDatabase(data, 0)).rejects.toMatchObject({
      code: 'database_newer',
      message: expect.stringContaining('0099-from-the-future'),
      remedy: expect.stringContaining('newer'),
    });
    expect((await readFile(join(data, FILE))).equals(bytes)).toBe(true);
    expect(await readdir(data)).toEqual([FILE]);
  });
});

describe('a broken database', () => {
  const now = Date.parse('2030-05-06T07:08:09Z');

  it.each([
    [
      'none at all',
      () => Buffer.from('this is no database, though it is long enough to be looked at'.repeat(20)),
    ],
    [
      'damaged inside',
      (whole: Buffer) => Buffer.concat([whole.subarray(0, 4096), Buffer.alloc(whole.length - 4096, 7)]),
    ],
    [
      'damaged where nothing looks at first',
      (whole: Buffer) => Buffer.concat([whole.subarray(0, -8192), Buffer.alloc(8192, 7)]),
    ],
    ['cut off', (whole: Buffer) => whole.subarray(0, 5000)],
  ])('that is %s is set aside with every byte, and a new one begun', async (_how, breakIt) => {
    const { data } = await makeFolders();
    const { db } = await openDatabase(data, 0);
    const rows = Array.from({ length: 100 }, (_, index) => ({
      name: `row ${index}`,
      value: 'x'.repeat(1000),
    }));
    await db('settings').insert(rows);
    await db.destroy();
    const broken = breakIt(await readFile(join(data, FILE)));
    await writeFile(join(data, FILE), broken);
    const opened = await openDatabase(data, now);
    const aside = join(data, `${FILE}.broken-2030-05-06T07-08-09.000Z`);
    expect(opened.setAside).toEqual({ path: aside, reason: expect.stringMatching(/\w/) });
    expect((await readFile(aside)).equals(broken)).toBe(true);
    expect(await opened.db('timelapses').select()).toEqual([]);
    await opened.db.destroy();
  });

  it('is reported on the health page, and the app serves', async () => {
    const folders = await makeFolders();
    await writeFile(join(folders.data, FILE), 'no database '.repeat(200));
    const app = await startTestApp({}, { folders });
    expect(await app.get('/health')).toMatchObject({
      checks: { database: 'degraded' },
      notices: expect.arrayContaining([
        expect.objectContaining({ code: 'database_set_aside', area: 'database' }),
      ]),
    });
    expect(await app.list()).toEqual([]);
  });
});

describe('a database that cannot be opened', () => {
  it('is reported in a sentence with what to do', async () => {
    await expect(openDatabase('/nowhere/at-all', 0)).rejects.toMatchObject({
      code: 'database_unusable',
      message: expect.stringContaining('/nowhere/at-all'),
      remedy: expect.stringContaining('data folder'),
    });
  });
});

describe('a second app on the same data folder', () => {
  it('is refused, and the first goes on; after its end the second may start', async () => {
    const first = await startTestApp();
    const config = loadConfig({ DATA_DIR: first.folders.data, PORT: '0' });
    await expect(startApp(config)).rejects.toMatchObject({
      code: 'data_folder_in_use',
      message: expect.stringContaining(first.folders.data),
      remedy: expect.stringContaining('DATA_DIR'),
    });
    expect((await first.request('GET', '/health')).status).toBe(200);
    await first.stop();
    const second = await startTestApp({}, { folders: first.folders });
    expect((await second.request('GET', '/health')).status).toBe(200);
  });
});
