import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ScanMessage, ScannedFolder, ScanRequest } from './scan-protocol.ts';

/** How a scan ended. */
export type ScanOutcome =
  | { kind: 'done'; names: string[]; leftOut: number; skipped: string[] }
  | { kind: 'unreachable'; code: string; message: string };

/** Runs scans, one process each. */
export interface SourceScanner {
  /**
   * Looks at the source folder once.
   *
   * @param onFolders is called with each part of the result as it comes; unchanged folders may be left out
   */
  scan(request: ScanRequest, onFolders: (folders: ScannedFolder[]) => void): Promise<ScanOutcome>;
  stop(): void;
}

/** Scans given up at most at one time: a process stuck in the kernel stays until its share answers. */
const MAX_STUCK = 2;

/** `.ts` in a checkout, `.js` in a build. */
const SCAN_PROCESS = fileURLToPath(new URL(`./scan-process${import.meta.url.slice(-3)}`, import.meta.url));

/** @param stallMs a scan that says nothing for so long is given up, milliseconds */
export function createSourceScanner(stallMs: number): SourceScanner {
  const children = new Set<ChildProcess>();
  return {
    async scan(request, onFolders) {
      if (children.size >= MAX_STUCK) {
        return { kind: 'unreachable', code: 'ETIMEDOUT', message: 'earlier looks at it still get no answer' };
      }
      const child = fork(SCAN_PROCESS, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      children.add(child);
      child.once('exit', () => children.delete(child));
      child.once('error', () => children.delete(child));
      return readScan(child, request, onFolders, stallMs);
    },
    stop() {
      for (const child of children) {
        child.kill('SIGKILL');
        child.unref();
      }
    },
  };
}

function readScan(
  child: ChildProcess,
  request: ScanRequest,
  onFolders: (folders: ScannedFolder[]) => void,
  stallMs: number,
): Promise<ScanOutcome> {
  return new Promise((resolve) => {
    let stall: NodeJS.Timeout;
    const end = (outcome: ScanOutcome): void => {
      clearTimeout(stall);
      resolve(outcome);
    };
    const alive = (): void => {
      clearTimeout(stall);
      stall = setTimeout(() => {
        child.kill('SIGKILL');
        child.disconnect();
        child.unref();
        end({ kind: 'unreachable', code: 'ETIMEDOUT', message: `no answer for ${stallMs / 1000} s` });
      }, stallMs);
    };
    alive();
    child.on('message', (message: ScanMessage) => {
      alive();
      if (message.kind === 'folders') onFolders(message.folders);
      else end(message);
    });
    child.once('error', (error) => end({ kind: 'unreachable', code: 'scan_failed', message: error.message }));
    child.once('exit', (code, signal) =>
      end({ kind: 'unreachable', code: 'scan_failed', message: `the look ended early (${signal ?? code})` }),
    );
    child.send(request);
  });
}
