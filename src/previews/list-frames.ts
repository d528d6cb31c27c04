import { AppError } from '../lib/errors.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { FrameLister } from './frame-lister.ts';
import type { FrameFile } from './read-frames.ts';

/**
 * In the order of the video; never empty.
 *
 * @throws AppError 404 when the frames are gone or the folder cannot be read now
 */
export async function listFrames(
  lister: FrameLister,
  timelapse: Timelapse,
  signal: AbortSignal,
): Promise<FrameFile[]> {
  // Its folder now contains another print.
  if (timelapse.superseded) throw framesGone(timelapse);
  const listing = await lister.list(timelapse.sourceFolder, signal);
  if (!listing.frames) throw listing.code === 'ENOENT' ? framesGone(timelapse) : unreachable(listing.code);
  if (listing.frames.length === 0) throw framesGone(timelapse);
  return listing.frames;
}

export function framesGone({ folderName, status }: Timelapse): AppError {
  return new AppError('source_missing', `The frames of "${folderName}" are missing.`, {
    status: 404,
    detail: { status },
  });
}

export function unreachable(reason?: string): AppError {
  return new AppError('source_unreachable', 'The image folder cannot be read at the moment.', {
    status: 404,
    ...(reason ? { detail: { reason } } : {}),
    remedy: 'Check that its share is mounted and the app can read it, then try again.',
  });
}
