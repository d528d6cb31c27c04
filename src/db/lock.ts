import { join } from 'node:path';
import createKnex from 'knex';
import { AppError, errnoOf, messageOf } from '../lib/errors.ts';

/**
 * Makes sure that only one process uses a data folder. SQLite's file lock on an empty file is released by the system
 * however the process ends.
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
    // Nothing is ever written to it, so a full disk cannot look like another app.
    await db.raw('PRAGMA journal_mode = OFF');
    await db.raw('PRAGMA locking_mode = EXCLUSIVE');
    await db.raw('BEGIN EXCLUSIVE');
  } catch (error) {
    await db.destroy();
    if (!/^SQLITE_(BUSY|LOCKED)/.test(errnoOf(error) ?? '')) throw unusable(dataDir, error);
    throw new AppError('data_folder_in_use', `Another running app is using the data folder ${dataDir}.`, {
      status: 500,
      cause: error,
      remedy: 'Stop the other app, or use a different folder with DATA_DIR.',
    });
  }
  return () => db.destroy();
}

function unusable(dataDir: string, error: unknown): AppError {
  return new AppError(
    'data_folder_unusable',
    `The data folder ${dataDir} cannot be used: ${messageOf(error)}.`,
    {
      status: 500,
      cause: error,
      remedy: 'Check that the app can write there and that there is free space, then start again.',
    },
  );
}
