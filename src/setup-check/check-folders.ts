import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, readdir, readlink, realpath, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf, reasonOf } from '../lib/errors.ts';
import { localFiles } from '../lib/files.ts';
import type { FolderAnswers, OutputResult, Refused, SourceResult } from './folder-protocol.ts';

const TRIAL = '.timelapse-test-';
const TRIAL_MS = 60_000;

/** Never throws. */
export async function checkSource(path: string): Promise<SourceResult | Refused> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    return { ok: true, folders: folders.length };
  } catch (error) {
    return refused(error);
  }
}

/** Writes a file and removes it again. Never throws. */
export async function checkOutput(path: string): Promise<OutputResult> {
  // A render creates the last folder if it is missing, so the test does too, and removes it again.
  const made = await mkdir(path).then(
    () => true,
    () => false,
  );
  const problem = await writeAndRemove(path);
  const space = await localFiles.space(path).catch(() => localFiles.space(dirname(path)).catch(() => null));
  if (made) await rmdir(path).catch(() => {});
  return { path, problem, space };
}

async function writeAndRemove(folder: string): Promise<Refused | null> {
  await removeEarlierTrials(folder);
  const path = join(folder, `${TRIAL}${randomUUID()}.tmp`);
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(
        'This file was written to check that the folder is writable. It can be deleted.\n',
      );
      await file.sync();
    } finally {
      await file.close();
      await rm(path);
    }
    return null;
  } catch (error) {
    return refused(error);
  }
}

/** Left by a killed test. Recent ones may belong to a test that is still running. */
async function removeEarlierTrials(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(TRIAL)) continue;
    const path = join(folder, name);
    const stats = await lstat(path).catch(() => null);
    if (stats?.isFile() && Date.now() - stats.mtimeMs > TRIAL_MS)
      await rm(path, { force: true }).catch(() => {});
  }
}

/** Never throws. */
export async function readMediaLink(link: string, output: string): Promise<FolderAnswers['media']> {
  // Before the first video, the target does not exist yet.
  if ((await readlink(link).catch(() => null)) === output) return 'linked';
  const [from, to] = await Promise.all([link, output].map((path) => realpath(path).catch(() => null)));
  if (from === null || from === undefined) return 'missing';
  return from === to ? 'linked' : 'elsewhere';
}

function refused(error: unknown): Refused {
  return { ok: false, code: errnoOf(error) ?? 'unknown', message: reasonOf(error) };
}
