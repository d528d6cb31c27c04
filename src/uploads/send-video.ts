import { messageOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { OpenFile } from '../lib/open-file.ts';
import type { ArchiveFolders } from '../timelapses/archive-folders.ts';
import { titleOf, fileOf, type Timelapse } from '../timelapses/timelapse.ts';
import { digestsOf, type Placed, type Remote } from './remote.ts';
import { remoteName } from './remote-name.ts';
import type { Upload } from './upload.ts';
import type { UploadStore } from './upload-store.ts';
import { fromFile, UploadFailed } from './upload-failed.ts';

export interface SendVideoDeps {
  files: Pick<Files, 'open'>;
  archives: Pick<ArchiveFolders, 'require'>;
  uploads: Pick<UploadStore, 'findSent' | 'note'>;
}

export interface Sending {
  remote: Remote;
  signal: AbortSignal;
  /** @param part 0 to 1 */
  onProgress: (part: number) => void;
}

export type Sent = Placed & { bytes: number; sha256: string };

/**
 * The same content is sent once to a destination, however often it was rendered.
 *
 * @throws UploadFailed, or the signal's reason
 */
export async function sendVideo(
  upload: Upload,
  timelapse: Timelapse,
  { remote, signal, onProgress }: Sending,
  { files, archives, uploads }: SendVideoDeps,
): Promise<Sent> {
  const video = fileOf(timelapse, 'video');
  if (!video) throw new UploadFailed('video_missing');
  // It only seems to be missing.
  await archives.require([video]).catch((error: unknown) => {
    throw new UploadFailed('video_unavailable', messageOf(error));
  });
  const file = await open(files, video.path);
  try {
    const bytes = file.sizeBytes;
    if (bytes === 0) throw new UploadFailed('video_missing', 'the file is empty');
    const { sha256 } = await digestsOf(file, 0, bytes - 1, signal);
    const before = await uploads.findSent(upload, sha256);
    if (before?.remoteName && before.checkedBy)
      return { name: before.remoteName, checkedBy: before.checkedBy, bytes, sha256 };
    let sent = 0;
    const placed = await remote.place({
      id: upload.id,
      file,
      sha256,
      nameOf: (number) =>
        number === 0 && upload.remoteName !== null
          ? upload.remoteName
          : remoteName(titleOf(timelapse), video.path, number),
      firstNumber: upload.remoteName === null ? 1 : 0,
      begun: upload.begun,
      note: (begun) => uploads.note(upload.id, begun),
      onSent: (count) => {
        sent += count;
        onProgress(Math.min(1, sent / bytes));
      },
      signal,
    });
    return { ...placed, bytes, sha256 };
  } finally {
    await file.close();
  }
}

async function open(files: Pick<Files, 'open'>, path: string): Promise<OpenFile> {
  try {
    return await files.open(path);
  } catch (error) {
    throw fromFile(error);
  }
}
