import { existsSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import createKnex from 'knex';
import { flush } from '../lib/flush.ts';
import { DATABASE_FILE } from './file-name.ts';

/*
 * Home Assistant backs up the data folder file by file while the app writes to it, so the backed-up database may be
 * inconsistent. A consistent copy is therefore made before a backup and removed afterwards. A marker beside the copy,
 * which is excluded from backups, says that the copy was made here. At startup, a copy without the marker must come
 * from a backup and replaces the database.
 */

/**
 * Safe while the app is running.
 *
 * @throws Error when the database cannot be read or the copy cannot be written
 */
export async function makeBackupCopy(dataDir: string): Promise<void> {
  const source = join(dataDir, DATABASE_FILE);
  await clearBackupCopy(dataDir);
  if (!existsSync(source)) return;
  const { copy, mark } = pathsIn(dataDir);
  await (await open(mark, 'w')).close();
  const partial = `${copy}.tmp`;
  await vacuumInto(source, partial);
  await flush(partial);
  await rename(partial, copy);
}

/** Removes the marker last, so that a copy never remains without one. */
export async function clearBackupCopy(dataDir: string): Promise<void> {
  const { copy, mark } = pathsIn(dataDir);
  for (const path of [`${copy}.tmp`, copy, mark]) await rm(path, { force: true });
}

/**
 * Applies a copy that a backup restored; can be interrupted at any time and repeated. A copy that was made here and
 * not cleared is deleted, since the database beside it is newer.
 *
 * @returns whether the database was restored
 */
export async function takeOverBackupCopy(dataDir: string): Promise<boolean> {
  const { copy, mark } = pathsIn(dataDir);
  const cameBack = (await exists(copy)) && !(await exists(mark));
  if (cameBack) {
    const target = join(dataDir, DATABASE_FILE);
    // The write-ahead log of the old database must not be applied to the restored one.
    for (const suffix of ['-wal', '-shm']) await rm(target + suffix, { force: true });
    await rename(copy, target);
  }
  await clearBackupCopy(dataDir);
  return cameBack;
}

function pathsIn(dataDir: string): { copy: string; mark: string } {
  const database = join(dataDir, DATABASE_FILE);
  return { copy: `${database}.backup`, mark: `${database}.made-here` };
}

async function vacuumInto(source: string, target: string): Promise<void> {
  const db = createKnex({
    client: 'sqlite3',
    connection: { filename: source },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
    log: { warn() {}, error() {}, debug() {}, deprecate() {} },
  });
  try {
    await db.raw('PRAGMA busy_timeout = 20000');
    await db.raw('VACUUM INTO ?', [target]);
  } finally {
    await db.destroy();
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
