import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readlink, realpath, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf, messageOf } from '../lib/errors.ts';
import { readDiskSpace } from '../queue/disk-space.ts';
import type { FolderAnswers, OutputFacts, Refused, SourceFacts } from './folder-protocol.ts';

/** Whether a folder can be read, and how many folders are in it. Never throws. */
export async function checkSource(path: string): Promise<SourceFacts | Refused> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    return { ok: true, folders: folders.length };
  } catch (error) {
    return refused(error);
  }
}

/** Whether a file can be written in a folder, by writing one and removing it again. Never throws. */
export async function checkOutput(path: string): Promise<OutputFacts> {
  // A render makes the folder when only it is missing, so the test does too, and takes it away again.
  const made = await mkdir(path).then(
    () => true,
    () => false,
  );
  const problem = await writeAndRemove(path);
  const space = await readDiskSpace(path).catch(() => readDiskSpace(dirname(path)).catch(() => null));
  if (made) await rmdir(path).catch(() => {});
  return { path, problem, space };
}

async function writeAndRemove(folder: string): Promise<Refused | null> {
  const path = join(folder, `.timelapse-test-${randomUUID()}.tmp`);
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile('This file was written to see whether it can be, and may be deleted.\n');
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

/** Where the link for the Media panel leads. Never throws. */
export async function readMediaLink(link: string, output: string): Promise<FolderAnswers['media']> {
  // Before the first video there is no folder yet that it could be followed to.
  if ((await readlink(link).catch(() => null)) === output) return 'linked';
  const [from, to] = await Promise.all([link, output].map((path) => realpath(path).catch(() => null)));
  if (from === null || from === undefined) return 'missing';
  return from === to ? 'linked' : 'elsewhere';
}

function refused(error: unknown): Refused {
  return { ok: false, code: errnoOf(error) ?? 'unknown', message: messageOf(error) };
}
