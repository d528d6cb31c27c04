import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../src/db/open.ts';
import type { RecipeRow } from '../../src/db/rows.ts';
import type { TestFolders } from './start-app.ts';

/** An id that the app knows, and what it is to a test that kills it. */
export interface KnownRow {
  id: string;
  source_folder: string;
  status: string;
  source_missing: number;
}

/** What the database says at the moment of a kill, in which no write was let to its end. */
export async function readRows(folders: TestFolders): Promise<{
  rows: KnownRow[];
  tombstones: { id: string; source_folder: string }[];
  /** Whole ones beside cut ones, too. */
  videos: string[];
  /** By timelapse. */
  recipes: Map<string, unknown>;
  leaving: number;
  runs: number;
}> {
  const { db } = await openDatabase(folders.data, Date.now());
  try {
    return {
      rows: (await db('timelapses')
        .where({ superseded: 0 })
        .select('id', 'source_folder', 'status', 'source_missing')) as KnownRow[],
      tombstones: (await db('ignored_folders').select('id', 'source_folder')) as KnownRow[],
      videos: (await db('timelapse_files').whereIn('kind', ['video', 'original']).pluck('path')) as string[],
      recipes: new Map(
        (await db('recipes')).map(({ timelapse_id: id, recipe }: RecipeRow) => [id, JSON.parse(recipe)]),
      ),
      leaving: (await db('removals')).length,
      runs: (await db('runs')).length,
    };
  } finally {
    await db.destroy();
  }
}

/** Waits until something happens in one of the folders, at most so long: an instant in the middle of work. */
export async function instantOfWork(folders: readonly string[], limitMs: number): Promise<void> {
  const happened = Promise.withResolvers<void>();
  const watchers = folders.map((folder) => watch(folder, () => happened.resolve()));
  const late = new AbortController();
  await Promise.race([happened.promise, sleep(limitMs, undefined, { signal: late.signal })]);
  late.abort();
  for (const watcher of watchers) watcher.close();
}

/** Names in a folder, none when it is not there. */
export function namesIn(...path: string[]): Promise<string[]> {
  return readdir(join(...path)).catch(() => []);
}
