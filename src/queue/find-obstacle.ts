import { errnoOf, messageOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import { type DiskSpace, missingBytes, missingFor } from './disk-space.ts';
import { type OutputFolders, sourceOf } from './output-plan.ts';
import { failed, type RenderOutcome } from './render-outcome.ts';

/** Failures that can be predicted before the engine starts. */
export async function findObstacle(
  timelapse: Timelapse,
  { folder, copyFolder }: OutputFolders,
  { files, diskSpace }: { files: Files; diskSpace: (path: string) => Promise<DiskSpace> },
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
    const missing = missingIn(await diskSpace(each), timelapse);
    if (missing > 0) return failed('disk_full', `${each} needs ${missing} more bytes of free space.`);
  }
  return null;
}

/** A video may stay as large as it is. */
function missingIn(space: DiskSpace, { origin, newestSize, fingerprint }: Timelapse): number {
  return origin === 'video' ? missingFor(space, newestSize) : missingBytes(space, fingerprint.totalBytes, 1);
}
