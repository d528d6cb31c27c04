import { join } from 'node:path';
import createKnex, { type Knex } from 'knex';
import { DATABASE_FILE } from '../../src/db/file-name.ts';
import { type Database, openDatabase } from '../../src/db/open.ts';
import { cleanUp, makeFolders, type TestFolders } from './start-app.ts';

/** A new database with all migrations, in a folder of its own; closed at the end of the test. */
export async function openTestDatabase(): Promise<Database> {
  const { data } = await makeFolders();
  const { db } = await openDatabase(data, 0);
  cleanUp(() => db.destroy());
  return db;
}

/** Works on the database of an app that is not running. */
export async function inDatabase(
  { data }: Pick<TestFolders, 'data'>,
  work: (db: Database) => PromiseLike<unknown>,
): Promise<void> {
  const { db } = await openDatabase(data, 0);
  await work(db);
  await db.destroy();
}

/** A second connection to the database of a running app; closed at the end of the test. */
export function openBeside({ data }: Pick<TestFolders, 'data'>): Knex {
  const db = createKnex({
    client: 'sqlite3',
    connection: { filename: join(data, DATABASE_FILE) },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  cleanUp(() => db.destroy());
  return db;
}
