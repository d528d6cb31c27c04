import { errnoOf, messageOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import { type DiskSpace, missingBytes, missingFor } from './disk-space.ts';
import { type OutputFolders, sourceOf } from './output-plan.ts';
import { failed, type RenderOutcome } from './render-outcome.ts';

export interface ObstacleDeps {
  files: Files;
  diskSpace: (path: string) => Promise<DiskSpace>;
  /**
   * Deletes from the trash what is on the same file system, as far as it helps.
   *
   * @param missing bytes; 0 = there is room
   * @returns whether something was deleted
   */
  makeRoom: (folder: string, missing: () => Promise<number>) => Promise<boolean>;
}

/** Failures that can be predicted before the engine starts. */
export async function findObstacle(
  timelapse: Timelapse,
  { folder, copyFolder }: OutputFolders,
  { files, diskSpace, makeRoom }: ObstacleDeps,
): Promise<RenderOutcome | null> {
  for (const each of [folder, copyFolder]) {
    if (each === null) continue;
    // Only the last folder of the path is created: a missing parent is a share that is not mounted.
    const isSource = each === sourceOf(timelapse);
    if (!isSource) await files.makeFolder(each).catch(() => {});
    const problem = await files.reach(each).catch((error: unknown) => error);
    if (problem) {
      const code = isSource ? 'source_missing' : 'output_not_writable';
      return failed(code, `${each}: ${messageOf(problem)}`, errnoOf(problem) === 'ETIMEDOUT');
    }
    const measure = async () => missingIn(await diskSpace(each), timelapse);
    let missing = await measure();
    if (missing > 0 && (await makeRoom(each, measure))) missing = await measure();
    if (missing > 0) return failed('disk_full', `${each} needs ${missing} more bytes of free space.`);
  }
  return null;
}

/** A video may stay as large as it is. */
function missingIn(space: DiskSpace, { origin, newestSize, fingerprint }: Timelapse): number {
  return origin === 'video' ? missingFor(space, newestSize) : missingBytes(space, fingerprint.totalBytes, 1);
}
