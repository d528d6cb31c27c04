import { existsSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import createKnex from 'knex';
import { DATABASE_FILE } from './file-name.ts';

/*
 * Home Assistant backs a data folder up while the app writes to it, file after file: the database in it may be torn.
 * So a consistent copy goes along, made before and removed after. A mark beside the copy says that it was made here;
 * the mark stays out of the backup. At a start, a copy without its mark therefore came out of a backup, and takes the
 * place of the database that came with it.
 */

/**
 * Puts a consistent copy of the database into the data folder; the app may be running.
 *
 * @throws Error when the database cannot be read or the copy not be written
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

/** Removes the copy and what belongs to it; the mark last, so that a copy never stays without it. */
export async function clearBackupCopy(dataDir: string): Promise<void> {
  const { copy, mark } = pathsIn(dataDir);
  for (const path of [`${copy}.tmp`, copy, mark]) await rm(path, { force: true });
}

/**
 * Takes over the copy that a backup brought back. May be cut off at any instant and begun again. A copy that was made
 * here and not cleared is removed: the database beside it is newer.
 *
 * @returns whether the database now is the one of a backup
 */
export async function takeOverBackupCopy(dataDir: string): Promise<boolean> {
  const { copy, mark } = pathsIn(dataDir);
  const cameBack = (await exists(copy)) && !(await exists(mark));
  if (cameBack) {
    const target = join(dataDir, DATABASE_FILE);
    // A log of the torn database would be applied to the good one.
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

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
