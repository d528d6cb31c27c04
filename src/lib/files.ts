import {
  access,
  appendFile,
  constants,
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  statfs,
  symlink,
  unlink,
} from 'node:fs/promises';
import { copyPart, finishCopy, isSamePart } from './copy-parts.ts';
import { errnoOf } from './errors.ts';
import { flush, flushFolder } from './flush.ts';
import { isFile, inspect, type OpenFile, openFile, readText } from './open-file.ts';
import { writeNewFile } from './write-new-file.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

/**
 * All calls on files that may be on a share, by name. The first path decides which share, but for `areFiles`, where
 * each does; the system's errors are thrown.
 */
export const fileCalls = {
  inspect,
  isFile,
  areFiles,
  readText,
  writeAtomic: writeFileAtomic,
  writeNew: writeNewFile,
  append: (path: string, text: string): Promise<void> => appendFile(path, text),
  list: (path: string): Promise<string[]> => readdir(path),
  /** @param right as in `fs.constants` */
  reach: (path: string, right = constants.F_OK): Promise<void> => access(path, right),
  space,
  /** The file system it is on, as a number that means nothing else. */
  device: async (path: string): Promise<number> => (await stat(path)).dev,
  canRun,
  checkWritable,
  makeFolder: async (path: string, within: 'parent' | 'any' = 'parent'): Promise<void> =>
    void (await mkdir(path, { recursive: within === 'any' })),
  reserve,
  flush,
  flushFolder,
  rename: (from: string, to: string): Promise<void> => rename(from, to),
  /** Never overwrites or follows what is there: it could be a link. */
  copyInto: (to: string, from: string): Promise<void> => copyFile(from, to, constants.COPYFILE_EXCL),
  copyPart,
  isSamePart,
  finishCopy,
  /** A second name of a file, on the same file system; never overwrites. */
  addName: (path: string, name: string): Promise<void> => link(path, name),
  remove: (path: string): Promise<void> => unlink(path),
  removeFolder: (path: string): Promise<void> => rmdir(path),
  removeAll: (path: string): Promise<void> => rm(path, { recursive: true, force: true }),
  realPath: (path: string): Promise<string> => realpath(path),
  readLink: (path: string): Promise<string> => readlink(path),
  link: (path: string, target: string): Promise<void> => symlink(target, path),
};

export type FileCalls = typeof fileCalls;

export interface Files extends FileCalls {
  /** Regular files only; does not follow links. */
  open(path: string): Promise<OpenFile>;
}

/** Of each path, in the same order; null = unknown. */
async function areFiles(paths: readonly string[]): Promise<(boolean | null)[]> {
  return Promise.all(paths.map((path) => isFile(path).catch(() => null)));
}

/** Direct file access: only where nobody has to wait for long, or in a process that can be abandoned. */
export const localFiles: Files = { ...fileCalls, open: openFile };

async function space(path: string): Promise<{ freeBytes: number; totalBytes: number }> {
  const { bavail, blocks, bsize } = await statfs(path);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

async function canRun(path: string): Promise<'yes' | 'not_allowed' | 'missing'> {
  try {
    if (!(await stat(path)).isFile()) return 'missing';
    await access(path, constants.X_OK);
    return 'yes';
  } catch (error) {
    return errnoOf(error) === 'EACCES' ? 'not_allowed' : 'missing';
  }
}

/** Creates only the last folder of the path: a missing parent may be a share that is not mounted. */
async function checkWritable(folder: string): Promise<void> {
  await mkdir(folder).catch(() => {});
  await access(folder, constants.W_OK);
}

/** Reserves a name with an empty file, unlike a rename, which would overwrite. False when it is taken. */
async function reserve(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    return false;
  }
}
