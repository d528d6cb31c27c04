import { constants } from 'node:fs';
import { dirname, join } from 'node:path';
import { errnoOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import { isFrameName, withoutPosters } from '../lib/frame-names.ts';
import type { RemovalPlan } from '../timelapses/removal-store.ts';

export interface Unremovable {
  path: string;
  error: unknown;
}

/** Checks without removing anything; null = everything can be removed. */
export async function findUnremovable(files: Files, plan: RemovalPlan): Promise<Unremovable | null> {
  const inFolder = plan.frames === null ? [] : await framesOf(files, plan.frames.folder);
  if (!Array.isArray(inFolder)) return inFolder;
  const folders = new Map<string, unknown>();
  for (const path of [...inFolder, ...plan.files.map((file) => file.path)]) {
    const folder = dirname(path);
    if (!folders.has(folder)) folders.set(folder, await problemOf(() => canRemoveFrom(files, folder)));
    const error = folders.get(folder) ?? (await problemOf(() => canRemove(files, path)));
    if (error) return { path, error };
  }
  return null;
}

async function framesOf(files: Files, folder: string): Promise<string[] | Unremovable> {
  try {
    if ((await files.inspect(folder))?.kind === 'link') throw isLink(folder);
    return withoutPosters(await files.list(folder))
      .filter(isFrameName)
      .map((name) => join(folder, name));
  } catch (error) {
    return { path: folder, error };
  }
}

/** @throws the system's error; a missing folder contains nothing */
async function canRemoveFrom(files: Files, folder: string): Promise<void> {
  await files.reach(folder, constants.W_OK | constants.X_OK).catch((error: unknown) => {
    if (errnoOf(error) !== 'ENOENT') throw error;
  });
}

/** A file need not be writable to be removed, but an immutable one fails here. */
async function canRemove(files: Files, path: string): Promise<void> {
  if ((await files.inspect(path))?.kind === 'folder')
    throw Object.assign(new Error(`"${path}" is a folder`), { code: 'EISDIR' });
  await files.reach(path, constants.W_OK).catch((error: unknown) => {
    const errno = errnoOf(error);
    if (errno === 'EPERM' || errno === 'EROFS') throw error;
  });
}

async function problemOf(attempt: () => Promise<void>): Promise<unknown> {
  return attempt().then(
    () => null,
    (error: unknown) => error,
  );
}

function isLink(folder: string): Error {
  return Object.assign(new Error(`"${folder}" is a link, not the folder it was`), { code: 'ENOTDIR' });
}
