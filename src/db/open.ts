import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import createKnex, { type Knex } from 'knex';
import { AppError, errnoOf, isDatabaseUnavailable, messageOf } from '../lib/errors.ts';
import { takeOverBackupCopy } from './backup-copy.ts';
import { DATABASE_FILE } from './file-name.ts';
import { migrate } from './migrate.ts';
import { releaseReserve } from './reserve.ts';

export type Database = Knex;

export interface OpenedDatabase {
  db: Database;
  /** Where a corrupt database was moved to, and why. */
  setAside: { path: string; reason: string } | null;
  /** Whether it was restored from a backup. */
  fromBackup: boolean;
}

/** SQLite's messages for a file that is damaged or not a database. */
const BROKEN = /SQLITE_(CORRUPT|NOTADB)|malformed|not a database|database corruption/i;

/**
 * Opens, checks and migrates the database. A corrupt file is renamed, never deleted, and replaced by a new database.
 *
 * @throws AppError `database_newer`: nothing was changed
 * @throws AppError `database_unusable`: it can neither be opened nor set aside
 */
export async function openDatabase(dataDir: string, now: number): Promise<OpenedDatabase> {
  const path = join(dataDir, DATABASE_FILE);
  const fromBackup = await takeOverBackupCopy(dataDir).catch((cause: unknown) => {
    throw asAppError(cause, path);
  });
  try {
    return { db: await openSound(path), setAside: null, fromBackup };
  } catch (error) {
    if (isDatabaseUnavailable(error) && (await releaseReserve(dataDir))) return openDatabase(dataDir, now);
    if (!BROKEN.test(messageOf(error))) throw asAppError(error, path);
    const aside = await setAside(path, now).catch((cause: unknown) => {
      throw asAppError(cause, path);
    });
    return { db: await openSound(path), setAside: { path: aside, reason: messageOf(error) }, fromBackup };
  }
}

async function openSound(path: string): Promise<Database> {
  const db = connect(path);
  try {
    const [check] = (await db.raw('PRAGMA quick_check(1)')) as { quick_check: string }[];
    if (check?.quick_check !== 'ok') throw new Error(`SQLITE_CORRUPT: ${check?.quick_check}`);
    await db.raw('PRAGMA journal_mode = WAL');
    await migrate(db);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** One connection: SQLite has one writer anyway, and queueing here is fair and never answers "busy". */
function connect(path: string): Database {
  const db = createKnex({
    client: 'sqlite3',
    connection: { filename: path },
    useNullAsDefault: true,
    pool: { min: 1, max: 1, afterCreate: prepareConnection },
    log: { warn() {}, error() {}, debug() {}, deprecate() {} },
    // Values are user data and do not belong in logs.
    compileSqlOnError: false,
  });
  db.on('query-error', (error: Error, { sql }: { sql: string }) => {
    // When the disk fails, the statement is not to blame.
    if (isDatabaseUnavailable(error)) error.message = error.message.replace(`${sql} - `, '');
  });
  return db;
}

function prepareConnection(
  connection: { exec(sql: string, done: (error: Error | null) => void): void },
  done: (error: Error | null, connection: unknown) => void,
): void {
  const pragmas = 'PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;';
  connection.exec(pragmas, (error) => done(error, connection));
}

async function setAside(path: string, now: number): Promise<string> {
  const stamp = new Date(now).toISOString().replaceAll(':', '-');
  const aside = `${path}.broken-${stamp}`;
  for (const suffix of ['', '-wal', '-shm']) {
    await rename(path + suffix, aside + suffix).catch((error: unknown) => {
      if (errnoOf(error) !== 'ENOENT') throw error;
    });
  }
  return aside;
}

function asAppError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  return new AppError('database_unusable', `The database ${path} cannot be opened: ${messageOf(error)}.`, {
    status: 500,
    cause: error,
    remedy: 'Check that the data folder exists, is writable and has free space, then start again.',
  });
}
