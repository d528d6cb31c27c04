import type { UnusedReason } from '../shared/system.ts';
import type { FrameMarks } from '../timelapses/frame-marks.ts';
import type { FolderSnapshot, SampledFrame } from '../timelapses/timelapse.ts';

/** A file that looks like a video; its time in whole milliseconds since 1970. */
export interface SeenVideo {
  path: string;
  sizeBytes: number;
  modifiedAt: number;
}

/** Lets the scan decide whether the folder must be read again. */
export interface KnownFolder {
  folderModifiedAt: number;
  /**
   * `if_touched`: read when the folder time differs; `recount`: compare names and the newest file; `read`: read all.
   */
  how: 'if_touched' | 'recount' | 'read';
  /** Includes empty files; needed for a recount. */
  nameCount: number | null;
  lastName: string;
  newestName: string;
  newestAt: number;
  newestSize: number;
  /** It reveals files overwritten in place, which do not change the folder time. */
  first?: SampledFrame | null;
}

export interface ScanRequest {
  root: string;
  known: Record<string, KnownFolder>;
  /** Beyond this many folders, the oldest are skipped. */
  maxFolders: number;
}

export type ScannedFolder =
  /** Videos are only known of a folder that was read. */
  | { name: string; state: 'unchanged'; videos?: SeenVideo[] }
  | {
      name: string;
      state: 'empty';
      folderModifiedAt: number;
      nameCount: number;
      unused: UnusedReason | null;
      videos: SeenVideo[];
    }
  | {
      name: string;
      state: 'seen';
      nameCount: number;
      /** Why some of its pictures are not frames. */
      unused: UnusedReason | null;
      snapshot: FolderSnapshot;
      frames: FrameMarks;
      /** By the clock of the file system. */
      changedAt: number;
      videos: SeenVideo[];
    }
  | { name: string; state: 'unreadable'; code: string; message: string };

export interface ScanEnd {
  kind: 'done';
  names: string[];
  leftOut: number;
  skipped: string[];
  loose: string[];
  misnamed: string[];
  /** Directly in the source folder. */
  videos: SeenVideo[];
}

/** Every message also shows that the scan is alive. */
export type ScanMessage =
  | { kind: 'folders'; folders: ScannedFolder[] }
  | ScanEnd
  | { kind: 'unreachable'; code: string; message: string };
