import { join } from 'node:path';
import createKnex from 'knex';
import { AppError } from '../lib/errors.ts';

/**
 * Makes sure that one process alone works on a data folder. The lock is SQLite's own file lock on an otherwise empty
 * file, so the system releases it with the process, however that ends.
 *
 * @returns releases the lock
 * @throws AppError `data_folder_in_use`
 */
export async function lockDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const db = createKnex({
    client: 'sqlite3',
    connection: { filename: join(dataDir, 'app.lock') },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
    log: { warn() {}, error() {}, debug() {}, deprecate() {} },
  });
  try {
    await db.raw('PRAGMA locking_mode = EXCLUSIVE');
    await db.raw('BEGIN EXCLUSIVE');
  } catch (error) {
    await db.destroy();
    throw new AppError('data_folder_in_use', `Another running app works on the data folder ${dataDir}.`, {
      status: 500,
      cause: error,
      remedy: 'Stop the other one, or give this one a folder of its own with DATA_DIR.',
    });
  }
  return () => db.destroy();
}
