import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { errnoOf } from './errors.ts';

/** What is at a path, without following links. */
export interface Entry {
  kind: 'file' | 'folder' | 'link' | 'other';
  sizeBytes: number;
  /** Whole milliseconds since 1970. */
  modifiedAt: number;
}

export interface OpenFile {
  sizeBytes: number;
  modifiedAt: number;
  /** Both inclusive; bytes beyond the end are omitted. */
  read(first: number, last: number): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** Null = nothing there. @throws the system's error */
export async function inspect(path: string): Promise<Entry | null> {
  try {
    const stats = await lstat(path);
    return { kind: kindOf(stats), sizeBytes: stats.size, modifiedAt: Math.trunc(stats.mtimeMs) };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** @throws the system's error */
export async function isFile(path: string): Promise<boolean> {
  return (await inspect(path))?.kind === 'file';
}

/**
 * Does not follow a link, which could point anywhere, and does not wait for a pipe.
 *
 * @throws the system's error; `EFTYPE` when it is not a regular file
 */
export async function openFile(path: string): Promise<OpenFile> {
  const { handle, sizeBytes, modifiedAt } = await openHandle(path);
  return {
    sizeBytes,
    modifiedAt,
    read: (start, end) => handle.createReadStream({ start, end, autoClose: false }),
    close: () => handle.close(),
  };
}

export async function openHandle(path: string) {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const handle = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((error: unknown) => {
    throw errnoOf(error) === 'ELOOP' || errnoOf(error) === 'ENXIO' ? noFile(path) : error;
  });
  const stats = await handle.stat();
  if (!stats.isFile()) {
    await handle.close();
    throw noFile(path);
  }
  return { handle, sizeBytes: stats.size, modifiedAt: Math.trunc(stats.mtimeMs) };
}

/** @throws like {@link openFile} */
export async function readText(path: string): Promise<string> {
  const file = await openFile(path);
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.read(0, Infinity)) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    await file.close();
  }
}

function kindOf(stats: {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}): Entry['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : 'other';
}

function noFile(path: string): Error {
  return Object.assign(new Error(`"${path}" is not a regular file`), { code: 'EFTYPE' });
}
