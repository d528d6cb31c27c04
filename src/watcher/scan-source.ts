import { programBeside, ShareProcess } from '../lib/share-process.ts';
import type { ScanMessage, ScannedFolder, ScanRequest } from './scan-protocol.ts';

export type ScanOutcome =
  | Extract<ScanMessage, { kind: 'done' }>
  | { kind: 'unreachable'; code: string; message: string }
  /** The system refused the process, or it crashed: that says nothing about the folder. */
  | { kind: 'missed'; code: string; message: string };

export interface SourceScanner {
  /** @param onFolders gets partial results; unchanged folders may be omitted */
  scan(request: ScanRequest, onFolders: (folders: ScannedFolder[]) => void): Promise<ScanOutcome>;
  /** A running scan ends at once, as unreachable. */
  giveUp(): void;
  stop(): void;
}

type ScanProcess = ShareProcess<ScanMessage>;

/** A process stuck in the kernel stays until its share responds. */
const MAX_STUCK = 2;

const PROGRAM = programBeside(import.meta.url, 'scan-process');

/** @param stallMs a scan without messages for this long is given up */
export function createSourceScanner(stallMs: number, program = PROGRAM): SourceScanner {
  const processes = new Map<ScanProcess, string>();
  const giveUp = (reason: string): void => {
    for (const child of processes.keys()) child.giveUp(reason);
  };
  return {
    async scan(request, onFolders) {
      const stuck = [...processes.values()].filter((root) => root === request.root);
      if (stuck.length >= MAX_STUCK) {
        return {
          kind: 'unreachable',
          code: 'ETIMEDOUT',
          message: 'earlier scans are still waiting for a response',
        };
      }
      const last = Promise.withResolvers<ScanOutcome>();
      const child: ScanProcess = new ShareProcess({
        program,
        silenceMs: stallMs,
        onMessage: (message) => {
          if (message.kind === 'folders') onFolders(message.folders);
          else last.resolve(message);
        },
      });
      processes.set(child, request.root);
      void child.gone.then(() => processes.delete(child));
      child.send(request);
      return Promise.race([last.promise, outcomeOfEnd(child)]);
    },
    giveUp: () => giveUp('the scan was cancelled'),
    stop: () => giveUp('the app is stopping'),
  };
}

async function outcomeOfEnd(child: ScanProcess): Promise<ScanOutcome> {
  const end = await child.ended;
  if (end.how === 'given_up') return { kind: 'unreachable', code: end.code, message: end.reason };
  const reason = end.how === 'failed' ? end.reason : 'it gave no reason';
  return { kind: 'missed', code: 'scan_failed', message: `the scan failed: ${reason}` };
}
