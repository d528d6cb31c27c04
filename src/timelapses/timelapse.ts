import type { ArchiveState, FailureCode, Origin, Status } from '../shared/statuses.ts';
import type { Fingerprint } from './fingerprint.ts';

/** Remembered to recognise later whether the folder still holds the same print. */
export type SampledFrame = [name: string, modifiedAt: number, sizeBytes: number];

/** Of a video, without frames: its name without the ending, its path, its size as that of the newest file. */
export interface FolderSnapshot {
  /** Omitted = frames, also in tombstones from before there were videos. */
  origin?: Origin;
  folderName: string;
  sourceFolder: string;
  fingerprint: Fingerprint;
  newestName: string;
  newestSize: number;
  /** In milliseconds; 0 with fewer than three frames. */
  usualGapMs: number;
  folderModifiedAt: number;
  /** Spread over the folder, starting with the first. */
  sample: SampledFrame[];
}

/**
 * `media_poster` = the copy that Home Assistant serves; `original` = the whole video beside one that was cut; `share` =
 * one of the copies to send to others, which are listed apart; `side_poster` = the poster beside the video, `_plan` =
 * until it is in place.
 */
export type FileKind =
  | 'video'
  | 'copy'
  | 'original'
  | 'poster'
  | 'media_poster'
  | 'side_poster'
  | 'side_poster_plan'
  | 'preview'
  | 'log'
  | 'share';

export interface TimelapseFile {
  kind: FileKind;
  path: string;
  sizeBytes: number;
  /** Omitted = not in an archive. */
  archived?: ArchivedAs;
}

/** Of a file in an archive. */
export interface ArchivedAs {
  /** Of the archive. */
  folder: string;
  /** Path before. */
  home: string;
  /** SHA-256 in hexadecimal digits. */
  checksum: string;
}

/** The code, and the raw output of the engine or the system. */
export interface Failure {
  code: FailureCode;
  detail: string;
}

export interface VideoInfo {
  durationSeconds: number;
  width: number;
  height: number;
  fps: number;
}

export interface LinkedJob {
  name: string;
  printer: string | null;
  endedAt: number | null;
}

export interface Timelapse extends FolderSnapshot {
  id: string;
  origin: Origin;
  title: string | null;
  notes: string | null;
  /** The image folder or all of its frames are missing; a video that was taken in never had any. */
  sourceMissing: boolean;
  /** The folder is used for another print now; only the video is left. */
  superseded: boolean;
  status: Status;
  printer: string | null;
  /** Never later than when it was first seen. */
  lastFrameAt: number;
  /** By the app's own clock; 0 = before the folder was watched. The deadline counts from the later one. */
  arrivedAt: number;
  /** When a later scan found the folder unchanged; null prevents an automatic start. */
  confirmedAt: number | null;
  /** What the video is made from, or is being made from. */
  renderedFingerprint: Fingerprint | null;
  /** Cancelled by the user: it only starts manually. */
  held: boolean;
  /** Ahead of the queue, and with any number of frames. */
  manual: boolean;
  queueSeq: number | null;
  /** Earliest time of a retry. */
  notBefore: number | null;
  retryCount: number;
  videoExists: boolean;
  droppedFrames: number | null;
  /** Readable ones that were left out automatically, and whether they are more than 20 %. */
  framesLeftOut: number | null;
  manyLeftOut: boolean;
  video: VideoInfo | null;
  flickerBefore: number | null;
  flickerAfter: number | null;
  /** Null = every picture was used, also for the movement. */
  framesChosen: number | null;
  /** In percent from picture to picture. */
  movementBefore: number | null;
  movementAfter: number | null;
  processingStartedAt: number | null;
  processingCompletedAt: number | null;
  failure: Failure | null;
  archiveState: ArchiveState | null;
  jobId: string | null;
  /** `manual` without a print job: unlinked by the user, so it is not linked automatically again. */
  linkSource: 'auto' | 'manual' | 'capture' | null;
  /** What fills its folder at the moment. */
  captureId: string | null;
  job: LinkedJob | null;
  pinned: boolean;
  createdAt: number;
  updatedAt: number;
  files: TimelapseFile[];
}

export function fileOf(timelapse: Timelapse, kind: FileKind): TimelapseFile | undefined {
  return timelapse.files.find((file) => file.kind === kind);
}

/** The whole video, which is kept beside one that was cut. */
export function originalOf(timelapse: Timelapse): TimelapseFile | undefined {
  return fileOf(timelapse, 'original') ?? fileOf(timelapse, 'video');
}

/** Its render makes an MP4 of the video in the source folder, instead of cutting the one that came of it. */
export function isConverted({ origin, sourceMissing, videoExists }: Timelapse): boolean {
  return origin === 'video' && (!sourceMissing || !videoExists);
}

export function snapshotOf(timelapse: Timelapse): FolderSnapshot {
  const { origin, folderName, sourceFolder, fingerprint, newestName, newestSize } = timelapse;
  const { usualGapMs, folderModifiedAt, sample } = timelapse;
  return {
    ...(origin === 'frames' ? {} : { origin }),
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

export const LARGE_VIDEO_BYTES = 1_000_000_000;

export interface Progress {
  id: string;
  percent: number;
  step: string | null;
  framesDone: number | null;
  framesTotal: number | null;
  etaAt: number | null;
}

/** As people read it. */
export function titleOf({ title, folderName }: Pick<Timelapse, 'title' | 'folderName'>): string {
  return title ?? folderName;
}
