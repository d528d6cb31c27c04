import type { FolderLook } from '../timelapses/timelapse.ts';

/** What the watcher remembers of a folder, so that the scan can tell whether it must be read again. */
export interface KnownFolder {
  folderModifiedAt: number;
  /** `if_touched`: read when the folder time differs; `recount`: compare names and the newest file; `read`: read all. */
  how: 'if_touched' | 'recount' | 'read';
  /** Names that look like frames, empty files included; needed for a recount. */
  nameCount: number | null;
  lastName: string;
  newestName: string;
  newestAt: number;
  newestSize: number;
}

export interface ScanRequest {
  root: string;
  known: Record<string, KnownFolder>;
  /** Beyond this many folders the oldest are not looked at. */
  maxFolders: number;
}

/** What a scan says of one folder. */
export type ScannedFolder =
  | { name: string; state: 'unchanged' }
  | { name: string; state: 'empty'; folderModifiedAt: number; nameCount: number }
  | { name: string; state: 'seen'; nameCount: number; look: FolderLook }
  | { name: string; state: 'unreadable'; code: string; message: string };

/** Messages of the scan process; every message also says that the scan is alive. */
export type ScanMessage =
  | { kind: 'folders'; folders: ScannedFolder[] }
  | { kind: 'done'; names: string[]; leftOut: number; skipped: string[] }
  | { kind: 'unreachable'; code: string; message: string };
