import { basename, dirname } from 'node:path';
import { countMissing } from '../timelapses/frame-marks.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { ApplyDeps, CalmSnapshot } from './apply-snapshots.ts';

/** Folders whose first frame belongs to a timelapse may have been renamed. */
export async function splitFound(
  found: readonly CalmSnapshot[],
  reads: TimelapseReads,
): Promise<{ fresh: CalmSnapshot[]; perhapsRenamed: CalmSnapshot[] }> {
  const owners = await reads.findByFirstFrame(found.map(({ snapshot }) => snapshot));
  const perhapsRenamed = found.filter(({ snapshot }) =>
    owners.some((owner) => hasSameFirst(owner, snapshot)),
  );
  return { fresh: found.filter((each) => !perhapsRenamed.includes(each)), perhapsRenamed };
}

/** Renamed = all of its frames are in the new folder, and the old one is gone. @returns old names */
export async function followRenamed(
  perhapsRenamed: readonly CalmSnapshot[],
  present: ReadonlySet<string>,
  { reads, folderStore, emitter, clock, logger }: ApplyDeps,
): Promise<string[]> {
  const oldNames: string[] = [];
  for (const { snapshot, frames } of perhapsRenamed) {
    for (const owner of await reads.findByFirstFrame([snapshot])) {
      if (!isGone(owner, snapshot.sourceFolder, present)) continue;
      const seen = await reads.seenFrames(owner.id);
      if (seen === null || countMissing(seen, frames) > 0) continue;
      const moved = await folderStore.moveFolder(owner.id, snapshot, clock.now());
      if (!moved) continue;
      logger.info({ id: moved.id, from: owner.folderName, to: moved.folderName }, 'image folder was renamed');
      emitter.emit('timelapse.updated', moved);
      oldNames.push(owner.folderName);
      break;
    }
  }
  return oldNames;
}

function hasSameFirst(owner: Timelapse, { sample }: CalmSnapshot['snapshot']): boolean {
  return JSON.stringify(owner.sample[0]) === JSON.stringify(sample[0]);
}

function isGone({ sourceFolder }: Timelapse, found: string, present: ReadonlySet<string>): boolean {
  return dirname(sourceFolder) === dirname(found) && !present.has(basename(sourceFolder));
}
