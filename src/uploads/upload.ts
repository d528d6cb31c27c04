import type { UploadCheck, UploadReason, UploadState } from '../shared/uploads.ts';
import { fileOf, type Timelapse } from '../timelapses/timelapse.ts';

export interface Reason {
  code: UploadReason;
  /** The server's or the system's own words; never with a secret. */
  detail: string;
}

/** An upload in parts: a part that the server has is not sent again. */
export interface BegunParts {
  name: string;
  uploadId: string;
  /** Checksum of the video that the parts are of. */
  sha256: string;
  partBytes: number;
  /** In order, of those that are there. */
  tags: string[];
}

export interface Upload {
  id: string;
  timelapseId: string;
  destinationId: string;
  version: string;
  state: UploadState;
  tries: number;
  dueAt: number;
  reason: Reason | null;
  bytes: number | null;
  sha256: string | null;
  remoteName: string | null;
  checkedBy: UploadCheck | null;
  begun: BegunParts | null;
  createdAt: number;
  updatedAt: number;
}

/** What the API shows beside the upload itself. */
export interface ListedUpload {
  upload: Upload;
  timelapseTitle: string | null;
  destinationName: string;
}

/** Null = there is no video. */
export function versionOf(timelapse: Timelapse): string | null {
  const video = fileOf(timelapse, 'video');
  return video ? `${timelapse.processingCompletedAt ?? 0}-${video.sizeBytes}` : null;
}
