import { type Database, openDatabase } from '../../src/db/open.ts';
import { cleanUp, makeFolders } from './start-app.ts';

/** A new database with all migrations, in a folder of its own; closed at the end of the test. */
export async function openTestDatabase(): Promise<Database> {
  const { data } = await makeFolders();
  const { db } = await openDatabase(data, 0);
  cleanUp(() => db.destroy());
  return db;
}
