import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { isFrameName, withoutPosters } from '../lib/frame-names.ts';
import { findVideos } from './find-videos.ts';
import { isUntouched, scanFolder } from './scan-folder.ts';
import type { ScanEnd, ScanMessage, ScannedFolder, ScanRequest } from './scan-protocol.ts';
import { isNoText } from './unused-pictures.ts';

/*
 * One scan, in its own process: on a hanging share, file calls never return. A stuck process can be abandoned, while
 * a stuck thread would keep the app from exiting.
 */

/** Messages also show that the scan is alive. */
const FOLDERS_PER_MESSAGE = 50;
/** With fewer folders, starting a second thread costs more than it saves. */
const FOLDERS_FOR_TWO_THREADS = 100;

interface Listed {
  name: string;
  path: string;
  modifiedAt: number;
}

/** Hidden folders and links are skipped: links could lead out of the root. */
function listFolders(
  root: string,
): { folders: Listed[] } & Pick<ScanEnd, 'skipped' | 'loose' | 'misnamed' | 'videos'> {
  const folders: Listed[] = [];
  const skipped: Dirent[] = [];
  const files: string[] = [];
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (entry.isFile()) files.push(entry.name);
    if (entry.name.startsWith('.') || entry.isFile()) continue;
    const path = join(root, entry.name);
    try {
      const stats = lstatSync(path);
      if (stats.isDirectory())
        folders.push({ name: entry.name, path, modifiedAt: Math.trunc(stats.mtimeMs) });
      else if (stats.isSymbolicLink()) skipped.push(entry);
    } catch {
      // Deleted since the listing, or a name that is not valid text.
      skipped.push(entry);
    }
  }
  const passedOver = (wanted: boolean): string[] =>
    skipped.filter((entry) => isMisnamed(entry) === wanted).map(({ name }) => name);
  const videos = findVideos(root, files);
  const loose = withoutPosters(files).filter(isFrameName);
  return { folders, skipped: passedOver(false), loose, misnamed: passedOver(true), videos };
}

function isMisnamed(entry: Dirent): boolean {
  return entry.isDirectory() && isNoText(entry.name);
}

async function scanAll(
  folders: readonly Listed[],
  request: ScanRequest,
  report: (folders: ScannedFolder[]) => void,
) {
  for (let start = 0; start < folders.length; start += FOLDERS_PER_MESSAGE) {
    const part = folders.slice(start, start + FOLDERS_PER_MESSAGE);
    report(part.map(({ name, path, modifiedAt }) => scanFolder(path, modifiedAt, request.known[name])));
    // Lets the message leave before the next synchronous stretch.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function scanInTwo(
  folders: Listed[],
  request: ScanRequest,
  report: (folders: ScannedFolder[]) => void,
) {
  const half = folders.length >> 1;
  const worker = new Worker(new URL(import.meta.url), {
    workerData: {
      folders: folders.slice(half),
      request: { ...request, known: knownOf(folders.slice(half), request) },
    },
  });
  const other = new Promise<void>((resolve, reject) => {
    worker.on('message', report);
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
  await Promise.all([scanAll(folders.slice(0, half), request, report), other]);
}

function knownOf(folders: readonly Listed[], { known }: ScanRequest): ScanRequest['known'] {
  return Object.fromEntries(folders.flatMap(({ name }) => (known[name] ? [[name, known[name]]] : [])));
}

function mustRead({ name, path, modifiedAt }: Listed, { known }: ScanRequest): boolean {
  const before = known[name];
  if (before?.how !== 'if_touched') return true;
  try {
    return !isUntouched(path, modifiedAt, before);
  } catch {
    // Reading will show it.
    return true;
  }
}

async function scan(request: ScanRequest, send: (message: ScanMessage) => void): Promise<void> {
  try {
    if (!statSync(request.root).isDirectory()) {
      send({ kind: 'unreachable', code: 'ENOTDIR', message: 'it is a file, not a folder' });
      return;
    }
    const { folders, ...others } = listFolders(request.root);
    folders.sort((a, b) => b.modifiedAt - a.modifiedAt);
    const tracked = folders.slice(0, request.maxFolders);
    const report = (part: ScannedFolder[]): void => send({ kind: 'folders', folders: part });
    const toRead = tracked.filter((folder) => mustRead(folder, request));
    if (toRead.length >= FOLDERS_FOR_TWO_THREADS && availableParallelism() > 1)
      await scanInTwo(toRead, request, report);
    else await scanAll(toRead, request, report);
    const names = folders.map(({ name }) => name);
    send({ kind: 'done', names, leftOut: folders.length - tracked.length, ...others });
  } catch (error) {
    const { code, message, syscall } = error as NodeJS.ErrnoException;
    // A refused thread says nothing about the folder.
    if (syscall === undefined) throw error;
    send({ kind: 'unreachable', code: code ?? 'unknown', message });
  }
}

if (isMainThread) {
  process.once('message', (request: ScanRequest) => {
    // Without a parent there is nobody to answer.
    process.once('disconnect', () => process.exit(0));
    // Unsent messages are lost on exit, and a busy server reads them late.
    let sent: Promise<unknown> = Promise.resolve();
    const send = (message: ScanMessage): void => {
      sent = new Promise((resolve) => process.send?.(message, resolve));
    };
    void scan(request, send)
      .then(() => sent)
      .then(() => process.disconnect());
  });
} else {
  const { folders, request } = workerData as { folders: Listed[]; request: ScanRequest };
  void scanAll(folders, request, (part) => parentPort?.postMessage(part));
}
