import { basename, dirname, join } from 'node:path';
import { errnoOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import { posterMark } from '../lib/frame-names.ts';
import type { TimelapseFile } from '../timelapses/timelapse.ts';

const VIDEO_ENDING = '.mp4';

/** With the name of the video, by which media servers and gallery cards find it; null = none is possible. */
export function sidePosterPath(videoPath: string): string | null {
  return videoPath.endsWith(VIDEO_ENDING) ? `${videoPath.slice(0, -VIDEO_ENDING.length)}.jpg` : null;
}

export function isSidePoster({ kind }: TimelapseFile): boolean {
  return kind === 'side_poster' || kind === 'side_poster_plan';
}

/**
 * Can be repeated. Needs a plan in the database: of a file that has its path and size, or is empty, the app is known to
 * be the author.
 *
 * @param isPlanned whether the plan is from before this call
 * @param isFrameFolder pictures in its folder are frames
 * @returns false when another file has the name; nothing is left of ours then
 * @throws the system's error
 */
export async function putSidePoster(
  files: Files,
  plan: Pick<TimelapseFile, 'path' | 'sizeBytes'>,
  from: string,
  { isPlanned, isFrameFolder }: { isPlanned: boolean; isFrameFolder: boolean },
): Promise<boolean> {
  const { path, sizeBytes } = plan;
  const there = await files.inspect(path);
  if (isPlanned && there?.kind === 'file' && there.sizeBytes === sizeBytes) return true;
  const isReserved = isPlanned && there?.kind === 'file' && there.sizeBytes === 0;
  if (there !== null && !isReserved) {
    if (isPlanned) await removeRest(files, path);
    return false;
  }
  // Before there is a picture, so that no scan ever sees it without.
  if (isFrameFolder) await files.reserve(markOf(path));
  const partial = partialOf(path);
  try {
    await removeIfThere(files, partial);
    await files.copyInto(partial, from);
    await files.flush(partial);
    if (isReserved || (await files.reserve(path))) {
      await files.rename(partial, path);
      await files.flushFolder(dirname(path));
      return true;
    }
    await removeRest(files, path);
    return false;
  } catch (error) {
    await removeIfThere(files, partial).catch(() => {});
    throw error;
  }
}

/** Leaves what somebody else has put there. @throws the system's error */
export async function removeSidePoster(
  files: Files,
  { kind, path, sizeBytes }: TimelapseFile,
): Promise<void> {
  const there = await files.inspect(path);
  const isReserved = kind === 'side_poster_plan' && there?.sizeBytes === 0;
  const isOurs = there?.kind === 'file' && (there.sizeBytes === sizeBytes || isReserved);
  if (isOurs) await removeIfThere(files, path);
  await removeIfThere(files, partialOf(path));
  // Last, and never of a picture that would become a frame by it.
  if (there === null || isOurs) await removeIfThere(files, markOf(path));
}

async function removeRest(files: Files, path: string): Promise<void> {
  await removeIfThere(files, partialOf(path));
  await removeIfThere(files, markOf(path));
}

function markOf(path: string): string {
  return join(dirname(path), posterMark(basename(path)));
}

/** Hidden, and with another ending than pictures. */
function partialOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.part`);
}

async function removeIfThere(files: Files, path: string): Promise<void> {
  await files.remove(path).catch((error: unknown) => {
    if (errnoOf(error) !== 'ENOENT') throw error;
  });
}
