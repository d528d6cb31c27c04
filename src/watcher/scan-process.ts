import { lstatSync, readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { scanFolder } from './scan-folder.ts';
import type { ScanMessage, ScannedFolder, ScanRequest } from './scan-protocol.ts';

/*
 * One look at the source folder, in a process of its own: file system calls on a hanging share never return, and a
 * process that is stuck in one can be given up, while a stuck thread would hold the whole app at its end.
 */

/** Folders told of in one message; also how often the scan says that it is alive. */
const FOLDERS_PER_MESSAGE = 50;
/** With fewer folders to read, starting a second thread costs more than it saves. */
const FOLDERS_FOR_TWO_THREADS = 100;

interface Listed {
  name: string;
  path: string;
  modifiedAt: number;
}

/** Real sub-folders of the root, hidden ones left out. Links are passed over: they could lead out of the root. */
function listFolders(root: string): { folders: Listed[]; skipped: string[] } {
  const folders: Listed[] = [];
  const skipped: string[] = [];
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || entry.isFile()) continue;
    const path = join(root, entry.name);
    try {
      const stats = lstatSync(path);
      if (stats.isDirectory())
        folders.push({ name: entry.name, path, modifiedAt: Math.trunc(stats.mtimeMs) });
      else if (stats.isSymbolicLink()) skipped.push(entry.name);
    } catch {
      // Gone since the listing, or a name that is no valid text and cannot be opened by it.
      skipped.push(entry.name);
    }
  }
  return { folders, skipped };
}

async function scanAll(
  folders: readonly Listed[],
  request: ScanRequest,
  tell: (folders: ScannedFolder[]) => void,
) {
  for (let start = 0; start < folders.length; start += FOLDERS_PER_MESSAGE) {
    const part = folders.slice(start, start + FOLDERS_PER_MESSAGE);
    tell(part.map(({ name, path, modifiedAt }) => scanFolder(path, modifiedAt, request.known[name])));
    // Lets the message leave before the next synchronous stretch.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Half of the folders in a second thread, when there is much to read and a processor to read it with. */
async function scanInTwo(folders: Listed[], request: ScanRequest, tell: (folders: ScannedFolder[]) => void) {
  const half = folders.length >> 1;
  const worker = new Worker(new URL(import.meta.url), {
    workerData: {
      folders: folders.slice(half),
      request: { ...request, known: knownOf(folders.slice(half), request) },
    },
  });
  const other = new Promise<void>((resolve, reject) => {
    worker.on('message', tell);
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
  await Promise.all([scanAll(folders.slice(0, half), request, tell), other]);
}

function knownOf(folders: readonly Listed[], { known }: ScanRequest): ScanRequest['known'] {
  return Object.fromEntries(folders.flatMap(({ name }) => (known[name] ? [[name, known[name]]] : [])));
}

function mustRead({ name, modifiedAt }: Listed, { known }: ScanRequest): boolean {
  const before = known[name];
  return before === undefined || before.how !== 'if_touched' || before.folderModifiedAt !== modifiedAt;
}

async function scan(request: ScanRequest, send: (message: ScanMessage) => void): Promise<void> {
  try {
    if (!statSync(request.root).isDirectory()) {
      send({ kind: 'unreachable', code: 'ENOTDIR', message: 'it is a file, not a folder' });
      return;
    }
    const { folders, skipped } = listFolders(request.root);
    folders.sort((a, b) => b.modifiedAt - a.modifiedAt);
    const tracked = folders.slice(0, request.maxFolders);
    const tell = (part: ScannedFolder[]): void => send({ kind: 'folders', folders: part });
    const toRead = tracked.filter((folder) => mustRead(folder, request));
    if (toRead.length >= FOLDERS_FOR_TWO_THREADS && availableParallelism() > 1)
      await scanInTwo(toRead, request, tell);
    else await scanAll(toRead, request, tell);
    const names = folders.map(({ name }) => name);
    send({ kind: 'done', names, leftOut: folders.length - tracked.length, skipped });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    send({ kind: 'unreachable', code: code ?? 'unknown', message });
  }
}

if (isMainThread) {
  process.once('message', (request: ScanRequest) => {
    // Without a parent to hear the result there is nothing left to do.
    process.once('disconnect', () => process.exit(0));
    // What is still on its way when we leave is lost: the server may be busy and read later.
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
