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
  /** Gives up a look under way: it ends at once, as unreachable. */
  giveUp(): void;
  stop(): void;
}

/** Scans of one folder given up at most at one time: a process stuck in the kernel stays until its share answers. */
const MAX_STUCK = 2;

/** `.ts` in a checkout, `.js` in a build. */
const SCAN_PROCESS = fileURLToPath(new URL(`./scan-process${import.meta.url.slice(-3)}`, import.meta.url));

/** @param stallMs a scan that says nothing for so long is given up, milliseconds */
export function createSourceScanner(stallMs: number): SourceScanner {
  const children = new Map<ChildProcess, string>();
  const current = new Set<() => void>();
  return {
    async scan(request, onFolders) {
      const stuck = [...children.values()].filter((root) => root === request.root);
      if (stuck.length >= MAX_STUCK) {
        return { kind: 'unreachable', code: 'ETIMEDOUT', message: 'earlier looks at it still get no answer' };
      }
      const child = fork(SCAN_PROCESS, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      children.set(child, request.root);
      child.once('exit', () => children.delete(child));
      child.once('error', () => children.delete(child));
      return readScan(child, request, onFolders, stallMs, current);
    },
    giveUp() {
      for (const end of current) end();
    },
    stop() {
      for (const child of children.keys()) {
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
  current: Set<() => void>,
): Promise<ScanOutcome> {
  return new Promise((resolve) => {
    let stall: NodeJS.Timeout;
    let ended = false;
    const end = (outcome: ScanOutcome): void => {
      ended = true;
      clearTimeout(stall);
      current.delete(giveUp);
      resolve(outcome);
    };
    const abandon = (message: string): void => {
      child.kill('SIGKILL');
      if (child.connected) child.disconnect();
      child.unref();
      end({ kind: 'unreachable', code: 'ETIMEDOUT', message });
    };
    const giveUp = (): void => abandon('the look was given up');
    const alive = (): void => {
      clearTimeout(stall);
      stall = setTimeout(() => abandon(`no answer for ${stallMs / 1000} s`), stallMs);
    };
    current.add(giveUp);
    alive();
    child.on('message', (message: ScanMessage) => {
      if (ended) return;
      alive();
      if (message.kind === 'folders') onFolders(message.folders);
      else end(message);
    });
    child.once('error', (error) => end({ kind: 'unreachable', code: 'scan_failed', message: error.message }));
    child.once('exit', (code, signal) => {
      const early = () =>
        end({
          kind: 'unreachable',
          code: 'scan_failed',
          message: `the look ended early (${signal ?? code})`,
        });
      // Its end may be heard of before its last words.
      if (child.connected) child.once('disconnect', early);
      else early();
    });
    child.send(request);
  });
}
