import type { FailureCode, Status } from '../shared/statuses.ts';
import type { Fingerprint } from './fingerprint.ts';

/** A frame remembered to tell later whether the folder still holds the same print. */
export type SampledFrame = [name: string, modifiedAt: number, sizeBytes: number];

/** An image folder as one look of the watcher saw it. All times in milliseconds since 1970, sizes in bytes. */
export interface FolderLook {
  folderName: string;
  sourceFolder: string;
  fingerprint: Fingerprint;
  newestName: string;
  newestSize: number;
  /** Usual time between two frames, in milliseconds; 0 with fewer than three frames. */
  usualGapMs: number;
  folderModifiedAt: number;
  /** A few frames spread over the folder. */
  sample: SampledFrame[];
}

/** A file that a timelapse owns and that leaves with it; `media_poster` = the poster where Home Assistant serves it. */
export type FileKind = 'video' | 'copy' | 'poster' | 'media_poster' | 'preview' | 'log';

export interface TimelapseFile {
  kind: FileKind;
  path: string;
  sizeBytes: number;
}

/** Why the last render failed: the code, and the raw text of the engine or the system. */
export interface Failure {
  code: FailureCode;
  detail: string;
}

/** What is known of a video. */
export interface VideoFacts {
  durationSeconds: number;
  width: number;
  height: number;
  fps: number;
}

/** What a timelapse knows of the print job it is linked to. */
export interface LinkedJob {
  name: string;
  printer: string | null;
  endedAt: number | null;
}

/** The record for one image folder and its video. All times in milliseconds since 1970. */
export interface Timelapse extends FolderLook {
  id: string;
  title: string | null;
  notes: string | null;
  /** The image folder, or every frame in it, is gone. */
  sourceMissing: boolean;
  /** The folder has been used for another print since; only the video is left of this one. */
  superseded: boolean;
  status: Status;
  printer: string | null;
  /** Time of the newest frame, never later than when it was first seen: the deadline counts from here. */
  lastFrameAt: number;
  /** When a later look found the folder unchanged; null holds an automatic start back. */
  confirmedAt: number | null;
  /** What the video is made from, or is being made from. */
  renderedFingerprint: Fingerprint | null;
  /** Cancelled by the user: only a start by hand goes on. */
  held: boolean;
  /** Started by hand: ahead of the queue, and too few frames are no reason to wait. */
  manual: boolean;
  queueSeq: number | null;
  /** A retry waits until then. */
  notBefore: number | null;
  retryCount: number;
  videoExists: boolean;
  droppedFrames: number | null;
  video: VideoFacts | null;
  flickerBefore: number | null;
  flickerAfter: number | null;
  processingStartedAt: number | null;
  processingCompletedAt: number | null;
  failure: Failure | null;
  jobId: string | null;
  /** `manual` without a print job: taken away by hand, so nothing is linked by itself again. */
  linkSource: 'auto' | 'manual' | null;
  job: LinkedJob | null;
  pinned: boolean;
  createdAt: number;
  updatedAt: number;
  files: TimelapseFile[];
}

/** The file of a kind that a timelapse owns, if it has one. */
export function fileOf(timelapse: Timelapse, kind: FileKind): TimelapseFile | undefined {
  return timelapse.files.find((file) => file.kind === kind);
}

/** What was last seen of the image folder, without the rest of the record. */
export function lookOf(timelapse: Timelapse): FolderLook {
  const { folderName, sourceFolder, fingerprint, newestName, newestSize } = timelapse;
  const { usualGapMs, folderModifiedAt, sample } = timelapse;
  return {
    folderName,
    sourceFolder,
    fingerprint,
    newestName,
    newestSize,
    usualGapMs,
    folderModifiedAt,
    sample,
  };
}

/** A video above this size bears a warning. */
export const LARGE_VIDEO_BYTES = 1_000_000_000;

/** Running render as far as the engine has told. */
export interface Progress {
  id: string;
  /** 0–100 over the whole render. */
  percent: number;
  step: string | null;
  framesDone: number | null;
  framesTotal: number | null;
  etaAt: number | null;
}
