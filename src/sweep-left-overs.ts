import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { OPTIONS_FILE } from './options/options-text.ts';
import { DATABASE_FILE } from './db/file-name.ts';
import { leftOverOf } from './lib/write-file-atomic.ts';
import { WORK_FOLDERS } from './queue/work-folder.ts';
import { KEY_FILE } from './uploads/secret-key.ts';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Removes files that were being written when the app was killed. Only its own names: outside Home Assistant, the data
 * folder may contain other things.
 */
export async function sweepLeftOvers(dataDir: string): Promise<void> {
  const posters = join(dataDir, 'posters');
  const work = join(dataDir, WORK_FOLDERS);
  const paths = [
    await leftOverOf(join(dataDir, OPTIONS_FILE)),
    ...(await namesIn(dataDir)).filter(isOurs).map((name) => join(dataDir, name)),
    ...(await namesIn(posters))
      .filter((name) => name.endsWith('.part.jpg'))
      .map((name) => join(posters, name)),
    ...(await namesIn(work)).filter((name) => UUID.test(name)).map((name) => join(work, name)),
  ];
  // Someone else's folder may have that name.
  for (const path of paths)
    await rm(path, { force: true, recursive: path.startsWith(`${work}/`) }).catch(() => {});
}

function isOurs(name: string): boolean {
  return (
    name.endsWith('.tmp') &&
    [OPTIONS_FILE, DATABASE_FILE, KEY_FILE].some((ours) => name.startsWith(`${ours}.`))
  );
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
